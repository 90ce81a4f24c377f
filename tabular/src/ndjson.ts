import { type ByteSink, createSink, putByte, putStub, putText, takeBytes } from './byte-sink.ts'
import { TabularError } from './errors.ts'
import { headerScore, type KnownColumn } from './header.ts'
import type { TableLimits } from './limits.ts'
import type { RowBlock, RowTrail } from './rows.ts'

const LF = 0x0a
const BLOCK = 1024 * 1024
const SAMPLE_LINES = 1_000

/** The keys of the first lines in order of appearance: NDJSON has no header of its own. */
export const ndjsonHeader = (sample: string, limits: TableLimits, columns?: readonly KnownColumn[]): string[] => {
  const keys = new Set<string>()
  let objects = 0
  for (const line of sample.split('\n').slice(0, SAMPLE_LINES)) {
    const value = parseObject(line)
    if (!value) continue
    objects++
    for (const key of Object.keys(value)) keys.add(key)
    if (keys.size > limits.columns) throw new TabularError('too_many_columns', { detail: `> ${limits.columns}` })
  }
  if (objects === 0) throw new TabularError('json_not_ndjson', { row: 1 })
  const header = [...keys]
  if (headerScore(header, columns) === 0)
    throw new TabularError('header_not_found', { row: 1, detail: header.join(',').slice(0, 60) })
  return header
}

const parseObject = (line: string): Record<string, unknown> | undefined => {
  if (!line.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/**
 * A JSON value as a cell. A number beyond 15 digits has lost some of them in most programs that wrote it, so it is
 * written in scientific notation, which is no valid code. A nested value gives undefined.
 */
const cellOf = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Math.abs(value) >= 1e15 ? value.toExponential() : String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return undefined
}

export async function* ndjsonBlocks(
  utf8: AsyncIterable<Uint8Array>,
  header: readonly string[],
  limits: TableLimits,
  trail: RowTrail,
): AsyncGenerator<RowBlock> {
  const sink = createSink(BLOCK)
  const keys = new Set(header)
  let rows = 0
  let given = 0
  let source = 0
  let newKey = false
  for await (const line of lines(utf8, limits.rowBytes)) {
    source++
    if (line === '') continue
    const value = line === null ? undefined : parseObject(line)
    if (value && header.every((key) => value[key] === undefined || value[key] === null || value[key] === '')) continue
    trail.note(rows++, source)
    if (rows > limits.rows) throw new TabularError('too_many_rows', { detail: `> ${limits.rows}` })
    if (!value) {
      trail.warn({ code: line === null ? 'row_too_long' : 'ndjson_broken', row: source })
      putStub(sink, line ?? '…', header.length)
    } else {
      if (!putObject(sink, value, header, line!)) trail.warn({ code: 'ndjson_nested', row: source })
      if (!newKey && Object.keys(value).some((key) => !keys.has(key))) {
        newKey = true
        trail.warn({ code: 'ndjson_new_key', row: source })
      }
    }
    if (sink.length >= BLOCK) {
      yield { bytes: takeBytes(sink), rows: rows - given }
      given = rows
    }
  }
  if (rows > given) yield { bytes: takeBytes(sink), rows: rows - given }
}

const putObject = (
  sink: ByteSink,
  value: Record<string, unknown>,
  header: readonly string[],
  line: string,
): boolean => {
  const cells = header.map((key) => cellOf(Object.hasOwn(value, key) ? value[key] : undefined))
  if (cells.includes(undefined)) {
    putStub(sink, line, header.length)
    return false
  }
  for (const [index, cell] of cells.entries()) {
    if (index > 0) putByte(sink, 0x2c)
    putText(sink, cell!)
  }
  putByte(sink, LF)
  return true
}

/** Lines without their ends; null for one longer than `max` bytes, which is dropped while it streams by. */
async function* lines(source: AsyncIterable<Uint8Array>, max: number): AsyncGenerator<string | null> {
  let carry: Uint8Array[] = []
  let carried = 0
  let tooLong = false
  const close = (last: Uint8Array): string | null => {
    const text =
      tooLong || carried + last.length > max
        ? null
        : Buffer.concat([...carry, last])
            .toString('utf8')
            .trim()
    carry = []
    carried = 0
    tooLong = false
    return text
  }
  for await (const chunk of source) {
    let from = 0
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      yield close(chunk.subarray(from, at))
      from = at + 1
    }
    const rest = chunk.subarray(from)
    carried += rest.length
    if (carried > max) {
      tooLong = true
      carry = []
    } else if (rest.length > 0) carry.push(Uint8Array.from(rest))
  }
  if (carried > 0) yield close(new Uint8Array(0))
}
