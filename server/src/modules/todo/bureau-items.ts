import { may, type TodoItem } from '@redbridge/contract'
import { reportPeriodKey } from '@redbridge/law'
import { sql } from 'kysely'
import { addDays } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { listDuties } from '../periods/index.ts'
import { countByState, filterSql } from '../problems/index.ts'
import { type Draft, dueUrgency, item } from './items.ts'

/** What of the review of problem operators waits for the desk, and what it waits for. */
const problemItems = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const counts = await countByState(tx, filterSql(ctx, {}), today)
  const of = (...states: string[]) =>
    counts.filter((one) => states.includes(one.state) && !one.overdue).reduce((sum, one) => sum + one.n, 0)
  const late = counts.filter((one) => one.overdue)
  const out = counts.filter((one) => ['pushed', 'returned'].includes(one.state) && !one.overdue)
  const dueOn = out.map((one) => one.due_on).sort()[0] ?? null
  const open = 'open' as const
  return [
    item({
      key: 'problems_overdue',
      zh: '平台逾期未反馈的问题经营主体',
      en: 'Problem operators past their answer date',
      count: late.reduce((sum, one) => sum + one.n, 0),
      urgency: 'overdue',
      dueOn: late.map((one) => one.due_on).sort()[0] ?? null,
      link: '/problems?overdue=true',
    }),
    item({
      key: 'problems_found',
      zh: '待核实的问题经营主体',
      en: 'Problem operators to review',
      count: of('found'),
      urgency: open,
      link: '/problems?state=found',
    }),
    item({
      key: 'problems_answered',
      zh: '平台已反馈、待核销',
      en: 'Answers to verify',
      count: of('answered'),
      urgency: open,
      link: '/problems?state=answered',
    }),
    item({
      key: 'problems_confirmed',
      zh: '已确认、待推送',
      en: 'Confirmed, to be pushed',
      count: of('confirmed'),
      urgency: open,
      link: '/problems?state=confirmed',
    }),
    item({
      key: 'problems_undecided',
      zh: '存疑、待判断',
      en: 'Undecided',
      count: of('undecided'),
      urgency: open,
      link: '/problems?state=undecided',
    }),
    item({
      key: 'problems_out',
      zh: '等待平台反馈',
      en: 'Waiting for platforms',
      count: of('pushed', 'returned'),
      urgency: 'waiting',
      dueOn,
      link: '/problems?state=pushed,returned&overdue=false',
    }),
  ]
}

/** Reports that are due, late, or under an order to correct, period by period. */
const dutyItems = async (tx: Tx, today: string): Promise<Draft[]> => {
  const all = await listDuties(tx, today, { states: ['due', 'overdue', 'invalid', 'failed'] })
  // A period that is over takes no more reports; what is left of it are the orders to correct.
  const duties = all.filter((duty) => duty.closes_on >= today || (duty.rectification_at && !duty.resolved_at))
  const items: Draft[] = []
  for (const [periodId, of] of Map.groupBy(duties, (duty) => duty.period_id)) {
    const { period_key: key, due_on: dueOn } = of[0] as (typeof of)[number]
    const late = of.filter((duty) => duty.state === 'overdue')
    const due = of.filter((duty) => duty.state === 'due')
    const orders = of.filter(
      (duty) => duty.rectification_at && !duty.resolved_at && (duty.rectification_due_on ?? '') < today,
    )
    const broken = of.filter((duty) => duty.state === 'failed')
    const link = `/periods/${periodId}`
    items.push(
      item({
        key: `duties_overdue:${periodId}`,
        zh: `${key} 逾期未报的平台`,
        en: `${key}: platforms that have not reported`,
        count: late.length,
        urgency: 'overdue',
        dueOn,
        link: `${link}?state=overdue`,
      }),
      item({
        key: `orders_overdue:${periodId}`,
        zh: `${key} 责令改正期满仍未报送`,
        en: `${key}: orders to correct not met in time`,
        count: orders.length,
        urgency: 'overdue',
        link: `${link}?state=overdue`,
      }),
      item({
        key: `duties_failed:${periodId}`,
        zh: `${key} 处理失败的报送`,
        en: `${key}: reports that could not be processed`,
        count: broken.length,
        urgency: 'open',
        link: `${link}?state=failed`,
      }),
    )
    if (dueOn <= addDays(today, 7))
      items.push(
        item({
          key: `duties_due:${periodId}`,
          zh: `${key} 尚未报送的平台`,
          en: `${key}: platforms still to report`,
          count: due.length,
          urgency: dueUrgency(dueOn, today),
          dueOn,
          link: `${link}?state=due`,
        }),
      )
  }
  return items
}

const transferItems = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const own = ctx.actor.organisation.id
  const { rows } = await sql<{ box: 'in' | 'out'; state: string; n: number; due_on: string | null }>`
    SELECT 'in' AS box, state, count(*)::int AS n, min(answer_due_on) AS due_on FROM transfer
      WHERE to_bureau_id = ${own} AND state IN ('sent', 'received') GROUP BY 2
    UNION ALL
    SELECT 'out', state, count(*)::int, min(answer_due_on) FROM transfer WHERE from_bureau_id = ${own} AND state <> 'closed' GROUP BY 2`.execute(
    tx,
  )
  const of = (box: string, state: string) => rows.find((row) => row.box === box && row.state === state)
  const urgencyOf = (dueOn: string | null | undefined) => (dueOn ? dueUrgency(dueOn, today) : 'open')
  const [toReceive, toAnswer, out] = [of('in', 'sent'), of('in', 'received'), of('out', 'sent')]
  return [
    item({
      key: 'transfers_in_sent',
      zh: '外省移送、待签收',
      en: 'Transfers to sign for',
      count: toReceive?.n ?? 0,
      urgency: urgencyOf(toReceive?.due_on),
      dueOn: toReceive?.due_on ?? null,
      link: '/transfers?box=in&state=sent',
    }),
    item({
      key: 'transfers_in_received',
      zh: '外省移送、待反馈',
      en: 'Transfers to answer',
      count: toAnswer?.n ?? 0,
      urgency: urgencyOf(toAnswer?.due_on),
      dueOn: toAnswer?.due_on ?? null,
      link: '/transfers?box=in&state=received',
    }),
    item({
      key: 'transfers_out_answered',
      zh: '外省已反馈、待办结',
      en: 'Answered transfers to close',
      count: of('out', 'answered')?.n ?? 0,
      urgency: 'open',
      link: '/transfers?box=out&state=answered',
    }),
    item({
      key: 'transfers_out_returned',
      zh: '无人认领退回的移送',
      en: 'Transfers that came back',
      count: of('out', 'returned')?.n ?? 0,
      urgency: 'open',
      link: '/transfers?box=out&state=returned',
    }),
    item({
      key: 'transfers_out_sent',
      zh: '等待外省签收',
      en: 'Waiting for other provinces',
      count: out?.n ?? 0,
      urgency: 'waiting',
      dueOn: out?.due_on ?? null,
      link: '/transfers?box=out&state=sent',
    }),
  ]
}

/** Operators registered elsewhere that were not sent to their home bureau yet, report by report. */
const outsideItems = async (ctx: Ctx, tx: Tx): Promise<Draft[]> => {
  const { rows } = await sql<{ id: string; platform: string; key: string; n: number }>`
    SELECT b.id, coalesce(o.name_zh, '') AS platform, p.key, (b.totals->'byUndecided'->>'outside_coverage')::int - t.n AS n
    FROM report_batch b JOIN report_period p ON p.id = b.period_id LEFT JOIN organisation o ON o.id = b.platform_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM transfer x
      WHERE x.batch_id = b.id AND x.applied_at IS NULL AND x.state <> 'withdrawn') t
    WHERE p.bureau_id = ${ctx.actor.organisation.id} AND b.state IN ('matched', 'pushed', 'answered', 'closed')
      AND (b.totals->'byUndecided'->>'outside_coverage')::int > t.n
    ORDER BY b.uploaded_at DESC LIMIT 5`.execute(tx)
  return rows.map((row) =>
    item({
      key: `outside:${row.id}`,
      zh: `${row.platform} ${row.key} 外省登记主体待移送`,
      en: `${row.platform} ${row.key}: operators of other provinces to send`,
      count: row.n,
      urgency: 'open',
      link: `/batches/${row.id}`,
    }),
  )
}

/** The reporting month has begun and its period is not open yet. */
const missingPeriod = async (ctx: Ctx, tx: Tx, today: string): Promise<Draft[]> => {
  const { id, division } = ctx.actor.organisation
  if (!/^\d\d0000$/.test(division) || division === '000000') return []
  const key = reportPeriodKey(today)
  const found = await tx
    .selectFrom('report_period')
    .select('id')
    .where('bureau_id', '=', id)
    .where('key', '=', key)
    .executeTakeFirst()
  return found
    ? []
    : [
        item({
          key: 'period_missing',
          zh: `开启 ${key} 报送期`,
          en: `Open the reporting period ${key}`,
          count: 1,
          urgency: 'open',
          link: '/periods',
        }),
      ]
}

export const bureauItems = async (ctx: Ctx, tx: Tx, today: string): Promise<TodoItem[]> => {
  const { roles } = ctx.actor
  const items: Draft[] = []
  if (may(roles, 'problem.review')) items.push(...(await problemItems(ctx, tx, today)))
  if (may(roles, 'duty.remind')) items.push(...(await dutyItems(tx, today)))
  if (may(roles, 'transfer.read'))
    items.push(...(await transferItems(ctx, tx, today)), ...(await outsideItems(ctx, tx)))
  if (may(roles, 'period.manage')) items.push(...(await missingPeriod(ctx, tx, today)))
  return items
}
