import { dayText } from './day-number.ts'
import type { Toll } from './reckon.ts'
import type { CalendarTables, RestRun } from './working-calendar.ts'

/** Rest days between two days, as the working tells them, and the weekend days that were worked. */
export interface RestDays {
  readonly days: number
  readonly weekends: { readonly zh: string[]; readonly en: string[] }
  readonly holidays: { readonly zh: string[]; readonly en: string[] }
  readonly makeUp: string[]
}

interface Piece {
  readonly from: number
  readonly to: number
}

/** What of a run lies between `from` and `to` and in no tolled interval: those days are told with the interval. */
const piecesOf = (run: Piece, { from, to, tolls }: Piece & { tolls: readonly Toll[] }): Piece[] => {
  let start = Math.max(run.from, from)
  const end = Math.min(run.to, to)
  const pieces: Piece[] = []
  for (const toll of tolls) {
    if (toll.to < start || toll.from > end) continue
    if (toll.from > start) pieces.push({ from: start, to: toll.from - 1 })
    start = toll.to + 1
  }
  if (start <= end) pieces.push({ from: start, to: end })
  return pieces
}

const add = (found: RestDays, run: RestRun, piece: Piece): void => {
  const whole = piece.from === run.from && piece.to === run.to
  const single = piece.from === piece.to
  const zh = whole ? run.text.zh : single ? dayText(piece.from) : `${dayText(piece.from)} 至 ${dayText(piece.to)}`
  const en = whole ? run.text.en : single ? dayText(piece.from) : `${dayText(piece.from)} to ${dayText(piece.to)}`
  if (run.weekend) {
    found.weekends.zh.push(zh)
    found.weekends.en.push(en)
  } else {
    found.holidays.zh.push(`${zh} ${run.why.zh}`)
    found.holidays.en.push(`${en} ${run.why.en}`)
  }
}

const firstFrom = (days: Int32Array, from: number): number => {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] as number) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** Rest days from `from` to `to`, both included, but for those in tolled intervals; and the make-up workdays there. */
export const restBetween = (
  from: number,
  to: number,
  { tables, tolls }: { tables: CalendarTables; tolls: readonly Toll[] },
): RestDays => {
  const found = { days: 0, weekends: { zh: [], en: [] }, holidays: { zh: [], en: [] }, makeUp: [] } as RestDays & {
    days: number
  }
  const { runs, runAt, makeUp } = tables
  for (let index = runAt[from] ?? runs.length; index < runs.length; index++) {
    const run = runs[index] as RestRun
    if (run.from > to) break
    for (const piece of piecesOf(run, { from, to, tolls })) {
      ;(found as { days: number }).days += piece.to - piece.from + 1
      add(found, run, piece)
    }
  }
  for (let index = firstFrom(makeUp, from); index < makeUp.length; index++) {
    const day = makeUp[index] as number
    if (day > to) break
    if (!tolls.some((toll) => toll.from <= day && day <= toll.to)) found.makeUp.push(dayText(day))
  }
  return found
}
