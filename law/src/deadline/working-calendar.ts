import chineseDays from 'chinese-days'
import { DAYS, dayNumber, dayText, isWeekend, yearOf, yearStart } from './day-number.ts'
import type { Words } from './deadline-rule.ts'

/** What the State Council orders for a year: rest days, and the weekend days that are worked for them 调休. */
export interface HolidayOrder {
  readonly year: number
  /** first and last day, both included, and the holiday's name without 放假 */
  readonly holidays: readonly { readonly from: string; readonly to: string; readonly name: Words }[]
  readonly workdays: readonly { readonly day: string; readonly name: Words }[]
}

/** Consecutive rest days of one reason, with their days as text, so that a working is put together from pieces. */
export interface RestRun {
  readonly from: number
  readonly to: number
  readonly why: Words
  readonly weekend: boolean
  readonly text: Words
}

/** Tables of a calendar, so that a deadline is a few look-ups instead of a walk over days. */
export interface CalendarTables {
  /** 1 where the day is a rest day */
  readonly rest: Uint8Array
  /** working days before the day */
  readonly before: Int32Array
  /** the n-th working day */
  readonly nth: Int32Array
  readonly runs: readonly RestRun[]
  /** the first run that ends on the day or later */
  readonly runAt: Int32Array
  /** make-up workdays in order */
  readonly makeUp: Int32Array
  readonly years: ReadonlySet<number>
}

/** Which days are worked in China, and for which years an order is known. Days are 'YYYY-MM-DD' in Asia/Shanghai. */
export interface WorkingCalendar {
  /** Throws RangeError for what is no day of 1990–2119, as all of these do. */
  isWorkingDay(day: string): boolean
  /** why a day is not worked; null when it is */
  whyNot(day: string): Words | null
  /** the holiday for which a weekend day is worked; null when it is none of those */
  makeUpFor(day: string): Words | null
  /** whether the order of the day's year is known: else only weekends are, and a computation says so */
  covers(day: string): boolean
  /** years whose order is known, ascending */
  readonly years: readonly number[]
  readonly tables: CalendarTables
}

const WEEKEND: Words = { zh: '周六周日', en: 'weekend' }
const holiday = (name: Words): Words => ({ zh: `${name.zh}放假`, en: `${name.en} holiday` })

/** A special day: worked or not, and for which holiday. */
interface Special {
  readonly work: boolean
  readonly name: Words
}

/** The package names a holiday 'Spring Festival,春节,4', any other day by its weekday: so a year it knows has an October 1. */
const packaged = (day: string): Special | null => {
  const { work, name } = chineseDays.getDayDetail(day)
  const [en, zh] = name.split(',')
  return en && zh ? { work, name: { zh, en } } : null
}

const daysOfYear = (year: number): readonly [from: number, to: number] => [
  yearStart(year),
  Math.min(yearStart(year + 1), DAYS) - 1,
]

let base: { readonly special: ReadonlyMap<number, Special>; readonly years: ReadonlySet<number> } | undefined

/** What the package knows, read once. */
const readBase = (): NonNullable<typeof base> => {
  if (base) return base
  const special = new Map<number, Special>()
  const years = new Set<number>()
  for (let year = yearOf(0); year <= yearOf(DAYS - 1); year++) {
    if (!packaged(`${year}-10-01`)) continue
    years.add(year)
    const [from, to] = daysOfYear(year)
    for (let day = from; day <= to; day++) {
      const found = packaged(dayText(day))
      if (found) special.set(day, found)
    }
  }
  base = { special, years }
  return base
}

/** An order replaces all that was known of its year. Days it names in the year before or after are added. */
const applyOrder = (special: Map<number, Special>, order: HolidayOrder): void => {
  const [from, to] = daysOfYear(order.year)
  for (let day = from; day <= to; day++) special.delete(day)
  for (const one of order.holidays)
    for (let day = dayNumber(one.from); day <= dayNumber(one.to); day++)
      special.set(day, { work: false, name: one.name })
  for (const one of order.workdays) special.set(dayNumber(one.day), { work: true, name: one.name })
}

const runText = (from: number, to: number): Words =>
  from === to
    ? { zh: dayText(from), en: dayText(from) }
    : { zh: `${dayText(from)} 至 ${dayText(to)}`, en: `${dayText(from)} to ${dayText(to)}` }

const restReason = (day: number, special: ReadonlyMap<number, Special>): Words | null => {
  const found = special.get(day)
  if (found) return found.work ? null : found.name
  return isWeekend(day) ? WEEKEND : null
}

const runsOf = (special: ReadonlyMap<number, Special>): RestRun[] => {
  const runs: RestRun[] = []
  for (let day = 0; day < DAYS; day++) {
    const name = restReason(day, special)
    if (!name) continue
    const from = day
    while (day + 1 < DAYS && restReason(day + 1, special)?.zh === name.zh) day++
    const weekend = name === WEEKEND
    runs.push({ from, to: day, why: weekend ? WEEKEND : holiday(name), weekend, text: runText(from, day) })
  }
  return runs
}

const tablesOf = (special: ReadonlyMap<number, Special>, years: ReadonlySet<number>): CalendarTables => {
  const runs = runsOf(special)
  const rest = new Uint8Array(DAYS)
  for (const { from, to } of runs) rest.fill(1, from, to + 1)
  const before = new Int32Array(DAYS + 1)
  const runAt = new Int32Array(DAYS)
  const nth: number[] = []
  let run = 0
  for (let day = 0; day < DAYS; day++) {
    if (!rest[day]) nth.push(day)
    before[day + 1] = nth.length
    while ((runs[run]?.to ?? DAYS) < day) run++
    runAt[day] = run
  }
  const makeUp = [...special].flatMap(([day, { work }]) => (work && isWeekend(day) ? [day] : []))
  return {
    rest,
    before,
    nth: Int32Array.from(nth),
    runs,
    runAt,
    makeUp: Int32Array.from(makeUp).sort(),
    years,
  }
}

/**
 * The working calendar with administrators' orders over what the maintained package `chinese-days` knows; a later order
 * of the same year replaces an earlier one. Throws RangeError when an order names what is no day.
 * @example calendarWith([]).whyNot('2026-02-17') // { zh: '春节放假', en: 'Spring Festival holiday' }
 * @example calendarWith([]).isWorkingDay('2026-02-14') // true: a Saturday worked for Spring Festival
 */
export const calendarWith = (orders: readonly HolidayOrder[]): WorkingCalendar => {
  const known = readBase()
  const special = new Map(known.special)
  const latest = new Map(orders.map((order) => [order.year, order]))
  for (const order of [...latest.values()].sort((a, b) => a.year - b.year)) applyOrder(special, order)
  const years = new Set([...known.years, ...latest.keys()])
  const tables = tablesOf(special, years)
  return {
    isWorkingDay: (day) => tables.rest[dayNumber(day)] === 0,
    whyNot: (text) => {
      const day = dayNumber(text)
      return tables.rest[day] ? (tables.runs[tables.runAt[day] as number]?.why ?? null) : null
    },
    makeUpFor: (text) => {
      const day = dayNumber(text)
      const found = special.get(day)
      return found?.work && isWeekend(day) ? found.name : null
    },
    covers: (day) => years.has(yearOf(dayNumber(day))),
    years: [...years].sort((a, b) => a - b),
    tables,
  }
}

/**
 * The calendar of the package alone.
 * @example baseCalendar.covers('2026-12-31') // true
 */
export const baseCalendar: WorkingCalendar = calendarWith([])
