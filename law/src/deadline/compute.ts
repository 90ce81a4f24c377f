import { dayText } from './day-number.ts'
import type { Deadline, DeadlineInput, TolledInterval } from './deadline.ts'
import type { Words } from './deadline-rule.ts'
import { type Reckoning, reckon } from './reckon.ts'
import { sentencesOf } from './working.ts'

/** Intervals that are over: then there is a last day. */
type SettledInput = DeadlineInput & { readonly tolled?: readonly (TolledInterval & { readonly to: string })[] }
type SettledDeadline = Deadline & { readonly dueOn: string; readonly suspended: null }

const HOUR = 3_600_000

/** The hour at which a limit in hours is over: the hour of the start so many hours on, and whole tolled days later. */
const dueAtOf = ({ rule, startedOn, startedAt }: DeadlineInput, { start, due }: Reckoning): string | undefined => {
  if (rule.unit !== 'hour' || startedAt === undefined) return undefined
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(startedAt)) throw new RangeError(`'${startedAt}' is not an hour of the day`)
  const tolledDays = due - start - Math.ceil(rule.amount / 24)
  const at = Date.parse(`${startedOn}T${startedAt}Z`) + (rule.amount + tolledDays * 24) * HOUR
  return new Date(at).toISOString().slice(0, 16)
}

const textsOf = (sentences: readonly Words[]): Deadline['working'] => ({
  zh: sentences.map(({ zh }) => zh),
  en: sentences.map(({ en }) => en),
})

const compute = (input: DeadlineInput): Deadline => {
  const reckoning = reckon(input)
  const { due, first, suspended, flags } = reckoning
  const dueAt = suspended ? undefined : dueAtOf(input, reckoning)
  return {
    dueOn: suspended ? null : dueAt ? dueAt.slice(0, 10) : dayText(due),
    ...(dueAt ? { dueAt } : {}),
    firstDay: dayText(first),
    suspended: suspended
      ? {
          since: dayText(suspended.since),
          remaining: suspended.remaining,
          unit: input.rule.unit === 'working_day' ? 'working_day' : 'calendar_day',
        }
      : null,
    flags,
    working: textsOf(sentencesOf(input, reckoning, dueAt)),
  }
}

/**
 * When a time limit is over, with its working in Chinese and English. The day of the start event does not count
 * (CVC 201(1)); working days are those of the calendar, calendar days count through; months and years end on the
 * corresponding day (CVC 202); a last day that is a rest day moves on where the rule says so (CVC 203(1)); tolled days do
 * not count; an extension runs on from the last day before it. `dueOn` is null only while a tolled interval has no end:
 * then nothing can be overdue. Throws RangeError for days outside 1990–2119, amounts that are no whole number of units,
 * intervals that end before they begin, and tolling or extension of a time that is counted backwards.
 * @example
 * computeDeadline({ rule: { amount: 7, unit: 'working_day' }, startedOn: '2026-02-10',
 *   startEvent: { zh: '收到投诉', en: 'complaint received' }, calendar: baseCalendar }).dueOn // '2026-02-26'
 */
export const computeDeadline = compute as {
  (input: SettledInput): SettledDeadline
  (input: DeadlineInput): Deadline
}
