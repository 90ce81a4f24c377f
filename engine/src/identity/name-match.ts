import { KIND, TIER } from './bits.ts'
import { createFolded, foldBytes, formNotes, sameFolded } from './fold-bytes.ts'
import { createRecordView, HEAP_UNIT, readRecord } from './heap-record.ts'
import { effectiveStatus, FLAG, isAbnormal, isSerious, STATUS, STRIDE, WORD } from './index-format.ts'
import { findFolded, type IndexTables, type RegisterIndex } from './register-index.ts'
import type { Verdict } from './verdict.ts'

/** How a reported name stands to a register entry's. */
export const NAME = { differs: 0, agrees: 1, silent: 2 } as const

const reported = createFolded()
const registered = createFolded()
const record = createRecordView()
/** The first two characters of an individual business's code, 92, lead its first packed word. */
const INDIVIDUAL = 9 * 36 + 2

/**
 * Compares the name cell with the entry's, adding NOTE bits of form differences to the verdict. `silent` = the register
 * holds no name. An individual business may be reported under its operator's own name.
 */
export function compareName(
  t: IndexTables,
  entry: number,
  b: Uint8Array,
  from: number,
  to: number,
  v: Verdict,
): number {
  const at = entry * STRIDE
  if ((t.entries[at + WORD.flags]! & FLAG.nameless) !== 0) return NAME.silent
  const heap = t.heap
  let i = (t.entries[at + WORD.heap]! >>> 0) * HEAP_UNIT
  let length = heap[i++]!
  if (length >= 0x80) length = (length & 127) | (heap[i++]! << 7)
  if (length === to - from) {
    let k = 0
    while (k < length && heap[i + k] === b[from + k]) k++
    if (k === length) return NAME.agrees
  }
  foldBytes(b, from, to, reported)
  foldBytes(heap, i, i + length, registered)
  if (sameFolded(reported, registered)) {
    v.notes |= formNotes(b, from, to, heap, i, i + length)
    return NAME.agrees
  }
  const individual = Math.floor((t.entries[at]! >>> 0) / 1679616) === INDIVIDUAL
  return individual && representativeIs(t, entry, reported) ? NAME.agrees : NAME.differs
}

function representativeIs(t: IndexTables, entry: number, name: typeof reported): boolean {
  readRecord(t.heap, (t.entries[entry * STRIDE + WORD.heap]! >>> 0) * HEAP_UNIT, record)
  if (record.to[1]! - record.from[1]! < 2) return false
  foldBytes(record.bytes, record.from[1]!, record.to[1]!, registered)
  return sameFolded(name, registered)
}

/** True when the cell's representative is the entry's; an empty cell or entry agrees with nothing. */
export function sameRepresentative(t: IndexTables, entry: number, b: Uint8Array, from: number, to: number): boolean {
  if (to - from < 2) return false
  foldBytes(b, from, to, reported)
  return reported.length > 1 && representativeIs(t, entry, reported)
}

const NEUTRAL = FLAG.coded | FLAG.irregular | FLAG.nameless | FLAG.registered

/** Adds the kinds that the register's word on the entry amounts to. */
export function addStanding(t: IndexTables, entry: number, v: Verdict): void {
  const flags = t.entries[entry * STRIDE + WORD.flags]!
  if ((flags & ~NEUTRAL) === 0) return
  const status = effectiveStatus(flags)
  if (status === STATUS.cancelled) v.kinds |= KIND.cancelled
  else if (status === STATUS.revoked) v.kinds |= KIND.revoked
  if (isSerious(flags)) v.kinds |= KIND.serious_violation
  if (isAbnormal(flags)) v.kinds |= KIND.abnormal_operation
}

/** What besides the name may single out one of several entries. */
export interface NameHints {
  readonly bytes: Uint8Array
  readonly nameFrom: number
  readonly nameTo: number
  readonly repFrom: number
  readonly repTo: number
  readonly addressFrom: number
  readonly addressTo: number
}

const MOST = 64
const found: number[] = []

/**
 * Finds the entry that bears the reported name: the only one, or the only one whose area or representative agrees too.
 * Sets entry and tier; returns how many entries bear the name (0 none, above 1 and entry -1: ambiguous).
 */
export function matchByName(index: RegisterIndex, hints: NameHints, v: Verdict): number {
  const { tables } = index
  const { bytes } = hints
  foldBytes(bytes, hints.nameFrom, hints.nameTo, reported)
  if (reported.length < 2) return 0
  const count = findFolded(tables, reported, found, MOST)
  if (count === 0) return 0
  const here = found.slice(0, count)
  const inArea = hints.addressTo > hints.addressFrom ? here.filter((e) => areaAgrees(index, e, hints)) : []
  if (inArea.length === 1) return settle(v, inArea[0]!, TIER.name_and_area, count)
  const byPerson = here.filter((e) => sameRepresentative(tables, e, bytes, hints.repFrom, hints.repTo))
  if (byPerson.length === 1) return settle(v, byPerson[0]!, TIER.name_and_representative, count)
  return count === 1 ? settle(v, here[0]!, TIER.name_unique, count) : count
}

function settle(v: Verdict, entry: number, tier: number, count: number): number {
  v.entry = entry
  v.tier = tier
  return count
}

/** The reported address names the entry's city (or district), or its province where the register gives no city. */
function areaAgrees(index: RegisterIndex, entry: number, { bytes, addressFrom, addressTo }: NameHints): boolean {
  const { province, city } = index.entry(entry)
  const address = Buffer.from(bytes.buffer, bytes.byteOffset + addressFrom, addressTo - addressFrom).toString()
  const place = (city || province).replace(/(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|区|县)$/, '')
  return place.length >= 2 && address.includes(place)
}
