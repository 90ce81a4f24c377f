// Cloud bridge: signed, logged, delivered request messages a second on two cores, approval to verified webhook, next to plain webhooks as jobs.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openExchange, openPlainJobs } from '@redbridge/server/bench'
import type { ApproveOrder, Arrived, PlainOrder } from './exchange-peer.ts'

const { values } = parseArgs({
  options: {
    /** messages a second offered, and for how long */
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    /** requests that one call approves */
    bulk: { type: 'string', default: '25' },
    bureaus: { type: 'string', default: '4' },
    /** messages of each of three turns at the ceiling; 0 leaves them out, with the peer */
    ceiling: { type: 'string', default: '5000' },
  },
})
const [rate, seconds, bulk, bureaus] = [values.rate, values.seconds, values.bulk, values.bureaus].map(Number) as [
  number,
  number,
  number,
  number,
]
const dataDir = mkdtempSync(join(tmpdir(), 'redbridge-bench-'))
const peer: ChildProcess = fork(new URL('./exchange-peer.ts', import.meta.url))
const [receiver] = (await once(peer, 'message')) as [string]
const server = await openExchange(dataDir, { bureaus, receiver: `${receiver}/hook` })

const ask = async (order: ApproveOrder | PlainOrder): Promise<Arrived> => {
  peer.send(order)
  const [answer] = (await once(peer, 'message')) as [Arrived & { error?: string }]
  if (answer.error) throw new Error(answer.error)
  return answer
}
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const drained = async (): Promise<void> => {
  for (let i = 0; i < 600; i++) {
    const counts = await server.counts()
    if (counts?.waiting === 0 && counts.unsequenced === 0) return
    await sleep(50)
  }
  throw new Error(`still waiting: ${JSON.stringify(await server.counts())}`)
}
/** Processor seconds that PostgreSQL has used so far: what a message costs says more than a rate on a machine that others use. */
const databaseCpu = (): number => {
  try {
    const [postmaster = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    let ticks = 0
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      let stat = ''
      try {
        stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      } catch {
        continue
      }
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
      const [ppid, user = 0, system = 0, ended = 0, endedSystem = 0] = [fields[1], ...fields.slice(11, 15)]
      if (pid === postmaster) ticks += user + system + ended + endedSystem
      else if (ppid === Number(postmaster)) ticks += user + system
    }
    return ticks / 100
  } catch {
    return Number.NaN
  }
}
/** In whole calls, evenly over the bureaus. */
const eachOf = (messages: number): number => Math.ceil(messages / bureaus / bulk) * bulk
let prepared = 0
const run = async (
  messages: number,
  offered: number,
  unverified = false,
): Promise<Arrived & { serverCpu: number; databaseCpu: number }> => {
  const work = await server.prepare(eachOf(messages))
  prepared += eachOf(messages) * bureaus
  await drained()
  const [cpu, database] = [process.cpuUsage(), databaseCpu()]
  const { url, secret } = server
  const result = await ask({ url, secret, keys: await server.keys(), work, bulk, rate: offered, unverified })
  const used = process.cpuUsage(cpu)
  await drained()
  if (result.messages !== eachOf(messages) * bureaus || result.invalid > 0)
    throw new Error(`${result.messages} arrived and verified, ${result.invalid} did not verify`)
  return { ...result, serverCpu: (used.user + used.system) / 1e6, databaseCpu: databaseCpu() - database }
}
let peakRss = 0
const watch = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage().rss)), 100)

// The first messages make the hosted keys; then everything is warmed up.
await run(bulk * bureaus, 0, true)
await run(1000, 0)

const sustained = await run(rate * seconds, rate)
const [p50, p99, max] = [
  quantile(sustained.fromAnswer, 0.5),
  quantile(sustained.fromAnswer, 0.99),
  sustained.fromAnswer.at(-1),
]
const [start50, start99] = [quantile(sustained.fromStart, 0.5), quantile(sustained.fromStart, 0.99)]
const achieved = sustained.messages / sustained.seconds
console.log(
  `offered ${rate}/s in calls of ${bulk}: ${achieved.toFixed(0)} messages/s approved, signed, entered, delivered and verified for ${seconds} s`,
)
console.log(`  answer of the approval to verified webhook: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`)
console.log(`  begin of the approval to verified webhook:  p50 ${start50} ms, p99 ${start99} ms`)

// Ceiling, in turns with the peer: machines swing, ratios inside one run hold.
const turns: { messages: number; plain: number; plainP99: number }[] = []
if (Number(values.ceiling) > 0) {
  const jobs = await openPlainJobs(server.workerUrl, `${receiver}/plain`)
  const body = 'x'.repeat(3000)
  for (let turn = 0; turn < 3; turn++) {
    const count = Number(values.ceiling)
    const plain = ask({ expect: count })
    for (let no = 0; no < count; no += bulk)
      await jobs.insert(
        Array.from({ length: Math.min(bulk, count - no) }, (_, i) =>
          JSON.stringify({ no: no + i, at: Date.now(), body }),
        ),
      )
    const done = await plain
    const real = await run(count, 0)
    turns.push({
      messages: real.messages / real.seconds,
      plain: done.messages / done.seconds,
      plainP99: quantile(done.fromStart, 0.99),
    })
  }
  await jobs.close()
}
clearInterval(watch)
const median = (numbers: number[]): number =>
  quantile(
    numbers.sort((a, b) => a - b),
    0.5,
  )
const [ceiling, plain] = [median(turns.map((turn) => turn.messages)), median(turns.map((turn) => turn.plain))]
if (turns.length)
  console.log(
    `ceiling ${ceiling.toFixed(0)} messages/s; plain webhooks as jobs ${plain.toFixed(0)}/s in the same run: ratio ${(ceiling / plain).toFixed(2)}`,
  )
const counts = await server.counts()
const perMessage = (cpuSeconds: number): number => Number(((cpuSeconds * 1000) / sustained.messages).toFixed(2))
const result = {
  bench: 'exchange',
  offeredPerSecond: rate,
  seconds,
  bulk,
  bureaus,
  messages: sustained.messages,
  messagesPerSecond: Math.round(achieved),
  twice: sustained.twice,
  acceptedToDeliveredMs: { p50, p99, max, from: 'answer of the approval' },
  startedToDeliveredMs: { p50: start50, p99: start99, from: 'begin of the approval, exchange_message.at' },
  approveCallMs: { p50: quantile(sustained.callMs, 0.5), p99: quantile(sustained.callMs, 0.99) },
  cpuMsPerMessage: {
    server: perMessage(sustained.serverCpu),
    database: perMessage(sustained.databaseCpu),
    bureausAndReceiver: perMessage(sustained.cpuSeconds),
  },
  ceilingPerSecond: Math.round(ceiling),
  plainJobsPerSecond: Math.round(plain),
  ratioToPlainJobs: turns.length ? Number((ceiling / plain).toFixed(2)) : null,
  whole: counts?.messages === counts?.delivered && counts?.messages === prepared,
  peakRssMb: Math.round(peakRss / 2 ** 20),
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
  machine: `${cpus().length} × ${cpus()[0]?.model}`,
}
await server[Symbol.asyncDispose]()
peer.disconnect()
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify(result))
process.exit(0)
