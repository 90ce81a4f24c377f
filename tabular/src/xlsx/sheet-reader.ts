import { type ByteSink, createSink, isGuarded, putByte, putCell, putRange } from '../byte-sink.ts'
import { TabularError } from '../errors.ts'
import { type DateStyles, excelDate, numberText } from './cell-values.ts'
import { hasEscape, type SharedStrings } from './shared-strings.ts'
import { type ByteRange, findLetterAttribute } from './xml-attributes.ts'
import { decodeExcelEscapes } from './xml-entities.ts'
import { createXmlReader, type XmlReader, type XmlTag } from './xml-reader.ts'

export interface SheetContext {
  readonly shared: SharedStrings
  readonly dateStyles: DateStyles
  readonly date1904: boolean
  readonly cellBytes: number
}

/** A row as it was read; valid during `onRow` only. */
export interface SheetRow {
  /** 1-based, as Excel shows it */
  readonly number: number
  /** index behind the last cell that holds something */
  readonly width: number
  /** writes the first `width` cells as a canonical CSV row */
  put(sink: ByteSink, width: number): void
  isBlank(width: number): boolean
}

const MAX_COLUMNS = 16_384
const EMPTY = 0
const TEXT = 1
const SHARED = 2

const LETTER_R = 0x72
const LETTER_S = 0x73
const LETTER_T = 0x74

/** Reads a worksheet part and reports each row. Cells beyond `maxWidth` are not kept. */
export const createSheetReader = (
  context: SheetContext,
  maxWidth: number,
  onRow: (row: SheetRow) => void,
): XmlReader => {
  const cells = createRowCells(context, Math.min(maxWidth, MAX_COLUMNS))
  const value = createSink(4096)
  const range: ByteRange = { from: 0, to: 0 }
  let rowNumber = 0
  let column = -1
  let type = 'n'
  let style = 0
  let capture = false
  let inCell = false
  let phonetic = 0

  const openRow = (tag: XmlTag) => {
    rowNumber = findLetterAttribute(tag, LETTER_R, range) ? integerIn(tag.buf, range) : rowNumber + 1
    column = -1
    cells.reset()
  }
  const openCell = (tag: XmlTag) => {
    column = findLetterAttribute(tag, LETTER_R, range) ? columnIn(tag.buf, range) : column + 1
    if (column >= MAX_COLUMNS) throw new TabularError('xml_malformed', { row: rowNumber, detail: 'column' })
    style = findLetterAttribute(tag, LETTER_S, range) ? integerIn(tag.buf, range) : 0
    type = findLetterAttribute(tag, LETTER_T, range) ? typeIn(tag.buf, range) : 'n'
    value.length = 0
    inCell = true
  }

  return createXmlReader({
    open(name, tag) {
      if (name === 'c') openCell(tag)
      else if (name === 'v') capture = inCell
      else if (name === 't') capture = inCell && phonetic === 0
      else if (name === 'row') openRow(tag)
      else if (name === 'rPh') phonetic++
    },
    close(name) {
      if (name === 'v' || name === 't') capture = false
      else if (name === 'c') {
        inCell = false
        if (value.length > 0) cells.set(column, type, style, value)
      } else if (name === 'row')
        onRow({ number: rowNumber, width: cells.width(), put: cells.put, isBlank: cells.isBlank })
      else if (name === 'rPh') phonetic--
    },
    text(buf, from, to) {
      if (capture && value.length < context.cellBytes)
        putRange(value, buf, from, Math.min(to, from + context.cellBytes))
    },
  })
}

/** The cells of the row being read, by column, as ranges of one scratch buffer or numbers of shared strings. */
const createRowCells = (context: SheetContext, size: number) => {
  const kinds = new Uint8Array(size)
  const from = new Uint32Array(size)
  const to = new Uint32Array(size)
  const scratch = createSink(64 * 1024)
  let width = 0
  const setText = (column: number, text: string) => {
    from[column] = scratch.length
    const bytes = Buffer.from(text, 'utf8')
    putRange(scratch, bytes, 0, bytes.length)
    to[column] = scratch.length
    kinds[column] = TEXT
  }
  return {
    reset() {
      kinds.fill(EMPTY, 0, width)
      scratch.length = 0
      width = 0
    },
    width: () => width,
    set(column: number, type: string, style: number, value: ByteSink) {
      if (column >= size) return
      if (column >= width) width = column + 1
      if (type === 's') {
        kinds[column] = SHARED
        from[column] = integerIn(value.bytes, { from: 0, to: value.length })
      } else if (type === 'n' && (context.dateStyles[style] || !isShortInteger(value))) {
        const raw = value.bytes.toString('latin1', 0, value.length)
        setText(column, (context.dateStyles[style] && excelDate(Number(raw), context.date1904)) || numberText(raw))
      } else if (type === 'b') setText(column, value.bytes[0] === 0x31 ? '是' : '否')
      else if (hasEscape(value.bytes, value.length))
        setText(column, decodeExcelEscapes(value.bytes.toString('utf8', 0, value.length)))
      else {
        from[column] = scratch.length
        putRange(scratch, value.bytes, isGuarded(value.bytes, 0, value.length) ? 1 : 0, value.length)
        to[column] = scratch.length
        kinds[column] = TEXT
      }
    },
    put(sink: ByteSink, columns: number) {
      for (let i = 0; i < columns; i++) {
        if (i > 0) putByte(sink, 0x2c)
        if (i >= width) continue
        if (kinds[i] === SHARED) context.shared.put(sink, from[i]!)
        else if (kinds[i] === TEXT) putCell(sink, scratch.bytes, from[i]!, to[i]!)
      }
      putByte(sink, 0x0a)
    },
    isBlank(columns: number) {
      for (let i = 0; i < Math.min(columns, width); i++) {
        if (kinds[i] === SHARED && !context.shared.isBlank(from[i]!)) return false
        if (kinds[i] === TEXT) for (let k = from[i]!; k < to[i]!; k++) if (scratch.bytes[k]! > 0x20) return false
      }
      return true
    },
  }
}

/** Digits only and at most 15 of them: such a number is its own text. */
const isShortInteger = (value: ByteSink): boolean => {
  if (value.length > 15 || (value.length > 1 && value.bytes[0] === 0x30)) return false
  for (let i = 0; i < value.length; i++) if (value.bytes[i]! < 0x30 || value.bytes[i]! > 0x39) return false
  return true
}

const integerIn = (buf: Buffer, { from, to }: ByteRange): number => {
  let n = 0
  for (let i = from; i < to; i++) {
    const digit = buf[i]! - 0x30
    if (digit < 0 || digit > 9) break
    n = n * 10 + digit
  }
  return n
}

/** `AB12` → 27 */
const columnIn = (buf: Buffer, { from, to }: ByteRange): number => {
  let n = 0
  for (let i = from; i < to; i++) {
    const letter = (buf[i]! | 0x20) - 0x60
    if (letter < 1 || letter > 26) break
    n = n * 26 + letter
  }
  return n - 1
}

const TYPES = ['n', 's', 'b', 'e', 'str', 'inlineStr', 'd']
const typeIn = (buf: Buffer, { from, to }: ByteRange): string => {
  if (to - from === 1) {
    const c = buf[from]
    return c === 0x73 ? 's' : c === 0x62 ? 'b' : c === 0x65 ? 'e' : c === 0x64 ? 'd' : 'n'
  }
  const type = buf.toString('latin1', from, to)
  return TYPES.includes(type) ? type : 'n'
}
