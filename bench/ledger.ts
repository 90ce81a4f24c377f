// Evidence ledger: entries a second on two cores and the time from commit to signed checkpoint, next to a plain audit table.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openMemory, openMonitor, openPool, openServer, startSequencer, systemClock } from '@redbridge/server/bench'
import type { WriteOrder, Written } from './ledger-load.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '30' },
    ceiling: { type: 'string', default: '8' },
    writers: { type: 'string', default: '8' },
    /** size of the log that the monitor goes through; 0 leaves it out */
    monitor: { type: 'string', default: '1000000' },
  },
})
const dataDir = mkdtempSync(join(tmpdir(), 'redbridge-bench-'))
const server = await openServer(dataDir)
const { platform, workerUrl, appUrl } = server
const { pool, db } = openPool(workerUrl, 4, 'bench-observer')
const writers = Number(values.writers)

const ask = async <R extends object>(text: string, parameters: unknown[] = []): Promise<R[]> =>
  (await pool.query<R>(text, parameters)).rows

const write = async (order: Omit<WriteOrder, 'url' | 'writers'>): Promise<Written> => {
  const child = fork(new URL('./ledger-load.ts', import.meta.url))
  child.send({ ...order, url: appUrl, writers } satisfies WriteOrder)
  const [written] = (await once(child, 'message')) as [Written]
  return written
}

/** When checkpoints became visible to somebody who only looks: size and moment. */
const watchCheckpoints = () => {
  const seen: { size: number; at: number }[] = []
  let on = true
  const done = (async () => {
    while (on) {
      const [row] = await ask<{ size: number | null }>('SELECT max(size) AS size FROM ledger_checkpoint')
      if (row?.size && row.size !== seen.at(-1)?.size) seen.push({ size: row.size, at: Date.now() })
      await sleep(10)
    }
    return seen
  })()
  return {
    stop: () => {
      on = false
      return done
    },
  }
}

const drained = async (): Promise<void> => {
  for (;;) {
    const [row] = await ask<{ waiting: boolean }>('SELECT EXISTS (SELECT FROM ledger_pending) AS waiting')
    if (!row?.waiting) return
    await sleep(20)
  }
}

/** Milliseconds from a commit to the checkpoint that covers its last entry, for each transaction. */
const delays = async (written: Written, seen: readonly { size: number; at: number }[]): Promise<number[]> => {
  const rows = await ask<{ id: string; leaf: number }>(
    'SELECT entry_id AS id, leaf_index AS leaf FROM ledger_leaf WHERE entry_id = ANY($1::text[])',
    [written.commits.map((commit) => commit.id)],
  )
  const leaves = new Map(rows.map((row) => [row.id, row.leaf]))
  return written.commits.map(({ id, at }) => {
    const leaf = leaves.get(id)
    const covering = leaf === undefined ? undefined : seen.find((checkpoint) => checkpoint.size > leaf)
    if (!covering) throw new Error(`entry ${id} was committed and has no checkpoint`)
    return Math.max(0, covering.at - at)
  })
}
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number

const sequencer = startSequencer(platform)
await write({ into: 'ledger', rate: 2000, seconds: 3 })
await drained()

// Sustained: entries offered at a fixed rate.
const watch = watchCheckpoints()
const sustained = await write({ into: 'ledger', rate: Number(values.rate), seconds: Number(values.seconds) })
await drained()
await sleep(100)
const sorted = (await delays(sustained, await watch.stop())).sort((a, b) => a - b)
const rate = Math.round(sustained.entries / sustained.seconds)
const [p50, p99, max] = [quantile(sorted, 0.5), quantile(sorted, 0.99), sorted.at(-1) as number]
console.log(
  `sustained ${rate} entries/s for ${sustained.seconds.toFixed(0)} s in ${sustained.transactions} transactions: commit to signed checkpoint p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`,
)

// Ceiling, in turns with the peer: machines swing, ratios inside one run hold.
const turns: { ledger: number; plain: number }[] = []
for (let turn = 0; turn < 3; turn++) {
  const seconds = Number(values.ceiling)
  const plain = await write({ into: 'plain', rate: 0, seconds })
  const ledger = await write({ into: 'ledger', rate: 0, seconds })
  const written = performance.now()
  await drained()
  const drain = (performance.now() - written) / 1000
  // Not what was written counts, but what was written and signed, to the last entry.
  turns.push({
    plain: plain.entries / plain.seconds,
    ledger: ledger.entries / (ledger.seconds + drain),
  })
}
const median = (numbers: number[]): number =>
  quantile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  )
const ceiling = Math.round(median(turns.map((turn) => turn.ledger)))
const plain = Math.round(median(turns.map((turn) => turn.plain)))
const ratio = Number(median(turns.map((turn) => turn.ledger / turn.plain)).toFixed(2))
console.log(`ceiling ${ceiling} entries/s signed, plain audit table ${plain}/s, ratio ${ratio}`)

/** Grows the log, then lets a new monitor learn it and go through it. */
const measureMonitor = async (target: number) => {
  for (;;) {
    const [row] = await ask<{ size: number }>('SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoint')
    const missing = target - (row?.size ?? 0)
    if (missing <= 0) break
    await write({ into: 'ledger', rate: 0, seconds: Math.min(30, Math.max(2, missing / 10_000)) })
    await drained()
  }
  await sequencer[Symbol.asyncDispose]()
  const memory = openMemory(join(dataDir, 'ledger-monitor'))
  const monitor = openMonitor({ pool, db, memory, clock: systemClock, log: platform.log })
  const began = performance.now()
  const findings = await monitor.watch()
  const learn = (performance.now() - began) / 1000
  const sweeps = [await monitor.sweep(), await monitor.sweep()]
  if (findings.length || memory.head.findings.length)
    throw new Error(`findings: ${JSON.stringify(memory.head.findings)}`)
  const seconds = Math.max(...sweeps.map((sweep) => sweep.seconds))
  return {
    leaves: sweeps[0]?.leaves ?? 0,
    learnSeconds: Number(learn.toFixed(1)),
    sweepSeconds: Number(seconds.toFixed(1)),
  }
}
const monitor = Number(values.monitor) ? await measureMonitor(Number(values.monitor)) : null
if (monitor)
  console.log(
    `monitor: ${monitor.leaves} leaves learnt in ${monitor.learnSeconds} s, gone through in ${monitor.sweepSeconds} s`,
  )
if (!monitor) await sequencer[Symbol.asyncDispose]()
await db.destroy()
await server[Symbol.asyncDispose]()
rmSync(dataDir, { recursive: true, force: true })
console.log(
  JSON.stringify({
    bench: 'ledger',
    entriesPerSecond: rate,
    commitToCheckpointMs: { p50, p99, max },
    ceiling,
    plain,
    ratio,
    monitor,
    machine: `${cpus().length} × ${cpus()[0]?.model}`,
  }),
)
process.exit(0)
