import type { BatchTotals } from '@redbridge/contract'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type DutyRow, isReported, listDuties } from '../periods/index.ts'
import { countByState, filterSql } from '../problems/index.ts'
import { type Draft, dueUrgency, item } from './items.ts'

/** A report that is owed, has failed, or came with rows to correct. */
const dutyItem = (duty: DutyRow, today: string): Draft[] => {
  const { period_key: key, due_on: dueOn } = duty
  const rejected = (duty.totals as Partial<BatchTotals> | null)?.rejected ?? 0
  if (duty.rectification_at && !isReported(duty.state)) {
    const by = duty.rectification_due_on ?? dueOn
    return [
      item({
        key: `rectification:${key}`,
        zh: `责令限期改正：完成 ${key} 身份信息报送`,
        en: `Order to correct: report ${key}`,
        count: 1,
        urgency: dueUrgency(by, today),
        dueOn: by,
        link: `/duties?period=${key}`,
      }),
    ]
  }
  if (duty.state === 'due' || duty.state === 'overdue')
    return [
      item({
        key: `duty:${key}`,
        zh: `报送 ${key} 平台内经营者身份信息`,
        en: `Identity report for ${key}`,
        count: 1,
        urgency: dueUrgency(dueOn, today),
        dueOn,
        link: `/duties?period=${key}`,
      }),
    ]
  if (duty.state === 'invalid' || duty.state === 'failed')
    return [
      item({
        key: `invalid:${key}`,
        zh: `${key} 报送未通过，请更正后重新上传`,
        en: `${key}: the report was not accepted; correct and upload again`,
        count: 1,
        urgency: dueUrgency(dueOn, today),
        dueOn,
        link: `/batches/${duty.batch_id}`,
      }),
    ]
  if (isReported(duty.state) && rejected > 0)
    return [
      item({
        key: `rejected:${key}`,
        zh: `${key} 被退回的行，可更正后补报`,
        en: `${key}: rejected rows to correct`,
        count: rejected,
        urgency: 'open',
        link: `/batches/${duty.batch_id}`,
      }),
    ]
  return []
}

const problemItems = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const counts = await countByState(tx, filterSql(ctx, {}), today)
  const pick = (test: (one: (typeof counts)[number]) => boolean) => {
    const of = counts.filter(test)
    return { count: of.reduce((sum, one) => sum + one.n, 0), dueOn: of.map((one) => one.due_on).sort()[0] ?? null }
  }
  const isOut = (state: string) => state === 'pushed' || state === 'returned'
  const late = pick((one) => one.overdue)
  const open = pick((one) => isOut(one.state) && !one.overdue)
  const waiting = pick((one) => one.state === 'answered')
  return [
    item({
      key: 'answers_overdue',
      zh: '逾期未反馈的问题经营主体',
      en: 'Problem operators past their answer date',
      ...late,
      urgency: 'overdue',
      link: '/problems?overdue=true',
    }),
    item({
      key: 'answers_open',
      zh: '待反馈的问题经营主体',
      en: 'Problem operators to answer',
      ...open,
      urgency: open.dueOn ? dueUrgency(open.dueOn, today) : 'open',
      link: '/problems?state=pushed,returned&overdue=false',
    }),
    item({
      key: 'answers_waiting',
      zh: '已反馈、等待核销',
      en: 'Answered, waiting for verification',
      count: waiting.count,
      urgency: 'waiting',
      link: '/problems?state=answered',
    }),
  ]
}

export const platformItems = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const duties = await listDuties(tx, today, { platformId: ctx.actor.organisation.id })
  // What a period that is over still lacks can no longer be handed in.
  const open = duties.filter((duty) => duty.closes_on >= today)
  return [...open.flatMap((duty) => dutyItem(duty, today)), ...(await problemItems(ctx, tx, today))]
}
