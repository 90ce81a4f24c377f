import type { LawCalendar, NewHolidayOrder } from '@redbridge/contract'
import { audit } from '../../platform/audit.ts'
import { addDays } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError, type FieldFault } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { checkDay, mayKeepLaw, viewerOf } from './law.service.ts'
import { listOrders } from './law.store.ts'
import { calendarView } from './law.view.ts'
import { loadLaw } from './load-law.ts'

const calendarIn = async (ctx: Ctx, tx: Tx, year: number): Promise<LawCalendar> =>
  calendarView(await loadLaw(tx), year, { orders: await listOrders(tx, year), viewer: viewerOf(ctx) })

export const getCalendar = (ctx: Ctx, year: number): Promise<LawCalendar> => ctx.tx((tx) => calendarIn(ctx, tx, year))

/** English of the holidays that every order names; others keep their Chinese name until somebody writes one. */
const ENGLISH: Readonly<Record<string, string>> = {
  元旦: "New Year's Day",
  春节: 'Spring Festival',
  清明: 'Tomb-sweeping Day',
  清明节: 'Tomb-sweeping Day',
  劳动节: 'Labour Day',
  端午: 'Dragon Boat Festival',
  端午节: 'Dragon Boat Festival',
  中秋: 'Mid-autumn Festival',
  中秋节: 'Mid-autumn Festival',
  国庆节: 'National Day',
}
const named = ({ zh, en }: { zh: string; en?: string | undefined }) => ({ zh, en: en || ENGLISH[zh] || zh })

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** What no order can say: spans that end before they begin or last for months, days of other years, work on working days. */
const faultsOf = (order: NewHolidayOrder): FieldFault[] => {
  const faults: FieldFault[] = []
  const say = (pointer: string, message: string): void => void faults.push({ pointer, message })
  const near = (day: string): boolean => day >= `${order.year - 1}-12-01` && day <= `${order.year + 1}-01-31`
  order.holidays.forEach(({ from, to }, index) => {
    if (from > to || to > addDays(from, 14)) say(`/holidays/${index}/to`, '放假应当为一至十五日 / one to fifteen days')
    else if (!near(from) || !near(to)) say(`/holidays/${index}/from`, '不是该年的日期 / not a day of this year')
    else if (order.holidays.some((other, at) => at < index && other.from <= to && from <= other.to))
      say(`/holidays/${index}/from`, '与另一假期重叠 / overlaps another holiday')
  })
  order.workdays.forEach(({ day }, index) => {
    if (!near(day)) say(`/workdays/${index}/day`, '不是该年的日期 / not a day of this year')
    else if (!isWeekend(day))
      say(`/workdays/${index}/day`, '调休上班日应当为周六或者周日 / must be a Saturday or Sunday')
    else if (order.holidays.some(({ from, to }) => from <= day && day <= to))
      say(`/workdays/${index}/day`, '同时列为放假 / is a holiday as well')
  })
  return faults
}

/** Enters the order of a year. It replaces what is known of that year; earlier orders stay and come back when it goes. */
export const addOrder = (ctx: Ctx, input: NewHolidayOrder): Promise<LawCalendar> =>
  ctx.tx(async (tx) => {
    mayKeepLaw(ctx, await listOrders(tx, input.year))
    for (const [index, { from, to }] of input.holidays.entries()) {
      checkDay(from, `/holidays/${index}/from`)
      checkDay(to, `/holidays/${index}/to`)
    }
    for (const [index, { day }] of input.workdays.entries()) checkDay(day, `/workdays/${index}/day`)
    const errors = faultsOf(input)
    if (errors.length > 0) throw new AppError('holiday_order_invalid', { errors })
    const id = newId('hol')
    const holidays = input.holidays.map((one) => ({ ...one, name: named(one.name) }))
    const workdays = input.workdays.map((one) => ({ ...one, name: named(one.name) }))
    await tx
      .insertInto('holiday_order')
      .values({
        id,
        year: input.year,
        holidays: JSON.stringify(holidays),
        workdays: JSON.stringify(workdays),
        source: input.source,
        organisation_id: ctx.actor.organisation.id,
        by_user: ctx.actor.userId,
        created_at: ctx.platform.clock.now(),
      })
      .execute()
    const detail = { year: input.year, source: input.source, holidays, workdays }
    await audit(tx, ctx.actor, { action: 'law.calendar_order', subjectKind: 'holiday_order', subjectId: id, detail })
    return calendarIn(ctx, tx, input.year)
  })

/** Withdraws an order of one's own bureau (the nation's administrators: any). */
export const withdrawOrder = (ctx: Ctx, id: string, reason: string): Promise<LawCalendar> =>
  ctx.tx(async (tx) => {
    const viewer = viewerOf(ctx)
    const found = await tx
      .updateTable('holiday_order')
      .set({ withdrawn_at: ctx.platform.clock.now(), withdrawn_by: ctx.actor.userId, withdraw_reason: reason })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .$if(!viewer.national, (query) => query.where('organisation_id', '=', viewer.organisationId))
      .returning('year')
      .executeTakeFirst()
    if (!found) throw new AppError('not_found')
    const detail = { year: found.year, reason }
    await audit(tx, ctx.actor, { action: 'law.calendar_withdraw', subjectKind: 'holiday_order', subjectId: id, detail })
    return calendarIn(ctx, tx, found.year)
  })
