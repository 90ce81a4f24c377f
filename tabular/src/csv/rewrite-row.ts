import { type ByteSink, createSink, putByte, putCell, putRange } from '../byte-sink.ts'
import { closingQuote } from './scan-row.ts'

const COMMA = 0x2c
const QUOTE = 0x22
const LF = 0x0a

const scratch = createSink(4096)

/**
 * Writes one row of any dialect as a canonical one. Quotes are read as Excel reads them: a quote inside an
 * unquoted cell is a character; what follows a closing quote belongs to the cell (`"北京"好"公司"` → 北京"好"公司).
 */
export const rewriteRow = (sink: ByteSink, buf: Buffer, from: number, end: number, delimiter: number): void => {
  let i = from
  for (;;) {
    i = buf[i] === QUOTE && i < end ? quotedCell(sink, buf, i, end, delimiter) : plainCell(sink, buf, i, end, delimiter)
    if (i >= end) break
    putByte(sink, COMMA)
    i++
    if (i === end) break
  }
  putByte(sink, LF)
}

const cellEnd = (buf: Buffer, from: number, end: number, delimiter: number): number => {
  let i = from
  while (i < end && buf[i] !== delimiter) i++
  return i
}

const plainCell = (sink: ByteSink, buf: Buffer, from: number, end: number, delimiter: number): number => {
  const stop = cellEnd(buf, from, end, delimiter)
  putCell(sink, buf, from, stop)
  return stop
}

const quotedCell = (sink: ByteSink, buf: Buffer, from: number, end: number, delimiter: number): number => {
  const close = closingQuote(buf, from, end, true)
  if (close === -1) return plainCell(sink, buf, from, end, delimiter)
  if (close + 1 >= end || buf[close + 1] === delimiter) {
    putRange(sink, buf, from, close + 1)
    return close + 1
  }
  const stop = cellEnd(buf, close + 1, end, delimiter)
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
