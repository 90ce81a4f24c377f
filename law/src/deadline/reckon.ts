import { addMonths, DAYS, dayNumber, yearOf } from './day-number.ts'
import type { DeadlineFlag, DeadlineInput, GrantedExtension } from './deadline.ts'
import type { ClockUnit, Words } from './deadline-rule.ts'
import type { CalendarTables } from './working-calendar.ts'

/** A tolled interval in day numbers; open ones end with Infinity. Sorted, never overlapping. */
export interface Toll {
  readonly from: number
  readonly to: number
  readonly reason: Words
}

/** One stretch of time: the rule's own, or an extension's. */
export interface Phase {
  readonly amount: number
  readonly unit: ClockUnit
  readonly grant: GrantedExtension | null
  /** last day before any move by a rest day; where it stands still, the day before the tolled interval */
  readonly end: number
  /** months and years: the day before what was tolled is added */
  readonly anniversary?: number
}

/** Everything the working tells, in day numbers. */
export interface Reckoning {
  readonly start: number
  readonly first: number
  readonly phases: readonly Phase[]
  readonly tolls: readonly Toll[]
  /** last day before it is moved by a rest day */
  readonly end: number
  readonly due: number
  readonly suspended: { readonly since: number; readonly remaining: number } | null
  readonly flags: readonly DeadlineFlag[]
  readonly uncovered: readonly number[]
}

const NO_TOLLS: readonly Toll[] = []

const tollsOf = ({ tolled }: DeadlineInput): readonly Toll[] => {
  if (!tolled || tolled.length === 0) return NO_TOLLS
  const sorted = tolled
    .map(({ from, to, reason }) => ({ from: dayNumber(from), to: to === null ? Infinity : dayNumber(to), reason }))
    .sort((a, b) => a.from - b.from)
  const merged: Toll[] = []
  for (const toll of sorted) {
    if (toll.to < toll.from) throw new RangeError('A tolled interval ends before it begins')
    const last = merged.at(-1)
    if (last && toll.from <= last.to)
      merged[merged.length - 1] = {
        from: last.from,
        to: Math.max(last.to, toll.to),
        reason:
          last.reason.zh === toll.reason.zh
            ? last.reason
            : { zh: `${last.reason.zh}、${toll.reason.zh}`, en: `${last.reason.en}, ${toll.reason.en}` },
      }
    else merged.push(toll)
  }
  return merged
}

/** Counting with tables: `before` days counted before one, and the n-th of them. */
interface Counter {
  readonly before: (day: number) => number
  readonly nth: (n: number) => number
}
const everyDay: Counter = { before: (day) => day, nth: (n) => n }
const counters = new WeakMap<CalendarTables, Counter>()
const workingDays = (tables: CalendarTables): Counter => {
  const known = counters.get(tables)
  if (known) return known
  const counter: Counter = {
    before: (day) => tables.before[Math.min(day, DAYS)] as number,
    nth: (n) => tables.nth[n] ?? DAYS,
  }
  counters.set(tables, counter)
  return counter
}

interface Run {
  readonly end: number
  readonly suspended: { readonly since: number; readonly remaining: number } | null
}

/** The day with which `amount` counted days after `cursor` are over, those in tolled intervals left out. */
const runForward = (
  cursor: number,
  amount: number,
  { counter, tolls }: { counter: Counter; tolls: readonly Toll[] },
): Run => {
  const { before, nth } = counter
  const done = before(cursor + 1)
  let need = amount
  let end = need === 0 ? cursor : nth(done + need - 1)
  for (const { from, to } of tolls) {
    if (to <= cursor) continue
    if (from > end || need === 0) break
    const since = Math.max(from, cursor + 1)
    if (to === Infinity) return { end: since - 1, suspended: { since, remaining: need - (before(since) - done) } }
    need += before(to + 1) - before(since)
    end = nth(done + need - 1)
  }
  return { end, suspended: null }
}

const MONTHS: Partial<Record<ClockUnit, number>> = { month: 1, year: 12 }

/** Consecutive stretches in months and years are one, so that 1 month and 1 month from January 31 end on March 31. */
const stretchesOf = ({ rule, extensions }: DeadlineInput): Omit<Phase, 'end'>[] => {
  const own = { amount: rule.amount, unit: rule.unit, grant: null }
  return extensions ? [own, ...extensions.map((grant) => ({ amount: grant.amount, unit: grant.unit, grant }))] : [own]
}

const phaseEnd = (
  stretch: Omit<Phase, 'end'>,
  from: { cursor: number; anchor: number; months: number },
  input: { tables: CalendarTables; tolls: readonly Toll[] },
): Run & { anniversary?: number } => {
  const { amount, unit } = stretch
  const { tolls } = input
  if (unit === 'working_day') return runForward(from.cursor, amount, { counter: workingDays(input.tables), tolls })
  if (unit === 'calendar_day' || unit === 'hour')
    return runForward(from.cursor, unit === 'hour' ? Math.ceil(amount / 24) : amount, { counter: everyDay, tolls })
  const anniversary = addMonths(from.anchor, from.months)
  return { ...runForward(from.anchor, anniversary - from.anchor, { counter: everyDay, tolls }), anniversary }
}

const phasesOf = (
  input: DeadlineInput,
  start: number,
  tolls: readonly Toll[],
): { phases: Phase[]; suspended: Run['suspended'] } => {
  const phases: Phase[] = []
  const shared = { tables: input.calendar.tables, tolls }
  let cursor = start
  let anchor = start
  let months = 0
  for (const stretch of stretchesOf(input)) {
    const { amount, unit } = stretch
    if (!Number.isInteger(amount) || amount < 0) throw new RangeError(`Not an amount of time: ${amount} ${unit}`)
    const inMonths = MONTHS[unit]
    if (inMonths === undefined || months === 0) anchor = cursor
    months = inMonths === undefined ? 0 : months + amount * inMonths
    const { suspended, ...found } = phaseEnd(stretch, { cursor, anchor, months }, shared)
    phases.push({ ...stretch, ...found })
    if (suspended) return { phases, suspended }
    cursor = found.end
  }
  return { phases, suspended: null }
}

/** A last day that is a rest day moves to the next working day that is not tolled (CVC 203(1)). */
const moved = (end: number, tables: CalendarTables, tolls: readonly Toll[]): Run => {
  let day = end
  for (;;) {
    if (tables.rest[day]) day = tables.nth[tables.before[day] as number] ?? DAYS
    const toll = tolls.find(({ from, to }) => from <= day && day <= to)
    if (!toll) return { end: day, suspended: null }
    if (toll.to === Infinity) return { end, suspended: { since: toll.from, remaining: 1 } }
    day = toll.to + 1
  }
}

const uncoveredYears = (from: number, to: number, years: ReadonlySet<number>): number[] => {
  const found: number[] = []
  for (let year = yearOf(from), last = yearOf(to); year <= last; year++) if (!years.has(year)) found.push(year)
  return found
}

/** Backwards from an event. Rest days do not move such a day: later would be too late, and earlier nobody asks for. */
const reckonBack = ({ rule, calendar, tolled, extensions }: DeadlineInput, start: number): Reckoning => {
  if (tolled?.length || extensions?.length) throw new RangeError('Time before an event is neither tolled nor extended')
  const { tables } = calendar
  const { amount, unit } = rule
  const months = MONTHS[unit]
  const end =
    unit === 'working_day' && amount > 0
      ? (tables.nth[(tables.before[start] as number) - amount] ?? -1)
      : months === undefined
        ? start - (unit === 'hour' ? Math.ceil(amount / 24) : amount)
        : addMonths(start, -amount * months)
  const uncovered = unit === 'working_day' ? uncoveredYears(end, start, tables.years) : []
  return {
    start,
    first: start - 1,
    phases: [{ amount, unit, grant: null, end }],
    tolls: NO_TOLLS,
    end,
    due: end,
    suspended: null,
    flags: uncovered.length > 0 ? ['calendar_not_covered'] : [],
    uncovered,
  }
}

/** First day that counts after the start: neither tolled nor, for working days, a rest day. */
const firstCounted = (
  start: number,
  unit: ClockUnit,
  { tables, tolls }: { tables: CalendarTables; tolls: readonly Toll[] },
): number => {
  const counter = unit === 'working_day' ? workingDays(tables) : everyDay
  const { end, suspended } = runForward(start, 1, { counter, tolls })
  return suspended ? start + 1 : end
}

/** Whether an extension was granted after the day on which the time before it was over. */
const grantedLate = (phases: readonly Phase[], over: (end: number) => number): boolean =>
  phases.some(({ grant }, index) => grant && dayNumber(grant.on) > over((phases[index - 1] as Phase).end))

/** Counts a deadline in day numbers. Throws RangeError for days, amounts and intervals that cannot be. */
export const reckon = (input: DeadlineInput): Reckoning => {
  const { rule, calendar } = input
  const { tables } = calendar
  const start = dayNumber(input.startedOn)
  if (rule.kind === 'act_before' || rule.kind === 'looks_back') return reckonBack(input, start)
  const tolls = tollsOf(input)
  const { phases, suspended } = phasesOf(input, start, tolls)
  const last = phases.at(-1) as Phase
  const moves = !suspended && last.unit !== 'working_day' && last.unit !== 'hour' && rule.restDay === 'next_working_day'
  const final = moves ? moved(last.end, tables, tolls) : { end: last.end, suspended }
  const first = rule.amount === 0 ? start : firstCounted(start, rule.unit, { tables, tolls })
  const counted = phases.some(({ unit }) => unit === 'working_day')
  const uncovered = counted || moves ? uncoveredYears(counted ? first : last.end, final.end, tables.years) : []
  const flags: DeadlineFlag[] = []
  if (uncovered.length > 0) flags.push('calendar_not_covered')
  const over = (end: number): number => (rule.restDay === 'next_working_day' ? moved(end, tables, tolls).end : end)
  if (phases.length > 1 && grantedLate(phases, over)) flags.push('extension_after_end')
  return { start, first, phases, tolls, end: last.end, due: final.end, suspended: final.suspended, flags, uncovered }
}
