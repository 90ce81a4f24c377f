import type { RowScanner } from './csv-scan.ts'
import { isPlaceholder } from './fold.ts'
import { createFolded, foldBytes, foldedText, hashFolded } from './fold-bytes.ts'
import { createRecordView } from './heap-record.ts'
import { FLAG, STRIDE, WORD } from './index-format.ts'
import type { RegisterSource } from './register-builder.ts'
import type { Parts } from './register-finish.ts'
import type { RegisterFileKind } from './register-words.ts'
import { dayOf } from './register-words.ts'

const LIST_FLAG: Readonly<Record<RegisterFileKind, number>> = {
  register: 0,
  cancelled: FLAG.listCancelled,
  revoked: FLAG.listRevoked,
  abnormal: FLAG.listAbnormal,
  serious: FLAG.listSerious,
}

/** Column numbers as plain fields for the hot loop, -1 = not there. */
export interface Columns {
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

export function columnsOf({ mapping: m, kind }: RegisterSource, addresses: boolean): Columns {
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

/**
 * Writes the row's fields into the entry; an empty cell leaves what an earlier row said. A list is about standing: its
 * texts (often a former name) fill gaps only, so that the order of files does not decide what an operator is called.
 */
export function fill(
  parts: Parts,
  entry: number,
  fresh: boolean,
  bytes: Uint8Array,
  row: RowScanner,
  columns: Columns,
): void {
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
export function daysOf(bytes: Uint8Array, row: RowScanner, columns: Columns, before: number): number {
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
