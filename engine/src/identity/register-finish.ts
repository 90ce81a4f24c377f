import { createFolded, foldBytes } from './fold-bytes.ts'
import type { HeapWriter } from './heap-record.ts'
import {
  FLAG,
  FORMAT_VERSION,
  type Layout,
  MAGIC,
  type RegisterIndexMeta,
  SECTIONS,
  type Section,
  STRIDE,
  WORD,
} from './index-format.ts'
import type { Interner } from './intern.ts'
import { insertCode, insertNumber, tableSize } from './open-table.ts'
import { findFolded, type IndexTables, openRegisterIndex, type RegisterIndex, regNoOf } from './register-index.ts'

/** What the builder gathers. */
export interface Parts {
  count: number
  entries: Int32Array
  codeTable: Int32Array
  regCount: number
  regNos: Float64Array
  regEntries: Int32Array
  regTable: Int32Array
  readonly heap: HeapWriter
  readonly areas: Interner<string>
  readonly statuses: Interner<number>
  readonly listed: Interner<boolean>
  /** list rows without a code: they speak of whoever bears the name */
  readonly pending: { name: string; own: number; flag: number; days: number }[]
}

type Meta = Pick<RegisterIndexMeta, 'asOf' | 'coverage' | 'rows'>

const ALIGN = 64
const aligned = (n: number): number => Math.ceil(n / ALIGN) * ALIGN

/** Lays the gathered parts out in one shared buffer and opens it. */
export function finishIndex(parts: Parts, meta: Meta): RegisterIndex {
  const slots = tableSize(parts.count)
  const regSlots = parts.regCount === 0 ? 0 : tableSize(parts.regCount)
  const areas = Buffer.from(parts.areas.values.join('\n'))
  const sizes: Record<Section, number> = {
    entries: parts.count * STRIDE * 4,
    next: parts.count * 4,
    codeTable: slots * 4,
    nameTable: slots * 4,
    regNos: parts.regCount * 8,
    regEntries: parts.regCount * 4,
    regTable: regSlots * 4,
    areas: areas.length,
    heap: parts.heap.length() + 16,
  }
  const sections = layOut(sizes)
  const buffer = new SharedArrayBuffer(sections.heap[0] + aligned(sections.heap[1]))
  writeHead(buffer, { meta: { version: FORMAT_VERSION, ...meta, entries: parts.count }, sections })
  const { tables } = openRegisterIndex(buffer)
  copyParts(parts, tables)
  new Uint8Array(buffer, ...sections.areas).set(areas)
  linkNames(tables, parts.count)
  const rows = { ...meta.rows, unresolved: applyPending(parts, tables) }
  writeHead(buffer, { meta: { version: FORMAT_VERSION, ...meta, rows, entries: parts.count }, sections })
  return openRegisterIndex(buffer)
}

/** Bytes kept for the head: magic, version, length, JSON. */
const HEAD = 8192

function layOut(sizes: Record<Section, number>): Record<Section, [number, number]> {
  const sections = {} as Record<Section, [number, number]>
  let offset = HEAD
  for (const name of SECTIONS) {
    sections[name] = [offset, sizes[name]]
    offset = aligned(offset + sizes[name])
  }
  return sections
}

function writeHead(buffer: SharedArrayBuffer, layout: Layout): void {
  const json = Buffer.from(JSON.stringify(layout))
  if (json.length > HEAD - 16) throw new Error('register index: description too long')
  const view = new DataView(buffer)
  view.setUint32(0, MAGIC)
  view.setUint32(4, FORMAT_VERSION)
  view.setUint32(8, json.length)
  new Uint8Array(buffer).set(json, 16)
}

function copyParts(parts: Parts, tables: IndexTables): void {
  tables.entries.set(parts.entries.subarray(0, parts.count * STRIDE))
  parts.entries = new Int32Array(0)
  for (let e = 0, at = 0; e < parts.count; e++, at += STRIDE)
    if ((tables.entries[at + WORD.flags]! & FLAG.coded) !== 0)
      insertCode(tables.codeTable, e, tables.entries[at]!, tables.entries[at + 1]!, tables.entries[at + 2]!)
  const order = Array.from({ length: parts.regCount }, (_, i) => i).sort(
    (a, b) => parts.regEntries[a]! - parts.regEntries[b]!,
  )
  order.forEach((from, to) => {
    tables.regNos[to] = parts.regNos[from]!
    tables.regEntries[to] = parts.regEntries[from]!
    insertNumber(tables.regTable, to, parts.regNos[from]!)
  })
  let offset = 0
  const length = parts.heap.length()
  for (const block of parts.heap.blocks) {
    tables.heap.set(block.subarray(0, Math.min(block.length, length - offset)), offset)
    offset += block.length
  }
}

/** Chains entries whose folded names share a hash, latest first. */
function linkNames({ entries, next, nameTable }: IndexTables, count: number): void {
  const mask = nameTable.length - 1
  for (let e = 0; e < count; e++) {
    const hash = entries[e * STRIDE + WORD.nameHash]!
    if (hash === 0) continue
    let slot = hash & mask
    for (let head = nameTable[slot]!; head !== 0; head = nameTable[slot]!) {
      if (entries[(head - 1) * STRIDE + WORD.nameHash] === hash) break
      slot = (slot + 1) & mask
    }
    next[e] = nameTable[slot]!
    nameTable[slot] = e + 1
  }
}

/**
 * A list row without a code marks the one entry of its name; returns how many named nobody or several. One under a
 * registration number that the register does not give has an entry of its own, and marks the one code of its name too.
 */
function applyPending(parts: Parts, tables: IndexTables): number {
  const folded = createFolded()
  const found: number[] = []
  let unresolved = 0
  for (const { name, own, flag, days } of parts.pending) {
    if (own >= 0 && isCoded(tables, own)) continue
    const bytes = Buffer.from(name)
    foldBytes(bytes, 0, bytes.length, folded)
    const bearers = found.slice(0, findFolded(tables, folded, found, own < 0 ? 2 : MOST_BEARERS))
    const meant = own < 0 ? bearers : bearers.filter((e) => isCoded(tables, e) && regNoOf(tables, e) === '')
    if (meant.length !== 1) {
      if (own < 0) unresolved++
      continue
    }
    const at = meant[0]! * STRIDE
    tables.entries[at + WORD.flags]! |= flag
    tables.entries[at + WORD.days] = mergeDays(tables.entries[at + WORD.days]!, days)
  }
  return unresolved
}

const MOST_BEARERS = 16
const isCoded = ({ entries }: IndexTables, entry: number): boolean =>
  (entries[entry * STRIDE + WORD.flags]! & FLAG.coded) !== 0

const mergeDays = (before: number, after: number): number =>
  (after & 0xffff || before & 0xffff) | ((after >>> 16 || before >>> 16) << 16)
