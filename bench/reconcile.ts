// Reconciling a report with a register: our engine against the same job as plain SQL on DuckDB, round by round.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Answer, differences } from './reconcile/counts.ts'
import { filesIn, writeData } from './reconcile/data.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    register: { type: 'string', default: '3000000' },
    rounds: { type: 'string', default: '5' },
    data: { type: 'string' },
  },
})
const registerRows = Number(values.register)
const folder = values.data ?? mkdtempSync(join(tmpdir(), 'redbridge-bench-'))
const files = filesIn(folder)

const SIDES = {
  ours: new URL('./reconcile/ours.ts', import.meta.url),
  duckdb: new URL('./reconcile/duckdb.ts', import.meta.url),
}
type Side = keyof typeof SIDES
type Timed = Answer & { readonly wholeSeconds: number }

/** Each task in a process of its own, so that neither side inherits memory, caches or compiled code. */
const inChild = (side: Side, task: 'build' | 'run'): Promise<Timed> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const child = fork(SIDES[side], [task, folder, join(folder, `out-${side}`)])
    let answer: Answer | undefined
    child.on('message', (message) => (answer = message as Answer))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (answer) resolve({ ...answer, wholeSeconds: (performance.now() - started) / 1000 })
      else reject(new Error(`${side} ${task} ended with ${code}`))
    })
  })

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const round = (n: number, digits = 2): number => Number(n.toFixed(digits))
/** Opening the register file and the job: what a person waits for, but for starting the process. */
const secondsOf = ({ openSeconds, jobSeconds }: Answer): number => openSeconds + jobSeconds

try {
  for (const built of [files.index, files.database]) rmSync(built, { force: true })
  const rows = writeData(files, Number(values.rows), registerRows)
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
  console.log(
    `${machine}\nreport ${rows} rows, ${Math.round(statSync(files.report).size / 1e6)} MB; register ${registerRows} rows`,
  )
  const built = { ours: await inChild('ours', 'build'), duckdb: await inChild('duckdb', 'build') }
  for (const side of ['ours', 'duckdb'] as const)
    console.log(`register built beforehand, ${side}: ${round(built[side].jobSeconds)} s, peak ${built[side].peakMb} MB`)
  console.log(
    'SQL folds width, case, brackets and spaces; it does not fold traditional or invisible characters, proposes no\nrepairs and checks no identity numbers: standing after a repair is left out of the comparison.',
  )

  const runs: Record<Side, Timed[]> = { ours: [], duckdb: [] }
  let unequal: string[] = []
  for (let n = 1; n <= Number(values.rounds); n++) {
    const [ours, duckdb] = [await inChild('ours', 'run'), await inChild('duckdb', 'run')]
    runs.ours.push(ours)
    runs.duckdb.push(duckdb)
    unequal = differences(ours.counts!, duckdb.counts!)
    const show = (run: Timed) =>
      `${round(secondsOf(run))} s (opening ${round(run.openSeconds)}, process ${round(run.wholeSeconds)}), ${Math.round(rows / secondsOf(run))} rows/s, ${run.peakMb} MB`
    console.log(
      `round ${n}: ours ${show(ours)} | DuckDB ${show(duckdb)} | ratio ${round(secondsOf(ours) / secondsOf(duckdb))}`,
    )
  }
  const ratios = runs.ours.map((run, i) => secondsOf(run) / secondsOf(runs.duckdb[i]!))
  const seconds = median(runs.ours.map(secondsOf))
  const peak = Math.max(...runs.ours.map((run) => run.peakMb))
  console.log(unequal.length === 0 ? 'both sides agree on every count' : `counts differ:\n${unequal.join('\n')}`)
  console.log(JSON.stringify(runs.ours[0]!.counts))
  const result = {
    bench: 'reconcile',
    rows,
    registerRows,
    rounds: runs.ours.length,
    seconds: round(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    duckdbSeconds: round(median(runs.duckdb.map(secondsOf))),
    ratio: round(median(ratios)),
    ratios: ratios.map((ratio) => round(ratio)),
    jobRatio: round(median(runs.ours.map((run, i) => run.jobSeconds / runs.duckdb[i]!.jobSeconds))),
    peakRssMb: peak,
    duckdbPeakRssMb: Math.max(...runs.duckdb.map((run) => run.peakMb)),
    indexSeconds: round(built.ours.jobSeconds),
    duckdbIndexSeconds: round(built.duckdb.jobSeconds),
    agree: unequal.length === 0,
    notSlower: median(ratios) <= 1,
    underOneGb: peak < 1024,
    machine,
  }
  if (!result.agree || !result.notSlower || !result.underOneGb) process.exitCode = 1
  console.log(JSON.stringify(result))
} finally {
  if (!values.data) rmSync(folder, { recursive: true, force: true })
}
