import type { NewPeriod, Period, PeriodChange } from '@redbridge/contract'
import { reportPeriodDays } from '@redbridge/law'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { layDuties } from './duties.service.ts'
import { countDuties, listPeriods } from './periods.store.ts'
import { periodView } from './periods.view.ts'

const todayOf = (ctx: Ctx): string => dayOf(ctx.platform.clock.now())

const viewsOf = async (ctx: Ctx, tx: Tx, id?: string): Promise<Period[]> => {
  const [rows, counts] = [await listPeriods(tx, id), await countDuties(tx, todayOf(ctx))]
  return rows.map((row) =>
    periodView(
      row,
      counts.filter((one) => one.period_id === row.id),
      todayOf(ctx),
    ),
  )
}

export const listPeriodViews = (ctx: Ctx): Promise<Period[]> => ctx.tx((tx) => viewsOf(ctx, tx))

const getIn = async (ctx: Ctx, tx: Tx, id: string): Promise<Period> => {
  const [period] = await viewsOf(ctx, tx, id)
  if (!period) throw new AppError('not_found')
  return period
}
export const getPeriod = (ctx: Ctx, id: string): Promise<Period> => ctx.tx((tx) => getIn(ctx, tx, id))

const checkDays = (days: { opensOn: string; dueOn: string; closesOn: string }): void => {
  const message = '开始日期 ≤ 截止日期 ≤ 关闭日期 / opens ≤ due ≤ closes'
  if (days.opensOn > days.dueOn) throw new AppError('bad_request', { errors: [{ pointer: '/dueOn', message }] })
  if (days.dueOn > days.closesOn) throw new AppError('bad_request', { errors: [{ pointer: '/closesOn', message }] })
}

/** Opens a period for the caller's bureau and lays the duty on every reporting platform in its jurisdiction. */
export const createPeriod = (ctx: Ctx, input: z.output<typeof NewPeriod>): Promise<Period> =>
  ctx.tx(async (tx) => {
    const { organisation } = ctx.actor
    const law = reportPeriodDays(input.key)
    const days = {
      opensOn: input.opensOn ?? law.opensOn,
      dueOn: input.dueOn ?? law.dueOn,
      closesOn: input.closesOn ?? law.closesOn,
    }
    checkDays(days)
    const id = newId('per')
    const made = await tx
      .insertInto('report_period')
      .values({
        id,
        key: input.key,
        bureau_id: organisation.id,
        division: organisation.division,
        opens_on: days.opensOn,
        due_on: days.dueOn,
        closes_on: days.closesOn,
        created_at: ctx.platform.clock.now(),
      })
      .onConflict((conflict) => conflict.columns(['bureau_id', 'key']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) throw new AppError('period_exists')
    const duties = await layDuties(tx, todayOf(ctx), { periodId: id })
    const detail = { key: input.key, ...days, duties }
    await audit(tx, ctx.actor, { action: 'period.create', subjectKind: 'period', subjectId: id, detail })
    return getIn(ctx, tx, id)
  })

export const changePeriod = (ctx: Ctx, id: string, input: z.output<typeof PeriodChange>): Promise<Period> =>
  ctx.tx(async (tx) => {
    const before = await getIn(ctx, tx, id)
    const days = {
      opensOn: input.opensOn ?? before.opensOn,
      dueOn: input.dueOn ?? before.dueOn,
      closesOn: input.closesOn ?? before.closesOn,
    }
    checkDays(days)
    await tx
      .updateTable('report_period')
      .set({ opens_on: days.opensOn, due_on: days.dueOn, closes_on: days.closesOn })
      .where('id', '=', id)
      .execute()
    const was = { opensOn: before.opensOn, dueOn: before.dueOn, closesOn: before.closesOn }
    const detail = { before: was, after: days }
    await audit(tx, ctx.actor, { action: 'period.change', subjectKind: 'period', subjectId: id, detail })
    return getIn(ctx, tx, id)
  })
