import { KIND, OUTCOME } from './bits.ts'

/**
 * Judgements of one chunk, column by column; row `i` of the chunk is element `i` everywhere. Meanings in `bits.ts`.
 * Offsets point into `bytes`, the very chunk that was judged, so callers can slice what was written.
 */
export interface ChunkResult {
  readonly bytes: Uint8Array
  /** number of the chunk's first row in the report, from 1; empty rows are not counted */
  firstRowNo: number
  /** physical line of the chunk's first row, from 1, counting the header if the caller says so */
  firstLine: number
  readonly rows: number
  /** rows left out because all their cells were empty */
  readonly emptyRows: number
  /** physical lines in the chunk */
  readonly lines: number
  readonly columns: number
  readonly outcome: Uint8Array
  readonly rejects: Uint8Array
  readonly kinds: Uint8Array
  readonly undecided: Uint8Array
  readonly tiers: Uint8Array
  readonly notes: Uint8Array
  readonly provinces: Uint8Array
  readonly entries: Int32Array
  readonly keyHi: Int32Array
  readonly keyLo: Int32Array
  /** for a duplicate: number of the row it repeats; filled by a duplicate finder, else 0 */
  readonly duplicateOf: Uint32Array
  readonly rowStart: Uint32Array
  /** end of the row without its line break */
  readonly rowEnd: Uint32Array
  /** physical line within the chunk, from 0 */
  readonly rowLine: Uint32Array
  /** `columns` numbers a row: where each cell starts, its quote included; zeros for a row of another width */
  readonly cellStart: Uint32Array
}

const BYTE_FIELDS = ['outcome', 'rejects', 'kinds', 'undecided', 'tiers', 'notes', 'provinces'] as const
const INT_FIELDS = ['entries', 'keyHi', 'keyLo'] as const
const UINT_FIELDS = ['duplicateOf', 'rowStart', 'rowEnd', 'rowLine'] as const

export type ResultArrays = Pick<
  ChunkResult,
  (typeof BYTE_FIELDS)[number] | (typeof INT_FIELDS)[number] | (typeof UINT_FIELDS)[number] | 'cellStart'
>

/** Bytes one row of results takes. */
const rowSize = (columns: number): number => 4 * (INT_FIELDS.length + UINT_FIELDS.length + columns) + BYTE_FIELDS.length

/** Result columns for `capacity` rows over one buffer, so that one transfer carries them all. */
export function resultArrays(
  capacity: number,
  columns: number,
  buffer = new ArrayBuffer(rowSize(columns) * capacity),
): ResultArrays {
  let offset = 0
  const take = (bytes: number) => {
    offset += bytes
    return offset - bytes
  }
  const words = (n: number) => [buffer, take(4 * n * capacity), n * capacity] as const
  return Object.fromEntries([
    ...INT_FIELDS.map((name) => [name, new Int32Array(...words(1))]),
    ...UINT_FIELDS.map((name) => [name, new Uint32Array(...words(1))]),
    ['cellStart', new Uint32Array(...words(columns))],
    ...BYTE_FIELDS.map((name) => [name, new Uint8Array(buffer, take(capacity), capacity)]),
  ]) as unknown as ResultArrays
}

/** The first `rows` rows of larger arrays, in a buffer of their own. */
export function trimArrays(arrays: ResultArrays, rows: number, columns: number): ResultArrays {
  const out = resultArrays(rows, columns)
  for (const name of [...BYTE_FIELDS, ...INT_FIELDS, ...UINT_FIELDS])
    out[name].set(arrays[name].subarray(0, rows) as never)
  out.cellStart.set(arrays.cellStart.subarray(0, rows * columns))
  return out
}

/** Raw bytes of a cell as they stand in the chunk, quotes included. */
export function cellBytes(result: ChunkResult, row: number, column: number): Uint8Array {
  const at = row * result.columns + column
  const from = result.cellStart[at]!
  const to = column + 1 < result.columns ? result.cellStart[at + 1]! - 1 : result.rowEnd[row]!
  return result.bytes.subarray(from, Math.max(from, to))
}

/** A cell as text, unquoted; '' for a row of another width. */
export function cellString(result: ChunkResult, row: number, column: number | undefined): string {
  if (column === undefined || result.cellStart[(row + 1) * result.columns - 1] === 0) return ''
  const bytes = cellBytes(result, row, column)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  return text.startsWith('"') ? text.slice(1, text.lastIndexOf('"')).replaceAll('""', '"') : text
}

/** The row's bytes without its line break. */
export const rowBytes = (result: ChunkResult, row: number): Uint8Array =>
  result.bytes.subarray(result.rowStart[row]!, result.rowEnd[row]!)

/** Outcome that follows from a row's masks. */
export const outcomeOf = (reject: number, kinds: number, undecided: number): number =>
  reject !== 0 ? OUTCOME.rejected : kinds !== 0 ? OUTCOME.problem : undecided !== 0 ? OUTCOME.undecided : OUTCOME.clear

/** Marks a row as repeating an earlier one. */
export function markDuplicate(result: ChunkResult, row: number, original: number): void {
  result.kinds[row]! |= KIND.duplicate
  result.outcome[row] = OUTCOME.problem
  result.duplicateOf[row] = original
}
