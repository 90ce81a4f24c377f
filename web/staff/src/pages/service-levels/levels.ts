import type { ServiceLevel } from '@redbridge/contract'

// What the staff page and the public page both show: chosen from the published figures, never computed anew.

export type Party = 'platform' | 'bureau'

/** Months there are figures of, the newest first. @example monthsOf(items) // ['2026-11', '2026-10'] */
export const monthsOf = (items: readonly ServiceLevel[]): string[] =>
  [...new Set(items.map((one) => one.month))].sort().reverse()

/** The figures of one month's platforms or bureaus, those with the most requests first. */
export const rowsOf = (items: readonly ServiceLevel[], month: string, by: Party): ServiceLevel[] =>
  items
    .filter((one) => one.month === month && one.by === by)
    .sort((a, b) => b.requests - a.requests || a.name.localeCompare(b.name, 'zh'))

/** All requests of a month together. */
export const wholeOf = (items: readonly ServiceLevel[], month: string): ServiceLevel | undefined =>
  items.find((one) => one.month === month && one.by === 'all')

/** All requests together month by month up to `month`, the oldest first, at most twelve. */
export const trendOf = (items: readonly ServiceLevel[], month: string): ServiceLevel[] =>
  items
    .filter((one) => one.by === 'all' && one.month <= month)
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .slice(-12)

/** Hours to one decimal, '—' for none. @example formatHours(18.04) // '18' */
export const formatHours = (hours: number | null): string =>
  hours === null ? '—' : (Math.round(hours * 10) / 10).toLocaleString('en-US')

/** What the chart's title says. */
export type Headline =
  | { readonly key: 'headNone'; readonly n: number }
  | { readonly key: 'headOne' | 'headSame'; readonly hours: string; readonly n: number }
  | { readonly key: 'headFaster' | 'headSlower'; readonly hours: string; readonly by: string; readonly n: number }

/** The one thing that a trend says: how long half of the answers took in its last month, and beside the one before. */
export const headlineOf = (trend: readonly ServiceLevel[]): Headline => {
  const now = trend.at(-1)
  if (!now || now.answerP50 === null) return { key: 'headNone', n: now?.requests ?? 0 }
  const said = { hours: formatHours(now.answerP50), n: now.answers }
  const before = trend.at(-2)?.answerP50 ?? null
  if (before === null) return { key: 'headOne', ...said }
  const change = Math.round(now.answerP50 * 10) - Math.round(before * 10)
  if (change === 0) return { key: 'headSame', ...said }
  return { key: change < 0 ? 'headFaster' : 'headSlower', ...said, by: formatHours(Math.abs(change) / 10) }
}

export interface LevelBar {
  readonly month: string
  readonly p50: number | null
  readonly p90: number | null
  readonly answers: number
  /** where they end, in percent of the chart's width */
  readonly end50: number
  readonly end90: number
}

/** The trend as bars: half of the answers within the bar, nine in ten within the line. */
export const barsOf = (trend: readonly ServiceLevel[]): LevelBar[] => {
  const most = Math.max(1, ...trend.map((one) => one.answerP90 ?? one.answerP50 ?? 0))
  const share = (hours: number | null): number => Math.round(((hours ?? 0) / most) * 1000) / 10
  return trend.map(({ month, answerP50, answerP90, answers }) => ({
    month,
    p50: answerP50,
    p90: answerP90,
    answers,
    end50: share(answerP50),
    end90: share(answerP90),
  }))
}
