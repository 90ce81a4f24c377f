import { type ByteSink, createSink, isGuarded, putByte, putCell, putRange } from '../byte-sink.ts'
import { closingQuote } from './scan-row.ts'

const COMMA = 0x2c
const QUOTE = 0x22
const LF = 0x0a
const TAB = 0x09

const scratch = createSink(4096)

export interface RowSource {
  readonly buf: Buffer
  readonly end: number
  readonly delimiter: number
  /** the file is one we wrote: take off the guards that `writeCsv` puts on cells */
  readonly guarded: boolean
}

/**
 * Writes the row that starts at `from` as a canonical one. Quotes are read as Excel reads them: a quote inside an
 * unquoted cell is a character; what follows a closing quote belongs to the cell (`"北京"好"公司"` → 北京"好"公司).
 */
export const rewriteRow = (sink: ByteSink, row: RowSource, from: number): void => {
  const { buf, end } = row
  let i = from
  for (;;) {
    i = i < end && buf[i] === QUOTE ? quotedCell(sink, row, i) : plainCell(sink, row, i)
    if (i >= end) break
    putByte(sink, COMMA)
    i++
    if (i === end) break
  }
  putByte(sink, LF)
}

const cellEnd = ({ buf, end, delimiter }: RowSource, from: number): number => {
  let i = from
  while (i < end && buf[i] !== delimiter) i++
  return i
}

const plainCell = (sink: ByteSink, row: RowSource, from: number): number => {
  const stop = cellEnd(row, from)
  if (!row.guarded) putCell(sink, row.buf, from, stop)
  else
    putCell(
      sink,
      row.buf,
      isGuarded(row.buf, from, stop) ? from + 1 : from,
      row.buf[stop - 1] === TAB && stop > from ? stop - 1 : stop,
    )
  return stop
}

const quotedCell = (sink: ByteSink, row: RowSource, from: number): number => {
  const { buf, end } = row
  const close = closingQuote(buf, from, end, true)
  if (close === -1) return plainCell(sink, row, from)
  if (close + 1 >= end || buf[close + 1] === row.delimiter) {
    const guard = row.guarded && isGuarded(buf, from + 1, close)
    if (guard) putByte(sink, QUOTE)
    putRange(sink, buf, guard ? from + 2 : from, close + 1)
    return close + 1
  }
  const stop = cellEnd(row, close + 1)
  scratch.length = 0
  for (let i = from + 1; i < close; i++) {
    if (buf[i] === QUOTE && buf[i + 1] === QUOTE) i++
    putByte(scratch, buf[i]!)
  }
  const last = buf[stop - 1] === QUOTE ? stop - 1 : stop
  putByte(scratch, QUOTE)
  putRange(scratch, buf, close + 1, last)
  putCell(sink, scratch.bytes, 0, scratch.length)
  return stop
}
