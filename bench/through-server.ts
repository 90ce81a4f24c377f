// Upload to findings: a report goes the whole way through the server (file, chunks, ClickHouse, PostgreSQL) and its totals are checked.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { generateRegister, generateReport } from '@redbridge/engine/market'
import { type BatchTotals, balances, contextFor, openServer, registerReady } from '@redbridge/server/bench'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    register: { type: 'string', default: '3000000' },
    data: { type: 'string' },
  },
})
const rows = Number(values.rows)
const registerRows = Number(values.register)
const dataDir = values.data ?? mkdtempSync(join(tmpdir(), 'redbridge-bench-'))

await using server = await openServer(dataDir)
const { platform, bureau, reporter, registerId, registersService, batchesService } = server
const stored = async (key: string, name: string, chunks: Iterable<Uint8Array>) => {
  const { size, sha256 } = await platform.files.put(key, Readable.from(chunks, { objectMode: false }))
  return { name, key, bytes: size, sha256 }
}
const settled = async (): Promise<void> => {
  while (
    await platform.workerDb
      .selectFrom('report_batch')
      .select('id')
      .where('state', 'in', ['uploaded', 'checking'])
      .executeTakeFirst()
  )
    await sleep(50)
}

const seed = 7
const registerFile = await stored('bench/register', 'register.csv', generateRegister({ seed, rows: registerRows }))
let started = performance.now()
await registersService.addImport(contextFor(platform, bureau), registerId, registerFile, {
  kind: 'register',
  mode: 'replace',
  asOf: '2026-07-01',
})
await registerReady(server)
const registerSeconds = (performance.now() - started) / 1000
console.log(`register: ${registerRows} rows imported and indexed in ${registerSeconds.toFixed(1)} s`)

const reportFile = await stored(
  'bench/report',
  'report.csv',
  generateReport({ seed, rows, registerRows, errorRate: 0.05 }),
)
started = performance.now()
const batch = await batchesService.upload(contextFor(platform, reporter), '2026-07', reportFile)
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
while (
  await platform.workerDb
    .selectFrom('report_batch')
    .select('id')
    .where('id', '=', batch.id)
    .where('stage', 'in', ['waiting', 'reading'])
    .executeTakeFirst()
)
  await sleep(50)
const readSeconds = (performance.now() - started) / 1000
await settled()
clearInterval(watch)
const seconds = (performance.now() - started) / 1000
const done = await batchesService.get(contextFor(platform, reporter), batch.id)
const totals: BatchTotals = done.totals
const problems = await platform.workerDb
  .selectFrom('problem')
  .select((eb) => eb.fn.countAll<number>().as('n'))
  .executeTakeFirstOrThrow()
const [records] = await platform.market.query<{ n: number }>(
  'SELECT count() AS n FROM report_record WHERE batch_id = {id:String}',
  { id: batch.id },
)
console.log(`${done.state}: ${JSON.stringify(totals)}`)
const result = {
  bench: 'through-server',
  rows,
  registerRows,
  seconds: Number(seconds.toFixed(2)),
  rowsPerSecond: Math.round(rows / seconds),
  readSeconds: Number(readSeconds.toFixed(2)),
  registerSeconds: Number(registerSeconds.toFixed(1)),
  peakRssMb: Math.round(peak / 2 ** 20),
  balances: balances(totals) && totals.rowsIn === rows,
  recordsInClickHouse: Number(records?.n),
  problemsInPostgres: Number(problems.n),
  machine: `${cpus().length} × ${cpus()[0]?.model}`,
}
if (!values.data) rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify(result))
