import { TabularError } from '../errors.ts'
import { findHeaderRow, HEADER_SEARCH_ROWS, hasHelperColumn, type KnownColumn, trimHeader } from '../header.ts'
import type { TableLimits } from '../limits.ts'
import { createRowTrail, type RowBlock, type RowTrail } from '../rows.ts'
import { canonicalRows, canonicalSample } from './canonical.ts'
import { parseRows } from './parse-rows.ts'
import type { Dialect } from './scan-row.ts'

export const DELIMITERS = [',', '\t', ';', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export interface CsvLayout {
  readonly delimiter: Delimiter
  readonly dialect: Dialect
  readonly header: string[]
  /** rows (blank ones not counted) up to and with the header */
  readonly skip: number
  /** the header's row as Excel or an editor shows it */
  readonly headerRow: number
}

/** Delimiter, line ends and header of a text table, from its first bytes as UTF-8. */
export const detectCsvLayout = (
  sample: Buffer,
  whole: boolean,
  limits: TableLimits,
  columns?: readonly KnownColumn[],
): CsvLayout => {
  const crEnds = rowsEndWithCr(sample)
  const candidates = DELIMITERS.map((delimiter) => {
    const dialect = { delimiter: delimiter.charCodeAt(0), crEnds }
    const { rows, sources } = firstRows(sample, whole, dialect, limits)
    const { index, score } = findHeaderRow(rows, columns)
    return { delimiter, dialect, rows, sources, index, score }
  })
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.index === -1) throw headerMissing(candidates, sample, limits)
  const header = trimHeader(best.rows[best.index]!)
  if (header.length > limits.columns)
    throw new TabularError('too_many_columns', { detail: `${header.length} > ${limits.columns}` })
  return {
    delimiter: best.delimiter,
    dialect: best.dialect,
    header: padHeader(header, best.rows[best.index]!.length),
    skip: best.index + 1,
    headerRow: best.sources[best.index]!,
  }
}

/** Old Mac files: lone CRs between rows and no LF but inside quotes. */
const rowsEndWithCr = (sample: Buffer): boolean => {
  let quoted = false
  let cr = false
  for (const byte of sample) {
    if (byte === 0x22) quoted = !quoted
    else if (byte === 0x0a && !quoted) return false
    else if (byte === 0x0d && !quoted) cr = true
  }
  return cr
}

// In a text table the cells count, even unnamed ones at the end: a row must have as many.
const padHeader = (header: string[], width: number): string[] => [
  ...header,
  ...Array<string>(Math.max(0, width - header.length)).fill(''),
]

const firstRows = (sample: Buffer, whole: boolean, dialect: Dialect, limits: TableLimits) => {
  const trail = createRowTrail()
  const options = {
    dialect,
    limits: { ...limits, rows: Number.POSITIVE_INFINITY },
    trail,
    skip: 0,
    columns: 2,
    keepExamples: true,
  }
  // A row cut off by the sample's end is not looked at, unless it is all there is.
  let { bytes, rest } = canonicalSample(sample, whole, options)
  if (bytes.length === 0 && rest > 0) bytes = canonicalSample(sample, true, options).bytes
  const rows = parseRows(headOf(Buffer.from(bytes)).toString('utf8')).slice(0, HEADER_SEARCH_ROWS)
  const sources = rows.map((_, row) => {
    const segment = trail.segments.findLast((known) => known.row <= row)
    return segment ? segment.source + row - segment.row : row + 1
  })
  return { rows, sources }
}

// Enough bytes for ten rows of any sane header; what lies behind is not turned into strings.
const headOf = (bytes: Buffer): Buffer => {
  let at = 0
  for (let n = 0; n < HEADER_SEARCH_ROWS * 20; n++) {
    const next = bytes.indexOf(0x0a, at)
    if (next === -1) return bytes
    at = next + 1
  }
  return bytes.subarray(0, at)
}

const headerMissing = (
  candidates: readonly { rows: string[][] }[],
  sample: Buffer,
  limits: TableLimits,
): TabularError => {
  const widest = Math.max(0, ...candidates.flatMap(({ rows }) => rows.map((row) => row.length)))
  if (widest > limits.columns) return new TabularError('too_many_columns', { detail: `${widest} > ${limits.columns}` })
  const line =
    sample
      .toString('utf8')
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? ''
  return new TabularError('header_not_found', { row: 1, detail: line.slice(0, 60) })
}

export const csvBlocks = (
  utf8: AsyncIterable<Uint8Array>,
  layout: CsvLayout,
  limits: TableLimits,
  trail: RowTrail,
): AsyncGenerator<RowBlock> =>
  canonicalRows(utf8, {
    dialect: layout.dialect,
    limits,
    trail,
    skip: layout.skip,
    columns: layout.header.length,
    guarded: hasHelperColumn(layout.header),
  })
