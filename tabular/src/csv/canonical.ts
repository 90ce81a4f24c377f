import { createSink, putStub } from '../byte-sink.ts'
import { TabularError } from '../errors.ts'
import type { TableLimits } from '../limits.ts'
import { joinOwned, markBroken } from '../owned-bytes.ts'
import type { RowBlock, RowTrail } from '../rows.ts'
import { type RowSource, rewriteRow } from './rewrite-row.ts'
import { createRowScanner, type Dialect, isBlankRow, type RowScanner, scanRow } from './scan-row.ts'

const LF = 0x0a
const CR = 0x0d
const COMMA = 0x2c
/** Marks the template's example row; looked for in the first rows only, so that data never pays for it. */
export const EXAMPLE_MARK = '【示例】'
const EXAMPLE_ROWS = 5
const BLOCK = 1024 * 1024

export interface CanonicalOptions {
  readonly dialect: Dialect
  readonly limits: TableLimits
  readonly trail: RowTrail
  /** rows (blank ones not counted) to leave out at the start: title rows and the header */
  readonly skip: number
  readonly columns: number
  /** a file we wrote ourselves: see RowSource */
  readonly guarded?: boolean
  /** keep example rows (used when the header is looked for) */
  readonly keepExamples?: boolean
}

interface State {
  readonly options: CanonicalOptions
  skipped: number
  rows: number
  source: number
  /** inside a row too long to keep: drop bytes up to the next line end */
  dropping: boolean
}

/**
 * UTF-8 bytes of a CSV of any dialect → blocks of whole canonical rows. A clean row is not copied; others are
 * rewritten one by one. Blank rows vanish (the trail keeps the count), unreadable ones become stubs.
 * Input is re-cut into blocks of 1 MiB, so the output is the same however the bytes arrive.
 */
export async function* canonicalRows(
  source: AsyncIterable<Uint8Array>,
  options: CanonicalOptions,
): AsyncGenerator<RowBlock> {
  const state: State = { options, skipped: 0, rows: 0, source: 0, dropping: false }
  let work = Buffer.allocUnsafeSlow(BLOCK)
  let filled = 0
  for await (const chunk of source) {
    for (let off = 0; off < chunk.length; ) {
      const take = Math.min(work.length - filled, chunk.length - off)
      work.set(chunk.subarray(off, off + take), filled)
      filled += take
      off += take
      if (filled < work.length) continue
      const { block, rest } = cutRows(state, work, false)
      const fresh = Buffer.allocUnsafeSlow(BLOCK)
      fresh.set(rest)
      filled = rest.length
      work = fresh
      if (block.rows > 0) yield block
    }
  }
  const { block } = cutRows(state, work.subarray(0, filled), true)
  if (block.rows > 0) yield block
}

/** Canonical rows of a buffer held in memory, for looking at a file's first rows. */
export const canonicalSample = (
  bytes: Uint8Array,
  final: boolean,
  options: CanonicalOptions,
): RowBlock & { rest: number } => {
  const state: State = { options, skipped: 0, rows: 0, source: 0, dropping: false }
  const { block, rest } = cutRows(state, Buffer.from(bytes), final)
  return { ...block, rest: rest.length }
}

const cutRows = (state: State, buf: Buffer, final: boolean): { block: RowBlock; rest: Uint8Array } => {
  const { dialect, limits } = state.options
  const out = createOutput(buf)
  const scanner = createRowScanner(buf, dialect, final)
  const before = state.rows
  let pos = state.dropping ? dropRest(state, buf, 0) : 0
  while (pos < buf.length) {
    const scan = scanRow(scanner, pos)
    if (scan === 'clean' || scan === 'odd') {
      takeRow(state, out, pos, scanner, scan === 'odd')
      pos = scanner.next
    } else if (!final && buf.length - pos <= limits.rowBytes) break
    else {
      pos = giveUpRow(state, out, pos, scan === 'open_quote')
      scanner.quote = -1
    }
  }
  if (state.rows > limits.rows) throw new TabularError('too_many_rows', { detail: `> ${limits.rows}` })
  return { block: { bytes: markBroken(out.finish()), rows: state.rows - before }, rest: buf.subarray(pos) }
}

const takeRow = (state: State, out: Output, from: number, bounds: RowScanner, odd: boolean): void => {
  const { options } = state
  const { delimiter } = options.dialect
  state.source++
  const first = out.buf[from]!
  if ((from === bounds.end || first === delimiter || first <= 0x20) && isBlankRow(out.buf, from, bounds.end, delimiter))
    return
  if (state.skipped < options.skip) {
    state.skipped++
    return
  }
  if (state.rows < EXAMPLE_ROWS && !options.keepExamples && out.buf.subarray(from, bounds.end).includes(EXAMPLE_MARK)) {
    options.trail.warn({ code: 'example_row', row: state.source })
    return
  }
  options.trail.note(state.rows, state.source)
  state.rows++
  const guarded = options.guarded === true
  if (odd || guarded || delimiter !== COMMA) out.rewrite(from, { buf: out.buf, end: bounds.end, delimiter, guarded })
  else out.keep(from, bounds)
}

/** The row at `from` never ends within bounds: replace its first line by a stub and go on behind it. */
const giveUpRow = (state: State, out: Output, from: number, openQuote: boolean): number => {
  const { options } = state
  let stop = out.buf.indexOf(options.dialect.crEnds ? CR : LF, from)
  if (stop === -1) stop = out.buf.length
  state.source++
  const tooLong = stop - from > options.limits.rowBytes
  if (state.skipped < options.skip) state.skipped++
  else {
    options.trail.note(state.rows, state.source)
    options.trail.warn({ code: openQuote && !tooLong ? 'quote_unclosed' : 'row_too_long', row: state.source })
    state.rows++
    out.stub(out.buf.toString('utf8', from, Math.min(stop, from + 240)), options.columns)
  }
  if (stop < out.buf.length) return out.skipTo(stop + 1)
  state.dropping = true
  return out.skipTo(out.buf.length)
}

const dropRest = (state: State, buf: Buffer, from: number): number => {
  const stop = buf.indexOf(state.options.dialect.crEnds ? CR : LF, from)
  if (stop === -1) return buf.length
  state.dropping = false
  return stop + 1
}

type Output = ReturnType<typeof createOutput>

/** Collects rows. Kept rows stay in place in `buf` (moved down over dropped bytes), rewritten ones go beside it. */
const createOutput = (buf: Buffer) => {
  const parts: Uint8Array[] = []
  const sink = createSink(0)
  let segment = 0
  let at = 0
  let fresh = true
  const flushPlace = () => {
    if (at > segment) parts.push(buf.subarray(segment, at))
    fresh = true
  }
  const flushSink = () => {
    if (sink.length > 0) parts.push(joinOwned([sink.bytes.subarray(0, sink.length)]))
    sink.length = 0
  }
  return {
    buf,
    keep(from: number, bounds: RowScanner): void {
      flushSink()
      if (fresh) {
        segment = from
        at = from
        fresh = false
      }
      if (at !== from) buf.copyWithin(at, from, bounds.end)
      at += bounds.end - from
      // A last row without a line end has no room for one in place.
      if (bounds.next > bounds.end) buf[at++] = LF
      else {
        flushPlace()
        parts.push(Uint8Array.of(LF))
      }
    },
    rewrite(from: number, row: RowSource): void {
      if (!fresh) flushPlace()
      rewriteRow(sink, row, from)
    },
    stub(text: string, columns: number): void {
      if (!fresh) flushPlace()
      putStub(sink, text, columns)
    },
    skipTo: (next: number): number => next,
    finish(): Uint8Array {
      if (!fresh) flushPlace()
      flushSink()
      return parts.length === 1 ? parts[0]! : joinOwned(parts)
    },
  }
}
