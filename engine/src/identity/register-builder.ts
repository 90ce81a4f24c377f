import type { RegisterField } from '@redbridge/contract'
import { createRowScanner, ROW, type RowScanner, scanRow, unescapeRow } from './csv-scan.ts'
import { isPlaceholder } from './fold.ts'
import { createFolded, foldBytes, foldedText } from './fold-bytes.ts'
import { createHeapWriter } from './heap-record.ts'
import { FLAG, STRIDE, WORD } from './index-format.ts'
import { createInterner } from './intern.ts'
import { insertCode, insertNumber, probeCode, probeNumber, tableSize } from './open-table.ts'
import { packed } from './pack-code.ts'
import { IDENTIFIER, identifier, readIdentifier } from './read-identifier.ts'
import { type Columns, columnsOf, daysOf, fill } from './register-fill.ts'
import { finishIndex, type Parts } from './register-finish.ts'
import type { RegisterIndex } from './register-index.ts'
import { listedOf, type RegisterFileKind, statusOf } from './register-words.ts'

/** Which column of the file holds which field, from 0. */
export type RegisterMapping = Partial<Record<RegisterField, number>>

export interface RegisterSource {
  readonly kind: RegisterFileKind
  readonly mapping: RegisterMapping
  /** columns of the file's header; rows with another number are counted as ragged and read as far as they go */
  readonly columns: number
}

export interface RegisterIndexBuilder {
  /** Adds whole rows of canonical CSV (UTF-8, no header). Later rows override earlier ones field by field, by code. */
  add(bytes: Uint8Array, source: RegisterSource): void
  /** Makes the index; the builder is empty afterwards. */
  build(): RegisterIndex
  /** rows read so far by kind of file, and `unusable` ones (no code, no number, no name) */
  readonly rows: Record<string, number>
}

export interface RegisterBuildOptions {
  /** date of the register data, `YYYY-MM-DD` */
  readonly asOf: string
  /** two-digit province codes the register covers; leave out when it covers all */
  readonly coverage?: readonly string[]
  /** keep addresses (about 60 bytes an entry); they serve evidence and area agreement. Default true. */
  readonly addresses?: boolean
}

/**
 * Builds a register index from register extracts and lists, in any order: a list's word stands over the status column of
 * a register extract read before or after it.
 *
 * @example
 * const builder = createRegisterIndexBuilder({ asOf: '2025-06-30' })
 * builder.add(bytes, { kind: 'register', mapping: { uscc: 1, name: 0 }, columns: 9 })
 * const index = builder.build()
 */
export function createRegisterIndexBuilder(options: RegisterBuildOptions): RegisterIndexBuilder {
  let parts = createParts()
  const rows: Record<string, number> = {
    register: 0,
    cancelled: 0,
    revoked: 0,
    abnormal: 0,
    serious: 0,
    unusable: 0,
    ragged: 0,
  }
  const scanners = new Map<number, RowScanner>()
  const add = (bytes: Uint8Array, source: RegisterSource) => {
    const row = scanners.get(source.columns) ?? createRowScanner(source.columns)
    scanners.set(source.columns, row)
    const columns = columnsOf(source, options.addresses ?? true)
    for (let at = 0; at < bytes.length; ) {
      at = scanRow(bytes, at, row)
      if (row.rowEnd === row.rowStart) continue
      if (row.cells !== source.columns) rows.ragged!++
      for (let k = row.cells; k < source.columns; k++) row.start[k] = row.end[k] = 0
      const cells = (row.flags & ROW.escaped) === 0 ? bytes : unescapeRow(bytes, row)
      rows[addRow(parts, cells, row, columns) ? source.kind : 'unusable']!++
    }
  }
  const build = () => {
    const index = finishIndex(parts, {
      asOf: options.asOf,
      ...(options.coverage && { coverage: options.coverage }),
      rows,
    })
    parts = createParts()
    return index
  }
  return { add, build, rows }
}

function createParts(): Parts {
  const areas = createInterner((province, city) => `${clean(province)}\t${clean(city)}`)
  areas.id(new Uint8Array(0), 0, 0, 0, 0) // area 0 = not given
  return {
    count: 0,
    entries: new Int32Array(1024 * STRIDE),
    codeTable: new Int32Array(2048),
    regCount: 0,
    regNos: new Float64Array(64),
    regEntries: new Int32Array(64),
    regTable: new Int32Array(128),
    heap: createHeapWriter(),
    areas,
    statuses: createInterner((status) => statusOf(status)),
    listed: createInterner((text) => listedOf(text)),
    pending: [],
  }
}

const clean = (text: string): string => text.replace(/[\t\r\n]/g, ' ').trim()

const folded = createFolded()

/** Adds one row; false when it names nobody. */
function addRow(parts: Parts, bytes: Uint8Array, row: RowScanner, columns: Columns): boolean {
  let kind: number = IDENTIFIER.none
  if (columns.uscc >= 0) kind = readIdentifier(bytes, row.start[columns.uscc]!, row.end[columns.uscc]!)
  const { w0, w1, w2 } = packed
  const irregular = kind === IDENTIFIER.code && (packed.sum31 !== 0 || !packed.org)
  let regNo = kind === IDENTIFIER.regNo ? identifier.regNo : -1
  if (columns.regNo >= 0 && readRegNo(bytes, row, columns.regNo)) regNo = identifier.regNo
  if (kind === IDENTIFIER.code) {
    let entry = probeCode(parts.codeTable, parts.entries, w0, w1, w2)
    let fresh = false
    if (entry < 0) {
      const known = uncodedEntry(parts, regNo)
      fresh = known < 0
      entry = fresh ? newEntry(parts) : known
      const at = entry * STRIDE
      parts.entries[at] = w0
      parts.entries[at + 1] = w1
      parts.entries[at + 2] = w2
      parts.entries[at + WORD.flags]! |= FLAG.coded | (irregular ? FLAG.irregular : 0)
      addCode(parts, entry)
    }
    if (regNo >= 0) addRegNo(parts, regNo, entry)
    fill(parts, entry, fresh, bytes, row, columns)
    return true
  }
  if (regNo >= 0) {
    const position = probeNumber(parts.regTable, parts.regNos, regNo)
    const entry = position < 0 ? newEntry(parts) : parts.regEntries[position]!
    if (position < 0) addRegNo(parts, regNo, entry)
    fill(parts, entry, position < 0, bytes, row, columns)
    if (position < 0 && columns.list !== 0) addPending(parts, entry, bytes, row, columns)
    return true
  }
  return addNamed(parts, bytes, row, columns)
}

/** A row with a name only: an entry of its own in a register, a word about an entry found at the end in a list. */
function addNamed(parts: Parts, bytes: Uint8Array, row: RowScanner, columns: Columns): boolean {
  if (columns.name < 0) return false
  foldBytes(bytes, row.start[columns.name]!, row.end[columns.name]!, folded)
  const text = foldedText(folded)
  if (isPlaceholder(text)) return false
  if (columns.list === 0) {
    fill(parts, newEntry(parts), true, bytes, row, columns)
    return true
  }
  parts.pending.push({ name: text, own: -1, flag: columns.list, days: daysOf(bytes, row, columns, 0) })
  return true
}

/** The entry of a registration number that no code is known for yet: an earlier row of the same business. */
function uncodedEntry(parts: Parts, regNo: number): number {
  const position = regNo < 0 ? -1 : probeNumber(parts.regTable, parts.regNos, regNo)
  if (position < 0) return -1
  const entry = parts.regEntries[position]!
  return (parts.entries[entry * STRIDE + WORD.flags]! & FLAG.coded) === 0 ? entry : -1
}

/** A list row under a registration number that no register row has given so far speaks of the name's bearer too. */
function addPending(parts: Parts, own: number, bytes: Uint8Array, row: RowScanner, columns: Columns): void {
  if (columns.name < 0) return
  foldBytes(bytes, row.start[columns.name]!, row.end[columns.name]!, folded)
  const name = foldedText(folded)
  if (!isPlaceholder(name)) parts.pending.push({ name, own, flag: columns.list, days: daysOf(bytes, row, columns, 0) })
}

function readRegNo(bytes: Uint8Array, row: RowScanner, column: number): boolean {
  const from = row.start[column]!
  const to = row.end[column]!
  if (to - from < 15) return false
  return readIdentifier(bytes, from, to) === IDENTIFIER.regNo
}

function newEntry(parts: Parts): number {
  if ((parts.count + 1) * STRIDE > parts.entries.length) {
    const grown = new Int32Array(parts.entries.length * 2)
    grown.set(parts.entries)
    parts.entries = grown
  }
  return parts.count++
}

function addCode(parts: Parts, entry: number): void {
  const { entries } = parts
  if (parts.count * 2 > parts.codeTable.length) {
    parts.codeTable = new Int32Array(parts.codeTable.length * 4)
    for (let e = 0; e < parts.count; e++) {
      const at = e * STRIDE
      if ((entries[at + WORD.flags]! & FLAG.coded) !== 0)
        insertCode(parts.codeTable, e, entries[at]!, entries[at + 1]!, entries[at + 2]!)
    }
    return
  }
  const at = entry * STRIDE
  insertCode(parts.codeTable, entry, entries[at]!, entries[at + 1]!, entries[at + 2]!)
}

function addRegNo(parts: Parts, regNo: number, entry: number): void {
  if (probeNumber(parts.regTable, parts.regNos, regNo) >= 0) return
  if (parts.regCount === parts.regNos.length) {
    const numbers = new Float64Array(parts.regCount * 2)
    numbers.set(parts.regNos)
    const owners = new Int32Array(parts.regCount * 2)
    owners.set(parts.regEntries)
    parts.regNos = numbers
    parts.regEntries = owners
    parts.regTable = new Int32Array(tableSize(parts.regCount * 2))
    for (let i = 0; i < parts.regCount; i++) insertNumber(parts.regTable, i, numbers[i]!)
  }
  parts.regNos[parts.regCount] = regNo
  parts.regEntries[parts.regCount] = entry
  insertNumber(parts.regTable, parts.regCount++, regNo)
}
