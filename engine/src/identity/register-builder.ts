import type { RegisterField } from '@redbridge/contract'
import { createRowScanner, ROW, type RowScanner, scanRow, unescapeRow } from './csv-scan.ts'
import { isPlaceholder } from './fold.ts'
import { createFolded, foldBytes, foldedText, hashFolded } from './fold-bytes.ts'
import { createHeapWriter, createRecordView } from './heap-record.ts'
import { FLAG, STRIDE, WORD } from './index-format.ts'
import { createInterner } from './intern.ts'
import { insertCode, insertNumber, probeCode, probeNumber, tableSize } from './open-table.ts'
import { packed } from './pack-code.ts'
import { IDENTIFIER, identifier, readIdentifier } from './read-identifier.ts'
import { finishIndex, type Parts } from './register-finish.ts'
import type { RegisterIndex } from './register-index.ts'
import { dayOf, listedOf, type RegisterFileKind, statusOf } from './register-words.ts'

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

const LIST_FLAG: Readonly<Record<RegisterFileKind, number>> = {
  register: 0,
  cancelled: FLAG.listCancelled,
  revoked: FLAG.listRevoked,
  abnormal: FLAG.listAbnormal,
  serious: FLAG.listSerious,
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

/** Column numbers as plain fields for the hot loop, -1 = not there. */
interface Columns {
  readonly uscc: number
  readonly regNo: number
  readonly name: number
  readonly representative: number
  readonly address: number
  readonly reason: number
  readonly status: number
  readonly statusDate: number
  readonly abnormal: number
  readonly serious: number
  readonly province: number
  readonly city: number
  readonly listedDate: number
  readonly list: number
}

function columnsOf({ mapping: m, kind }: RegisterSource, addresses: boolean): Columns {
  return {
    uscc: m.uscc ?? -1,
    regNo: m.regNo ?? -1,
    name: m.name ?? -1,
    representative: m.representative ?? -1,
    address: addresses ? (m.address ?? -1) : -1,
    reason: m.listedReason ?? -1,
    status: m.status ?? -1,
    statusDate: m.statusDate ?? -1,
    abnormal: m.abnormal ?? -1,
    serious: m.serious ?? -1,
    province: m.province ?? -1,
    city: m.city ?? -1,
    listedDate: m.listedDate ?? -1,
    list: LIST_FLAG[kind],
  }
}

const folded = createFolded()
const old = createRecordView()

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

/**
 * Writes the row's fields into the entry; an empty cell leaves what an earlier row said. A list is about standing: its
 * texts (often a former name) fill gaps only, so that the order of files does not decide what an operator is called.
 */
function fill(parts: Parts, entry: number, fresh: boolean, bytes: Uint8Array, row: RowScanner, columns: Columns): void {
  const { entries } = parts
  const at = entry * STRIDE
  if (!fresh) parts.heap.read(entries[at + WORD.heap]!, old)
  const flags = entries[at + WORD.flags]!
  const gaps = columns.list !== 0 && !fresh && (flags & FLAG.registered) !== 0
  setText(parts, 0, bytes, row, columns.name, fresh, gaps && (flags & FLAG.nameless) === 0)
  setText(parts, 1, bytes, row, columns.representative, fresh, gaps)
  setText(parts, 2, bytes, row, columns.address, fresh, gaps)
  setText(parts, 3, bytes, row, columns.reason, fresh, false)
  entries[at + WORD.heap] = parts.heap.write()
  entries[at + WORD.days] = daysOf(bytes, row, columns, entries[at + WORD.days]!)
  if (!gaps || entries[at + WORD.area] === 0) setArea(parts, at, bytes, row, columns)
  setFlags(parts, at, bytes, row, columns)
  if (fresh || nonEmpty(row, columns.name)) setNameHash(parts, at)
}

function setText(
  parts: Parts,
  k: number,
  bytes: Uint8Array,
  row: RowScanner,
  column: number,
  fresh: boolean,
  keep: boolean,
): void {
  const text = parts.heap.texts[k]!
  if (nonEmpty(row, column) && !(keep && old.to[k]! > old.from[k]!)) {
    text.bytes = bytes
    text.from = row.start[column]!
    text.to = row.end[column]!
  } else if (fresh) text.from = text.to = 0
  else {
    text.bytes = old.bytes
    text.from = old.from[k]!
    text.to = old.to[k]!
  }
}

const nonEmpty = (row: RowScanner, column: number): boolean => column >= 0 && row.end[column]! > row.start[column]!

/** Status day in the low half, listing day in the high half. */
function daysOf(bytes: Uint8Array, row: RowScanner, columns: Columns, before: number): number {
  const read = (column: number) => (column < 0 ? 0 : dayOf(bytes, row.start[column]!, row.end[column]!))
  const listed = read(columns.listedDate)
  const status = read(columns.statusDate)
  const standing = (columns.list & (FLAG.listCancelled | FLAG.listRevoked)) !== 0
  const statusDay = (standing ? status || listed : columns.list === 0 ? status : 0) || before & 0xffff
  const listedDay = (standing ? 0 : listed || (columns.list === 0 ? 0 : status)) || before >>> 16
  return statusDay | (listedDay << 16)
}

function setArea(parts: Parts, at: number, bytes: Uint8Array, row: RowScanner, { province, city }: Columns): void {
  const a = nonEmpty(row, province)
  const b = nonEmpty(row, city)
  if (!a && !b) return
  const from = a ? row.start[province]! : 0
  const from2 = b ? row.start[city]! : 0
  parts.entries[at + WORD.area] = parts.areas.id(bytes, from, a ? row.end[province]! : 0, from2, b ? row.end[city]! : 0)
}

function setFlags(parts: Parts, at: number, bytes: Uint8Array, row: RowScanner, columns: Columns): void {
  let flags = parts.entries[at + WORD.flags]! | columns.list
  if (columns.list === 0) {
    flags |= FLAG.registered
    if (nonEmpty(row, columns.status))
      flags = (flags & ~FLAG.status) | parts.statuses.values[idOf(parts.statuses, bytes, row, columns.status)]!
    if (columns.abnormal >= 0)
      flags =
        (flags & ~FLAG.abnormal) |
        (parts.listed.values[idOf(parts.listed, bytes, row, columns.abnormal)] ? FLAG.abnormal : 0)
    if (columns.serious >= 0)
      flags =
        (flags & ~FLAG.serious) |
        (parts.listed.values[idOf(parts.listed, bytes, row, columns.serious)] ? FLAG.serious : 0)
  }
  parts.entries[at + WORD.flags] = flags
}

const idOf = (
  interner: { id(b: Uint8Array, f: number, t: number, f2: number, t2: number): number },
  bytes: Uint8Array,
  row: RowScanner,
  column: number,
): number => interner.id(bytes, row.start[column]!, row.end[column]!, 0, 0)

function setNameHash(parts: Parts, at: number): void {
  const { bytes, from, to } = parts.heap.texts[0]!
  foldBytes(bytes, from, to, folded)
  const nameless = folded.length < 10 || folded.units[0] === 42 ? isPlaceholder(foldedText(folded)) : false
  const flags = parts.entries[at + WORD.flags]!
  parts.entries[at + WORD.flags] = nameless ? flags | FLAG.nameless : flags & ~FLAG.nameless
  parts.entries[at + WORD.nameHash] = nameless ? 0 : hashFolded(folded)
}
