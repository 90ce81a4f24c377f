import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../clock.ts'
import { openPool } from '../../db/pool.ts'
import type { Log } from '../../platform.ts'
import { openMemory } from './memory.ts'
import { type Monitor, openMonitor } from './monitor.ts'

export interface MonitorOptions {
  /** the database as redbridge_worker */
  readonly url: string
  /** the installation's data folder, or one of the monitor's own machine */
  readonly dataDir: string
  readonly log: Log
}

/** What is new is looked at so often. */
const WATCH_MS = 1_000
/** A full round takes five times the work in it, so that watching never takes the machine; at least and at most this. */
const IDLE_FACTOR = 5
const ROUND_MS = { least: 2_000, most: 40_000 }

const paceAfter = (seconds: number): number =>
  Math.min(ROUND_MS.most, Math.max(ROUND_MS.least, seconds * 1_000 * IDLE_FACTOR))

/** One full sweep in a round of `pace` milliseconds, looking at what is new in between. Returns the pace of the next. */
const sweepAtPace = async (monitor: Monitor, pace: number, signal: AbortSignal): Promise<number> => {
  const started = performance.now()
  let watched = 0
  const watchUntil = async (time: number): Promise<void> => {
    do {
      if (performance.now() - watched >= WATCH_MS) {
        watched = performance.now()
        await monitor.watch()
      }
      const rest = Math.min(time - performance.now(), WATCH_MS)
      if (rest > 0) await sleep(rest, undefined, { signal })
    } while (performance.now() < time)
  }
  await watchUntil(started)
  const { seconds } = await monitor.sweep((done) => watchUntil(started + done * pace))
  await watchUntil(started + pace)
  return paceAfter(seconds)
}

/** Watches until the signal; a database that is away is waited for. */
export const runMonitor = async ({ url, dataDir, log }: MonitorOptions, signal: AbortSignal): Promise<void> => {
  const { db, pool } = openPool(url, 2, 'redbridge-ledger-monitor')
  const memory = openMemory(join(dataDir, 'ledger-monitor'))
  const monitor = openMonitor({ pool, db, memory, clock: systemClock, log })
  let away = false
  let pace = ROUND_MS.least
  while (!signal.aborted) {
    try {
      pace = await sweepAtPace(monitor, pace, signal)
      if (away) log.info('ledger monitor: the database is back')
      away = false
    } catch (error) {
      if (signal.aborted) break
      if (!away) log.error('ledger monitor', { error: (error as Error).message })
      away = true
      await sleep(WATCH_MS, undefined, { signal }).catch(() => {})
    }
  }
  await db.destroy()
}
