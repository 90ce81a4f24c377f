// Fault run of the exchange: nothing lost, nothing doubled, all receipts present, signatures and ledger verify, while API, worker, database and platform are killed and the network between them fails.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type FaultReport, runFaults } from '@redbridge/server/faults'

const { values } = parseArgs({
  options: {
    exchanges: { type: 'string', default: '2000' },
    /** minutes after which nothing more is asked, however many exchanges were wanted */
    minutes: { type: 'string', default: '1440' },
    seed: { type: 'string', default: '1' },
    bulk: { type: 'string', default: '100' },
    /** seconds from when all is up to the next kill, drawn between the two */
    kill: { type: 'string', default: '3-12' },
    /** seconds that coming to rest may take */
    settle: { type: 'string', default: '600' },
    /** takes the outbox or the memory of idempotency keys away: the run must then find faults */
    without: { type: 'string' },
    /** keeps databases and logs */
    keep: { type: 'boolean', default: false },
  },
})
if (values.without !== undefined && values.without !== 'outbox' && values.without !== 'idempotency')
  throw new Error('--without outbox | idempotency')
const [low = 3, high = 12] = values.kill.split('-').map(Number)
const dir = mkdtempSync(join(tmpdir(), 'redbridge-faults-'))
if (values.keep) console.log(dir)

const tell = ({ exchanges, seconds, kills, recoveryMs, network, retries, verdict }: FaultReport): void => {
  console.log(
    `${exchanges} exchanges (request, receipt, answer, receipt) in ${seconds.toFixed(0)} s: ${verdict.messages} messages, ${verdict.leaves} entries in the ledger`,
  )
  for (const [name, count] of Object.entries(kills)) {
    const { p50, max } = recoveryMs[name as keyof typeof recoveryMs]
    console.log(`  ${name} killed ${count} times, ready again after ${p50} ms (half of them), ${max} ms at most`)
  }
  console.log(`  network: ${JSON.stringify(network)}`)
  console.log(
    `  webhooks sent again ${verdict.redeliveries} times (${verdict.redelivered} messages), calls of the bureau repeated ${retries} times`,
  )
  for (const [kind, { count, first }] of verdict.faults)
    console.log(`  FAULT ${kind}: ${count}, e.g. ${first.join(', ')}`)
  console.log(verdict.faults.size === 0 ? '  nothing lost, nothing doubled' : '  NOT whole')
}

// Everything that was started ends with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const report = await runFaults({
  dir,
  seed: Number(values.seed),
  exchanges: Number(values.exchanges),
  loadFor: Number(values.minutes) * 60,
  bulk: Number(values.bulk),
  killEvery: [low * 1000, high * 1000],
  settle: Number(values.settle),
  log: console.log,
  ...(values.without ? { broken: values.without } : {}),
})
tell(report)
if (!values.keep) rmSync(dir, { recursive: true, force: true })
const { verdict, ...rest } = report
console.log(
  JSON.stringify({
    bench: 'exchange-faults',
    ...rest,
    ...verdict,
    faults: Object.fromEntries(verdict.faults),
    machine: `${cpus().length} × ${cpus()[0]?.model}`,
  }),
)
process.exit(verdict.faults.size === 0 ? 0 : 1)
