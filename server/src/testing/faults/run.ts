import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { ask, receiveAnswers } from './bureau.ts'
import { type Chance, createChance } from './chance.ts'
import { until } from './processes.ts'
import type { Fate } from './proxy.ts'
import { judge, shopRests, type Verdict } from './verdict.ts'
import { type Broken, ORDERS, openWorld, SHOP, type World } from './world.ts'

export interface FaultOptions {
  /** folder for databases, keys and logs; left as it is */
  readonly dir: string
  readonly seed: number
  readonly exchanges: number
  /** seconds after which nothing more is asked, however many exchanges were wanted */
  readonly loadFor?: number
  /** requests that are submitted and approved together */
  readonly bulk: number
  /** milliseconds from when all is up to the next kill, and between outages; drawn between the two */
  readonly killEvery: readonly [number, number]
  /** seconds that everything may take to come to rest after the load */
  readonly settle: number
  readonly broken?: Broken
  readonly log?: (line: string) => void
}

export interface FaultReport {
  readonly exchanges: number
  readonly seconds: number
  readonly kills: Record<'api' | 'worker' | 'database' | 'platform', number>
  /** milliseconds from kill to ready again: the middle one and the longest */
  readonly recoveryMs: Record<
    'api' | 'worker' | 'database' | 'platform',
    { readonly p50: number; readonly max: number }
  >
  readonly network: Record<Fate, number> & { readonly outages: number }
  /** calls of the bureau that had to be repeated */
  readonly retries: number
  readonly verdict: Verdict
}

/**
 * Requests, receipts and answers while processes are killed and the network fails; then, when all has come to rest,
 * both sides are held against each other. An exchange is a request, its receipt, the answer and its receipt.
 */
export const runFaults = async (options: FaultOptions): Promise<FaultReport> => {
  const { dir, exchanges, log = () => {} } = options
  const chance = createChance(options.seed)
  await using world = await openWorld({
    dir,
    chance,
    faultsWithin: 8_000,
    ...(options.broken ? { broken: options.broken } : {}),
  })
  const began = Date.now()
  const storm = startStorm(world, options, chance)
  const { analyst, head, clerk } = world.people
  let over = false
  const asking = ask({
    analyst,
    head,
    platformId: SHOP.id,
    count: exchanges,
    bulk: options.bulk,
    hands: 8,
    orders: ORDERS,
    until: began + (options.loadFor ?? 86_400) * 1000,
    onSent: (sent) => log(`${elapsed(began)} sent ${sent}`),
  })
  // Until all is at rest, not only until nothing waits: answers may still be on their way.
  const receiving = receiveAnswers(clerk, 8, () => over)
  // Answers need longer than questions: the storm goes on until most of them are there, then everything comes to rest.
  const asked = await asking.catch((error: unknown) => {
    over = true
    throw error
  })
  await until(
    async () => storm.wasWhole() && (await answered(world)) >= asked.ids.length * 0.9,
    options.settle,
    'answers',
  ).catch(() => {})
  await storm.end()
  log(`${elapsed(began)} storm over`)
  await settled(world, asked.ids.length, options.settle).catch((error: unknown) => log(String(error)))
  over = true
  await receiving
  const seconds = (Date.now() - began) / 1000
  log(`${elapsed(began)} at rest`)
  const verdict = await judge(world, asked, join(dir, 'monitor'))
  return {
    ...figures(world),
    exchanges: asked.ids.length,
    seconds,
    network: { ...sumOf(world), outages: storm.outages() },
    verdict,
  }
}

const elapsed = (began: number): string => `${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s`

const answered = async ({ platform }: World): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM exchange_message WHERE event = 'answer'`.execute(platform.workerDb)
  return rows[0]?.n ?? 0
}

/** At rest: every answer is there, nothing waits for a receipt or a leaf, and the platform has heard that it answered. */
const settled = (world: World, exchanges: number, seconds: number): Promise<void> =>
  until(
    async () => {
      const { rows } = await sql<{ waiting: boolean }>`
        SELECT EXISTS (SELECT FROM exchange_message WHERE received_at IS NULL) OR EXISTS (SELECT FROM ledger_pending)
          AS waiting`.execute(world.platform.workerDb)
      return (await answered(world)) >= exchanges && rows[0]?.waiting === false && shopRests(world.shopDatabase)
    },
    seconds,
    'everything to come to rest',
  )

/** Three kills of four strike one alone, the fourth a second one with it. */
const ALONE = 3

/**
 * Kills and outages at random until ended; then everything runs and the network is good. The next kill comes when all is
 * up again: who is killed before it is up never comes up, and on a busy machine that would be all that happens. Each kind
 * is killed once before any is killed again.
 */
const startStorm = (world: World, { killEvery: [low, high], broken }: FaultOptions, chance: Chance) => {
  const { processes, network, database } = world
  const stop = new AbortController()
  const pause = (from: number, to: number) =>
    sleep(chance.between(from, to), undefined, { signal: stop.signal }).catch(() => {})
  const { api, worker, shop } = processes
  // A platform pulls when it starts, which would make good for the missing outbox.
  const targets = [database, api, worker, ...(broken === 'outbox' ? [] : [shop])]
  let [outages, kills] = [0, 0]
  let order: typeof targets = []
  const next = () => {
    if (order.length === 0) order = [...targets].sort(() => chance.next() - 0.5)
    return order.pop()
  }
  const allUp = () => Promise.all(targets.map((one) => one.ready())).catch(() => {})
  const killing = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await allUp()
      await pause(low, high)
      for (let n = chance.between(0, ALONE) === 0 ? 2 : 1; n > 0 && !stop.signal.aborted; n--) {
        next()?.kill()
        kills++
      }
    }
  }
  const breaking = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await pause(low, high)
      if (stop.signal.aborted) return
      outages++
      chance.pick([network.toServer, network.toShop]).outage(chance.between(200, 1_500))
    }
  }
  const storms = [killing(), breaking()]
  return {
    outages: () => outages,
    /** each kind was killed at least once */
    wasWhole: () => kills >= targets.length,
    end: async (): Promise<void> => {
      stop.abort()
      await Promise.all(storms)
      for (const proxy of Object.values(network)) proxy.calm()
      await Promise.all([...targets, shop].map((one) => one.ready()))
    },
  }
}

const spread = (times: readonly number[]): { p50: number; max: number } => {
  const sorted = [...times].sort((a, b) => a - b)
  return { p50: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 }
}

const figures = ({ processes: { api, worker, shop }, database, people }: World) => ({
  kills: { api: api.kills(), worker: worker.kills(), database: database.kills(), platform: shop.kills() },
  recoveryMs: {
    api: spread(api.recoveries),
    worker: spread(worker.recoveries),
    database: spread(database.recoveries),
    platform: spread(shop.recoveries),
  },
  retries: people.analyst.retries() + people.head.retries() + people.clerk.retries(),
})

const sumOf = ({ network: { toServer, toShop } }: World): Record<Fate, number> =>
  Object.fromEntries(
    Object.entries(toServer.counts).map(([fate, count]) => [fate, count + toShop.counts[fate as Fate]]),
  ) as Record<Fate, number>
