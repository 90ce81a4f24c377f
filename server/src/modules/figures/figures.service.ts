import { ANSWER_TIMES, type BatchTotals, type Figures } from '@redbridge/contract'
import { reportPeriodKey } from '@redbridge/law'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { type DutyRow, isReported, listDuties } from '../periods/index.ts'
import { answerBuckets, answerHours, countKinds, countProvinces, listKeys, trend } from './figures.store.ts'

const KEEP_MS = 10_000
const PERIODS_BACK = 6

const caches = new WeakMap<Platform, Map<string, { until: number; figures: Promise<Figures> }>>()

/** The head's figures, the same for everybody of one organisation for up to ten seconds. */
export const getFigures = (ctx: Ctx, period: string | undefined): Promise<Figures> => {
  const now = ctx.platform.clock.now().getTime()
  const cache = caches.get(ctx.platform) ?? new Map<string, { until: number; figures: Promise<Figures> }>()
  caches.set(ctx.platform, cache)
  for (const [key, entry] of cache) if (entry.until <= now) cache.delete(key)
  const key = `${ctx.actor.organisation.id} ${period ?? ''}`
  const known = cache.get(key)
  if (known) return known.figures
  const figures = compute(ctx, period)
  cache.set(key, { until: now + KEEP_MS, figures })
  // A failure is not kept: the next caller tries again.
  figures.catch(() => cache.delete(key))
  return figures
}

const compute = async (ctx: Ctx, wanted: string | undefined): Promise<Figures> => {
  const now = ctx.platform.clock.now()
  const today = dayOf(now)
  const known = await ctx.tx(async (tx) => {
    const periods = await listKeys(tx, today)
    const period = wanted ?? periods[0] ?? reportPeriodKey(today)
    const duties = await listDuties(tx, today, { period })
    return { periods, period, duties, ...(await read(tx, period, periods)) }
  })
  const reported = known.duties.filter((duty) => isReported(duty.state))
  const areas = await countOperators(ctx.platform, known.period, reported)
  return {
    asOf: now.toISOString(),
    period: known.period,
    periods: known.periods,
    totals: totalsOf(known.duties, reported),
    byPlatform: known.duties.map((duty) => platformOf(duty, known.hours)),
    byArea: areaOf(areas, known.provinces),
    byKind: known.kinds,
    answerTimes: ANSWER_TIMES.map((bucket) => ({
      bucket,
      count: known.buckets.find((one) => one.bucket === bucket)?.count ?? 0,
    })),
    trend: known.trend,
  }
}

const read = async (tx: Tx, period: string, periods: readonly string[]) => ({
  kinds: await countKinds(tx, period),
  provinces: await countProvinces(tx, period),
  hours: await answerHours(tx, period),
  buckets: await answerBuckets(tx, period),
  trend: await trend(tx, periods.slice(0, PERIODS_BACK)),
})

const totalsIn = (duty: DutyRow): Partial<BatchTotals> => (duty.totals ?? {}) as Partial<BatchTotals>

const totalsOf = (duties: readonly DutyRow[], reported: readonly DutyRow[]): Figures['totals'] => {
  const of = (key: 'rowsIn' | 'accepted' | 'rejected' | 'clear' | 'undecided') =>
    reported.reduce((sum, duty) => sum + (totalsIn(duty)[key] ?? 0), 0)
  const count = (key: 'problems' | 'pushed' | 'answered' | 'verified' | 'answers_overdue') =>
    reported.reduce((sum, duty) => sum + duty[key], 0)
  return {
    platforms: duties.length,
    reported: reported.length,
    rowsIn: of('rowsIn'),
    accepted: of('accepted'),
    rejected: of('rejected'),
    clear: of('clear'),
    problem: count('problems'),
    undecided: of('undecided'),
    pushed: count('pushed'),
    answered: count('answered'),
    verified: count('verified'),
    overdue: count('answers_overdue'),
  }
}

const round = (hours: number | undefined): number | null => (hours === undefined ? null : Math.round(hours * 10) / 10)

const platformOf = (
  duty: DutyRow,
  hours: readonly { platform_id: string; median: number; p90: number }[],
): Figures['byPlatform'][number] => {
  const own = hours.find((one) => one.platform_id === duty.platform_id)
  const done = isReported(duty.state)
  return {
    platformId: duty.platform_id,
    platformName: duty.platform_name,
    state: duty.state,
    rowsIn: done ? (totalsIn(duty).rowsIn ?? 0) : 0,
    accepted: done ? (totalsIn(duty).accepted ?? 0) : 0,
    problem: done ? duty.problems : 0,
    pushed: duty.pushed,
    answered: duty.answered,
    verified: duty.verified,
    medianAnswerHours: round(own?.median),
    p90AnswerHours: round(own?.p90),
  }
}

/** Accepted operators by province, over the reports that count. */
const countOperators = (
  platform: Platform,
  period: string,
  reported: readonly DutyRow[],
): Promise<{ province: string; operators: number }[]> => {
  const batches = reported.flatMap((duty) => (duty.batch_id ? [duty.batch_id] : []))
  if (batches.length === 0) return Promise.resolve([])
  return platform.market.query(
    `SELECT province, toUInt32(count()) AS operators FROM report_record
     WHERE period = {period:String} AND batch_id IN ({batches:Array(String)}) GROUP BY province ORDER BY operators DESC, province`,
    { period, batches },
  )
}

const areaOf = (
  areas: readonly { province: string; operators: number }[],
  problems: readonly { province: string; problems: number }[],
): Figures['byArea'] =>
  areas.map((area) => ({
    ...area,
    problems: problems.find((one) => one.province === area.province)?.problems ?? 0,
  }))
