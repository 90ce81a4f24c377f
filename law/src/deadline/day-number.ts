/** Days as numbers from 0 = FIRST_DAY, so that counting them is arithmetic. Calendar dates only: no time zone is asked. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2119
const DAY_MS = 86_400_000
const EPOCH = Date.UTC(FIRST_YEAR, 0, 1) / DAY_MS

/** How many days the tables hold: 1990-01-01 to 2119-12-31. */
export const DAYS = Date.UTC(LAST_YEAR + 1, 0, 1) / DAY_MS - EPOCH

const names: string[] = Array.from({ length: DAYS }, (_, day) =>
  new Date((EPOCH + day) * DAY_MS).toISOString().slice(0, 10),
)

const outside = (what: string): RangeError =>
  new RangeError(`${what} is not a day between ${FIRST_YEAR}-01-01 and ${LAST_YEAR}-12-31`)

/** 'YYYY-MM-DD' of a day number. Throws RangeError outside the tables. */
export const dayText = (day: number): string => {
  const name = names[day]
  if (name === undefined) throw outside(`Day ${day}`)
  return name
}

/** Day number of a year, month (1–12, may run over) and day of month. */
const numberOf = (year: number, month: number, dayOfMonth: number): number =>
  Date.UTC(year, month - 1, dayOfMonth) / DAY_MS - EPOCH

/**
 * Day number of 'YYYY-MM-DD'. Throws RangeError when there is no such day or it lies outside the tables.
 * @example dayText(dayNumber('2026-02-14') + 1) // '2026-02-15'
 */
export const dayNumber = (text: string): number => {
  const day = numberOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))
  if (names[day] !== text) throw outside(`'${text}'`)
  return day
}

/** Year of a day number, from its text: the tables are the calendar. */
export const yearOf = (day: number): number => Number(dayText(day).slice(0, 4))

/** First day number of a year. */
export const yearStart = (year: number): number => numberOf(year, 1, 1)

/** 0 Sunday to 6 Saturday: 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (day + EPOCH + 4) % 7

export const isSunday = (day: number): boolean => weekdayOf(day) === 0
export const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0

/**
 * The corresponding day so many months on (or back, negative); the last of that month where it has no such day (CVC 202).
 * @example dayText(addMonths(dayNumber('2026-01-31'), 1)) // '2026-02-28'
 */
export const addMonths = (day: number, months: number): number => {
  const text = dayText(day)
  const month = Number(text.slice(5, 7)) + months
  const year = Number(text.slice(0, 4))
  return Math.min(numberOf(year, month, Number(text.slice(8, 10))), numberOf(year, month + 1, 0))
}
