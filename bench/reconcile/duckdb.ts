// Child of bench/reconcile.ts: the same job as plain SQL on DuckDB, `build` or `run`, in a process of its own.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'
import { PROBLEM_KINDS, REJECT_REASONS, UNDECIDED_REASONS } from '@redbridge/contract'
import { type Answer, type Counts, peakMb } from './counts.ts'
import { filesIn } from './data.ts'
import { buildSql, copySql, countSql, judgeSql } from './sql.ts'

const [task, folder = '', out = ''] = process.argv.slice(2)
const files = filesIn(folder)
const started = performance.now()

async function build(): Promise<Answer> {
  const instance = await DuckDBInstance.create(files.database)
  const connection = await instance.connect()
  for (const sql of buildSql(files.register)) await connection.run(sql)
  connection.closeSync()
  instance.closeSync()
  return { openSeconds: 0, jobSeconds: (performance.now() - started) / 1000, peakMb: peakMb() }
}

async function run(): Promise<Answer> {
  mkdirSync(out, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) })
  const connection = await instance.connect()
  await connection.run(`ATTACH '${files.database}' AS reg (READ_ONLY)`)
  const opened = performance.now()
  for (const sql of [...judgeSql(files.report), ...copySql(out)]) await connection.run(sql)
  const rows = (await connection.runAndReadAll(countSql)).getRowObjects() as { what: string; n: bigint }[]
  const jobSeconds = (performance.now() - opened) / 1000
  return { openSeconds: (opened - started) / 1000, jobSeconds, peakMb: peakMb(), counts: countsOf(rows) }
}

function countsOf(rows: readonly { what: string; n: bigint }[]): Counts {
  const found = new Map(rows.map(({ what, n }) => [what, Number(n)]))
  const of = (what: string) => found.get(what) ?? 0
  const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, of(name)]))
  return {
    rows: of('rows'),
    rejected: of('rejected'),
    clear: of('clear'),
    problem: of('problem'),
    undecided: of('undecided'),
    kinds: all(PROBLEM_KINDS),
    rejects: all(REJECT_REASONS),
    reasons: all(UNDECIDED_REASONS),
  }
}

const answer = task === 'build' ? await build() : await run()
process.send?.(answer, () => process.exit(0))
