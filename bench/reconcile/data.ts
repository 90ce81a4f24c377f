import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { checkUscc } from '@redbridge/engine/identity'
import { generateRegister, generateReport } from '@redbridge/engine/market'

/** Where the two sides find their input; each writes into a folder of its own. */
export interface Files {
  readonly register: string
  readonly report: string
  /** our register index and DuckDB's database, built beforehand */
  readonly index: string
  readonly database: string
}

export const filesIn = (folder: string): Files => ({
  register: join(folder, 'register.csv'),
  report: join(folder, 'report.csv'),
  index: join(folder, 'register.index'),
  database: join(folder, 'register.duckdb'),
})

const SEED = 7

/** Writes register and report; returns the report's rows, those put in between included. */
export function writeData(files: Files, rows: number, registerRows: number): number {
  writeAll(files.register, generateRegister({ seed: SEED, rows: registerRows }))
  let extras = 0
  function* damaged(): Generator<Uint8Array> {
    for (const chunk of generateReport({ seed: SEED, rows, registerRows, errorRate: 0.05 })) {
      yield chunk
      const line = Buffer.from(chunk).toString().trimEnd().split('\r\n').at(-1)!
      if (line.split(',').length === 10 && line.includes('https://'))
        yield Buffer.from(`${extraRow(line.split(','), extras++)}\r\n`)
    }
  }
  writeAll(files.report, damaged())
  return rows + extras
}

/** What the generated report has none of: rows to reject, another province's codes, differences of form. */
function extraRow(cells: string[], n: number): string {
  const [name = '', uscc = ''] = cells
  cells[7] = `https://extra.example/${n}`
  if (n % 8 === 0) cells[0] = ''
  if (n % 8 === 1) cells[1] = ''
  if (n % 8 === 2) cells[7] = 'https://'
  if (n % 8 === 3) cells[0] = `${name}\u0007`
  if (n % 8 === 4) cells[0] = name.repeat(30)
  if (n % 8 === 5 || n % 8 === 6) cells[1] = shanghaiCode(n)
  if (n % 8 === 7) {
    cells[0] = ` ${name.replace('（', '(').replace('）', ')')}\u3000`
    cells[1] = uscc.toLowerCase()
  }
  return cells.join(',')
}

function shanghaiCode(n: number): string {
  const front = `91310115MA${String(n % 1_000_000).padStart(6, '0')}`
  for (const org of '0123456789X')
    for (const last of '0123456789ABCDEFGHJKLMNPQRTUWXY')
      if (checkUscc(front + org + last).valid) return front + org + last
  throw new Error(`no code begins with ${front}`)
}

function writeAll(path: string, chunks: Iterable<Uint8Array>): void {
  const file = openSync(path, 'w')
  for (const chunk of chunks) for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at)
  closeSync(file)
}
