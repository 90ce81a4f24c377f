import type { Duty, DutyFilter, Rectification } from '@redbridge/contract'
import { citeZh } from '@redbridge/law'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type NewNotice, sendNotices } from '../notices/index.ts'
import { type DutyRow, findMissingDuties, listDuties, listPeriods } from './periods.store.ts'
import { dutyView, isReported } from './periods.view.ts'

const todayOf = (ctx: Ctx): string => dayOf(ctx.platform.clock.now())

export const listDutiesOf = (ctx: Ctx, filter: z.output<typeof DutyFilter>): Promise<Duty[]> =>
  ctx.tx(async (tx) =>
    (
      await listDuties(tx, todayOf(ctx), { period: filter.period, platformId: filter.platformId, states: filter.state })
    ).map(dutyView),
  )

export const listPeriodDuties = (ctx: Ctx, periodId: string): Promise<Duty[]> =>
  ctx.tx(async (tx) => {
    if ((await listPeriods(tx, periodId)).length === 0) throw new AppError('not_found')
    return (await listDuties(tx, todayOf(ctx), { periodId })).map(dutyView)
  })

const getDuty = async (ctx: Ctx, tx: Tx, id: string): Promise<DutyRow> => {
  // The lock makes two people who act at once act one after the other.
  await tx.selectFrom('report_duty').select('id').where('id', '=', id).forUpdate().execute()
  const [row] = await listDuties(tx, todayOf(ctx), { id })
  if (!row) throw new AppError('not_found')
  return row
}

/** What there is to remind a platform of, in its words; null when it owes nothing. */
export const reminderOf = (row: DutyRow, today: string): Pick<NewNotice, 'zh' | 'en' | 'link'> | null => {
  if (row.answers_overdue > 0)
    return {
      zh: `${row.period_key} 报送期有 ${row.answers_overdue} 户问题经营主体逾期未反馈，请尽快反馈处置结果`,
      en: `${row.answers_overdue} problem operators of the ${row.period_key} report await your answer past the due date`,
      link: `/problems?period=${row.period_key}&overdue=true`,
    }
  if (isReported(row.state) || row.state === 'uploaded' || row.state === 'checking') return null
  const late = today > row.due_on
  return {
    zh: late
      ? `${row.period_key} 平台内经营者身份信息报送已于 ${row.due_on} 到期，请立即报送（${citeZh('ECL 28(1)', today)}）`
      : `请于 ${row.due_on} 前报送 ${row.period_key} 平台内经营者身份信息（${citeZh('ECL 28(1)', today)}）`,
    en: late
      ? `The identity report for ${row.period_key} was due on ${row.due_on}; report at once (E-Commerce Law art. 28)`
      : `The identity report for ${row.period_key} is due by ${row.due_on} (E-Commerce Law art. 28)`,
    link: `/duties?period=${row.period_key}`,
  }
}

/** Reminds the platform inside the product. Nothing to remind of: refused. */
export const remind = (ctx: Ctx, id: string): Promise<Duty> =>
  ctx.tx(async (tx) => {
    const row = await getDuty(ctx, tx, id)
    const now = ctx.platform.clock.now()
    const text = reminderOf(row, todayOf(ctx))
    if (!text) throw new AppError('move_not_allowed', { detail: row.state })
    await tx.updateTable('report_duty').set({ reminded_at: now }).where('id', '=', id).execute()
    const from = ctx.actor.organisation.id
    await sendNotices(tx, [{ to: row.platform_id, from, kind: 'reminder', ...text }], now)
    await audit(tx, ctx.actor, { action: 'duty.remind', subjectKind: 'duty', subjectId: id, detail: { text: text.zh } })
    return dutyView({ ...row, reminded_at: now })
  })

/** Enters the order to correct within a time, 责令限期改正, ECL art. 80(1)(2): only past the due date, and once at a time. */
export const orderRectification = (ctx: Ctx, id: string, input: z.output<typeof Rectification>): Promise<Duty> =>
  ctx.tx(async (tx) => {
    const row = await getDuty(ctx, tx, id)
    const now = ctx.platform.clock.now()
    const today = dayOf(now)
    if (today <= row.due_on || isReported(row.state)) throw new AppError('move_not_allowed', { detail: row.state })
    if (row.rectification_at && !row.resolved_at) throw new AppError('conflict', { detail: 'rectification' })
    if (input.dueOn <= today)
      throw new AppError('bad_request', {
        errors: [{ pointer: '/dueOn', message: '改正期限须晚于今日 / must lie in the future' }],
      })
    await tx
      .updateTable('report_duty')
      .set({
        rectification_at: now,
        rectification_due_on: input.dueOn,
        rectification_text: input.text,
        rectification_by: ctx.actor.name,
        resolved_at: null,
      })
      .where('id', '=', id)
      .execute()
    const notice: NewNotice = {
      to: row.platform_id,
      from: ctx.actor.organisation.id,
      kind: 'rectification',
      zh: `责令限期改正：请于 ${input.dueOn} 前完成 ${row.period_key} 身份信息报送（${citeZh('ECL 80(1)(2)', today)}）`,
      en: `Order to correct: report ${row.period_key} by ${input.dueOn} (E-Commerce Law art. 80)`,
      link: `/duties?period=${row.period_key}`,
    }
    await sendNotices(tx, [notice], now)
    const detail = { dueOn: input.dueOn, text: input.text, platformId: row.platform_id, basis: 'ECL 80(1)(2)' }
    await audit(tx, ctx.actor, { action: 'duty.rectification', subjectKind: 'duty', subjectId: id, detail })
    const [after] = await listDuties(tx, today, { id })
    return dutyView(after ?? row)
  })

/** Lays the duties that are missing; called when a period is opened, when a platform starts to report, and daily. */
export const layDuties = async (
  tx: Tx,
  today: string,
  only: { periodId?: string; platformId?: string },
): Promise<number> => {
  const missing = await findMissingDuties(tx, today, only)
  if (missing.length > 0)
    await tx
      .insertInto('report_duty')
      .values(missing.map((one) => ({ id: newId('dut'), ...one })))
      .onConflict((conflict) => conflict.columns(['period_id', 'platform_id']).doNothing())
      .execute()
  return missing.length
}

/**
 * Lays the duties of a platform that has become a reporting one, in every period still open that the caller can see.
 * Periods out of the caller's sight (a superior's) are caught up with by the daily sweep.
 */
export const openDutiesFor = (tx: Tx, platformId: string, today = dayOf(new Date())): Promise<number> =>
  layDuties(tx, today, { platformId })

/** Marks the order to correct as met: its report was accepted. For the code that finishes a batch. */
export const resolveDuty = async (tx: Tx, batchId: string, now: Date): Promise<void> => {
  await tx
    .updateTable('report_duty')
    .set({ resolved_at: now })
    .where('batch_id', '=', batchId)
    .where('rectification_at', 'is not', null)
    .where('resolved_at', 'is', null)
    .execute()
}
