import type pg from 'pg'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/pool.ts'
import type { Log } from '../../platform.ts'
import { type Finding, raiseAlarms } from '../alarms.ts'
import { unsequenced } from './findings.ts'
import { CHUNK, type Memory } from './memory.ts'
import { readSize, readUnsequenced } from './read.ts'
import { sweepChunks, sweepRest } from './sweep.ts'
import { watchOnce } from './watch.ts'

/** Chunks read together: 16,384 leaves, some megabytes. */
const BATCH = 64
/** An entry may be seen without its leaf for so long before that is a finding; its own time says nothing about when it came. */
const WAIT_MS = 60_000
/** A sweep that has found so much new has found enough; the next one looks again, further on. */
const ENOUGH = 50

export interface MonitorParts {
  readonly pool: pg.Pool
  readonly db: Db
  readonly memory: Memory
  readonly clock: Clock
  readonly log: Log
}

/** What a full sweep looked at, and how long it worked (pauses not counted). */
export interface SweepReport {
  readonly leaves: number
  readonly seconds: number
}

/** Everything in one snapshot of the database, so that a look never falls between two of its transactions. */
const inSnapshot = async <T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Writes findings to the monitor's own files and log first, then to the database, if it accepts them. Returns how many are new. */
const report = async (parts: MonitorParts, findings: readonly Finding[]): Promise<number> => {
  if (!findings.length) return 0
  const { memory, clock, log, db } = parts
  const now = clock.now()
  let fresh = 0
  const known = new Map(memory.head.findings.map((one) => [`${one.kind} ${one.place}`, one]))
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.place}`
    const before = known.get(key)
    if (!before) {
      fresh++
      memory.record(finding, now)
      log.error(`ledger monitor: ${finding.kind}: ${finding.en}`, { zh: finding.zh, place: finding.place })
    }
    const lastSeen = now.toISOString()
    known.set(key, { ...finding, firstSeen: before?.firstSeen ?? lastSeen, lastSeen })
  }
  memory.remember({ ...memory.head, findings: [...known.values()] })
  await raiseAlarms(db, findings, now).catch((error: Error) =>
    log.error('ledger monitor: the database does not take the alarm', { error: error.message }),
  )
  return fresh
}

export interface Monitor {
  /** Takes over what is new, until nothing is; returns what is wrong. */
  watch(): Promise<readonly Finding[]>
  /** Goes through everything seen so far. `pause` is called between batches with the share that is done. */
  sweep(pause?: (done: number) => Promise<void>): Promise<SweepReport>
}

export const openMonitor = (parts: MonitorParts): Monitor => {
  const { pool, memory, clock } = parts
  const watch = async (): Promise<readonly Finding[]> => {
    const all: Finding[] = []
    for (;;) {
      const { findings, more } = await inSnapshot(pool, (client) => watchOnce(client, memory, clock.now()))
      all.push(...findings)
      await report(parts, findings)
      if (!more) return all
    }
  }
  const waiting = new Map<string, number>()
  const overdue = (ids: readonly string[]): Finding[] => {
    const now = clock.now().getTime()
    for (const id of [...waiting.keys()]) if (!ids.includes(id)) waiting.delete(id)
    for (const id of ids) waiting.set(id, waiting.get(id) ?? now)
    return ids.flatMap((id) => {
      const since = waiting.get(id) as number
      return now - since > WAIT_MS ? [unsequenced(id, new Date(since).toISOString())] : []
    })
  }
  const sweep = async (pause?: (done: number) => Promise<void>): Promise<SweepReport> => {
    let [busy, since] = [0, performance.now()]
    const { leaves, signed } = await inSnapshot(pool, readSize)
    const size = Math.min(leaves, memory.head.sha256.size)
    const chunks = Math.floor(size / CHUNK)
    let found = 0
    for (let first = 0; first < chunks && found < ENOUGH; first += BATCH) {
      const end = Math.min(first + BATCH, chunks)
      const findings = await inSnapshot(pool, (client) => sweepChunks(client, memory, { first, end }))
      found += await report(parts, findings)
      busy += performance.now() - since
      await pause?.(end / chunks)
      since = performance.now()
    }
    await report(parts, await inSnapshot(pool, (client) => sweepRest(client, memory, { size, signed })))
    await report(parts, overdue(await inSnapshot(pool, readUnsequenced)))
    return { leaves: size, seconds: (busy + performance.now() - since) / 1000 }
  }
  return { watch, sweep }
}
