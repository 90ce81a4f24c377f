import type { DeadlineInput } from '../deadline.ts'

/** The day after, by the calendar of the platform alone. */
const next = (day: string, by = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

/** The corresponding day so many months on, found by walking: the last day that is in the month and not later in it. */
const corresponding = (day: string, months: number): string => {
  const year = Number(day.slice(0, 4)) + Math.floor((Number(day.slice(5, 7)) - 1 + months) / 12)
  const month = ((Number(day.slice(5, 7)) - 1 + months + 1200) % 12) + 1
  let found = `${year}-${String(month).padStart(2, '0')}-01`
  while (next(found).slice(0, 7) === found.slice(0, 7) && found.slice(8) < day.slice(8)) found = next(found)
  return found
}

interface Reference {
  readonly dueOn: string | null
  readonly remaining: number | null
  /** rest days that were passed over, outside tolled intervals */
  readonly rested: number
}

/**
 * The slow way: one day after another, asking of each whether it counts. Shares nothing with the fast way but the
 * calendar's answer about a single day.
 */
export const dayByDay = ({ rule, startedOn, tolled = [], extensions = [], calendar }: DeadlineInput): Reference => {
  const tollOf = (day: string) => tolled.find(({ from, to }) => from <= day && (to === null || day <= to))
  const open = (day: string): boolean => tolled.some(({ from, to }) => from <= day && to === null)
  let rested = 0
  let day = startedOn
  const walk = (amount: number, counts: (day: string) => boolean): number => {
    let left = amount
    while (left > 0) {
      const candidate = next(day)
      if (open(candidate)) return left
      day = candidate
      if (tollOf(day)) continue
      if (counts(day)) left--
      else rested++
    }
    return 0
  }
  let anchor = startedOn
  let months = 0
  for (const { amount, unit } of [rule, ...extensions]) {
    let left: number
    if (unit === 'month' || unit === 'year') {
      if (months === 0) anchor = day
      months += unit === 'year' ? amount * 12 : amount
      day = anchor
      const until = corresponding(anchor, months)
      let length = 0
      for (let at = anchor; at < until; at = next(at)) length++
      left = walk(length, () => true)
    } else {
      months = 0
      const days = unit === 'hour' ? Math.ceil(amount / 24) : amount
      left = walk(days, unit === 'working_day' ? (one) => calendar.isWorkingDay(one) : () => true)
    }
    if (left > 0) return { dueOn: null, remaining: left, rested }
  }
  const last = extensions.at(-1)?.unit ?? rule.unit
  if (rule.restDay === 'next_working_day' && last !== 'working_day' && last !== 'hour')
    while (!calendar.isWorkingDay(day) || tollOf(day)) {
      if (open(day)) return { dueOn: null, remaining: 1, rested }
      day = next(day)
    }
  return { dueOn: day, remaining: null, rested }
}

/** The slow way back from an event. */
export const dayByDayBack = ({ rule, startedOn, calendar }: DeadlineInput): string => {
  if (rule.unit === 'month' || rule.unit === 'year')
    return corresponding(startedOn, rule.unit === 'year' ? -12 * rule.amount : -rule.amount)
  let day = startedOn
  for (let left = rule.unit === 'hour' ? Math.ceil(rule.amount / 24) : rule.amount; left > 0; ) {
    day = next(day, -1)
    if (rule.unit !== 'working_day' || calendar.isWorkingDay(day)) left--
  }
  return day
}
