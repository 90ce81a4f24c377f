/**
 * Reads canonical CSV (UTF-8, RFC 4180, LF or CRLF) on bytes: a chunk of whole rows, one row at a time, no strings.
 * One scanner per reader; its arrays are overwritten by each row.
 */
export interface RowScanner {
  /** content of each cell without its quotes; `cells` is how many the row has, also beyond what the arrays hold */
  readonly start: Int32Array
  readonly end: Int32Array
  cells: number
  /** offset of the row's first byte and of its end without the line break */
  rowStart: number
  rowEnd: number
  /** line breaks consumed, including those inside quotes */
  lines: number
  flags: number
}

/** Flags of a scanned row. */
export const ROW = { control: 1, escaped: 2, undecodable: 4, quoteBroken: 8 } as const

export function createRowScanner(columns: number): RowScanner {
  const size = Math.max(columns, 1)
  const start = new Int32Array(size)
  const end = new Int32Array(size)
  return { start, end, cells: 0, rowStart: 0, rowEnd: 0, lines: 0, flags: 0 }
}

// Bytes that end the run of ordinary ones: comma, line breaks, controls, DEL, and the lead bytes of C1 controls and U+FFFD.
const SPECIAL = new Uint8Array(256)
for (let c = 0; c < 32; c++) SPECIAL[c] = 1
for (const c of [44, 127, 0xc2, 0xef]) SPECIAL[c] = 1

const QUOTE = 34
const COMMA = 44

/** Scans the row at `from`; returns the offset of the next row. `bytes` need not end with a line break. */
export function scanRow(bytes: Uint8Array, from: number, row: RowScanner): number {
  const length = bytes.length
  const { start, end } = row
  const size = start.length
  let i = from
  let cell = 0
  let flags = 0
  let lines = 1
  row.rowStart = from
  for (;;) {
    if (i < length && bytes[i] === QUOTE) {
      const at = i + 1
      i = skipQuoted(bytes, at, row)
      lines += row.lines
      flags |= row.flags
      if (cell < size) {
        start[cell] = at
        end[cell] = i
      }
      if (i < length) i++
      if (i < length && bytes[i] !== COMMA && bytes[i] !== 10 && bytes[i] !== 13) flags |= ROW.quoteBroken
      while (i < length && bytes[i] !== COMMA && bytes[i] !== 10) i++
    } else {
      if (cell < size) start[cell] = i
      for (;;) {
        while (i < length && SPECIAL[bytes[i]!] === 0) i++
        if (i >= length) break
        const c = bytes[i]!
        if (c === COMMA || c === 10) break
        flags |= specialFlag(bytes, i)
        i++
      }
      if (cell < size) end[cell] = i > from && bytes[i - 1] === 13 && bytes[i] !== COMMA ? i - 1 : i
    }
    cell++
    if (i < length && bytes[i] === COMMA) {
      i++
      continue
    }
    break
  }
  row.cells = cell
  row.rowEnd = i > from && bytes[i - 1] === 13 ? i - 1 : i
  row.flags = flags
  row.lines = lines
  return i < length ? i + 1 : i
}

/** Offset of the closing quote; leaves line breaks met in `row.lines` and flags in `row.flags`. */
function skipQuoted(bytes: Uint8Array, from: number, row: RowScanner): number {
  let lines = 0
  let flags = 0
  let i = from
  for (; i < bytes.length; i++) {
    const c = bytes[i]!
    if (c === QUOTE) {
      if (bytes[i + 1] !== QUOTE) break
      flags |= ROW.escaped
      i++
    } else if (SPECIAL[c] !== 0) {
      if (c === 10) lines++
      else flags |= specialFlag(bytes, i)
    }
  }
  if (i >= bytes.length) flags |= ROW.quoteBroken
  row.lines = lines
  row.flags = flags
  return i
}

/** Flag for the special byte at `i`: control characters but NUL (padding), tab, CR; C1 controls; U+FFFD. */
function specialFlag(bytes: Uint8Array, i: number): number {
  const c = bytes[i]!
  if (c === 0xef) return bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd ? ROW.undecodable : 0
  if (c === 0xc2) return bytes[i + 1]! < 0xa0 ? ROW.control : 0
  if (c === 0 || c === 9 || c === 13 || c === COMMA) return 0
  return ROW.control
}

/** A row's bytes with doubled quotes made single, for the rare row that has them; cell offsets follow. */
export function unescapeRow(bytes: Uint8Array, row: RowScanner): Uint8Array {
  const out = new Uint8Array(row.rowEnd - row.rowStart)
  let to = 0
  const cells = Math.min(row.cells, row.start.length)
  for (let k = 0; k < cells; k++) {
    const begin = to
    for (let i = row.start[k]!; i < row.end[k]!; i++) {
      out[to++] = bytes[i]!
      if (bytes[i] === QUOTE && bytes[i + 1] === QUOTE && i + 1 < row.end[k]!) i++
    }
    row.start[k] = begin
    row.end[k] = to
  }
  return out
}
