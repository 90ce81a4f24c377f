import { type ByteSink, createSink, isGuarded, putCell, putRange, putText } from '../byte-sink.ts'
import { TabularError } from '../errors.ts'
import type { TableLimits } from '../limits.ts'
import { decodeExcelEscapes } from './xml-entities.ts'
import { createXmlReader } from './xml-reader.ts'

/** The workbook's strings as ready-made CSV cells in one byte arena: millions of them cost their text, not objects. */
export interface SharedStrings {
  readonly count: number
  /** appends string `index` to the sink as a canonical CSV cell; nothing when there is no such string */
  put(sink: ByteSink, index: number): void
  isBlank(index: number): boolean
}

export const NO_STRINGS: SharedStrings = { count: 0, put: () => {}, isBlank: () => true }

export const readSharedStrings = async (part: AsyncIterable<Buffer>, limits: TableLimits): Promise<SharedStrings> => {
  const arena = createSink(1024 * 1024)
  const item = createSink(4096)
  let offsets = new Uint32Array(1024)
  let count = 0
  let collecting = false
  let phonetic = 0
  const close = () => {
    if (count + 2 > offsets.length) {
      const grown = new Uint32Array(offsets.length * 2)
      grown.set(offsets)
      offsets = grown
    }
    const length = Math.min(item.length, limits.cellBytes)
    if (hasEscape(item.bytes, length)) putText(arena, decodeExcelEscapes(item.bytes.toString('utf8', 0, length)))
    else putCell(arena, item.bytes, isGuarded(item.bytes, 0, length) ? 1 : 0, length)
    offsets[++count] = arena.length
    item.length = 0
    if (count > limits.sharedStrings || arena.length > limits.sharedStringBytes)
      throw new TabularError('shared_strings_too_large')
  }
  const reader = createXmlReader({
    open(name) {
      if (name === 't') collecting = phonetic === 0
      else if (name === 'rPh') phonetic++
    },
    close(name) {
      if (name === 't') collecting = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si') close()
    },
    text(buf, from, to) {
      if (collecting && item.length <= limits.cellBytes) putRange(item, buf, from, to)
    },
  })
  for await (const chunk of part) reader.push(chunk)
  reader.end()
  return {
    count,
    put(sink, index) {
      if (index < count) putRange(sink, arena.bytes, offsets[index]!, offsets[index + 1]!)
    },
    isBlank: (index) => index >= count || isBlank(arena.bytes, offsets[index]!, offsets[index + 1]!),
  }
}

/** True when the text may hold an `_x000D_` escape. */
export const hasEscape = (bytes: Buffer, length: number): boolean => {
  for (let i = 0; i + 6 < length; i++)
    if (bytes[i] === 0x5f && bytes[i + 1] === 0x78 && bytes[i + 6] === 0x5f) return true
  return false
}

const isBlank = (bytes: Buffer, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if (bytes[i]! > 0x20 && bytes[i] !== 0x22) return false
  return true
}
