import { REGISTER_STATUSES } from '@redbridge/contract'
import { createFolded, type Folded, foldBytes, hashFolded, sameFolded } from './fold-bytes.ts'
import { createRecordView, HEAP_UNIT, readRecord } from './heap-record.ts'
import {
  dayText,
  effectiveStatus,
  FLAG,
  FORMAT_VERSION,
  isAbnormal,
  isSerious,
  type Layout,
  MAGIC,
  type RegisterEntry,
  type RegisterIndexMeta,
  type Section,
  STRIDE,
  WORD,
} from './index-format.ts'
import { probeCode, probeNumber } from './open-table.ts'
import { packCode, packed, unpackCode } from './pack-code.ts'
import { normaliseCode } from './uscc.ts'

/** The typed arrays over an index's buffer: what the hot loops read. */
export interface IndexTables {
  readonly entries: Int32Array
  /** entry + 1 of the next entry whose folded name has the same hash, 0 = last */
  readonly next: Int32Array
  readonly codeTable: Int32Array
  readonly nameTable: Int32Array
  readonly regNos: Float64Array
  readonly regEntries: Int32Array
  readonly regTable: Int32Array
  readonly heap: Uint8Array
}

/** A register in memory: looked up by code, registration number and folded name; shareable between threads. */
export interface RegisterIndex {
  readonly meta: RegisterIndexMeta
  /** the whole index: write it to a file, hand it to a worker, open it again with `openRegisterIndex` */
  readonly buffer: SharedArrayBuffer | ArrayBuffer
  readonly size: number
  readonly tables: IndexTables
  /** decodes an entry to strings */
  entry(index: number): RegisterEntry
  /** entry with exactly this code (form differences aside) or this 15-digit registration number; -1 when none */
  findCode(text: string): number
  /** entries whose name folds to the same, at most `limit` */
  findName(text: string, limit?: number): number[]
}

/**
 * Opens what `RegisterIndexBuilder.build()` returned, from memory or read back from a file. Throws on another format or
 * version and on a buffer that was cut short.
 */
export function openRegisterIndex(buffer: SharedArrayBuffer | ArrayBuffer): RegisterIndex {
  const { meta, sections } = readLayout(buffer)
  const ints = (name: Section) => new Int32Array(buffer, sections[name][0], sections[name][1] / 4)
  const tables: IndexTables = {
    entries: ints('entries'),
    next: ints('next'),
    codeTable: ints('codeTable'),
    nameTable: ints('nameTable'),
    regNos: new Float64Array(buffer, sections.regNos[0], sections.regNos[1] / 8),
    regEntries: ints('regEntries'),
    regTable: ints('regTable'),
    heap: new Uint8Array(buffer, ...sections.heap),
  }
  const texts = Buffer.from(buffer, ...sections.heap)
  let areas: string[][] | undefined
  const areaOf = (id: number) => {
    areas ??= Buffer.from(buffer, ...sections.areas)
      .toString()
      .split('\n')
      .map((line) => line.split('\t'))
    return areas[id] ?? []
  }
  return {
    meta,
    buffer,
    size: meta.entries,
    tables,
    entry: (index) => decodeEntry(tables, texts, index, areaOf),
    findCode: (text) => findCode(tables, text),
    findName: (text, limit = 64) => {
      const bytes = new TextEncoder().encode(text)
      const folded = createFolded()
      foldBytes(bytes, 0, bytes.length, folded)
      const found: number[] = []
      return found.slice(0, findFolded(tables, folded, found, limit))
    },
  }
}

function readLayout(buffer: SharedArrayBuffer | ArrayBuffer): Layout {
  const head = new DataView(buffer)
  if (buffer.byteLength < 16 || head.getUint32(0) !== MAGIC) throw new Error('not a register index')
  if (head.getUint32(4) !== FORMAT_VERSION)
    throw new Error(`register index of version ${head.getUint32(4)}, expected ${FORMAT_VERSION}`)
  const length = head.getUint32(8)
  if (16 + length > buffer.byteLength) throw new Error('register index cut short')
  const layout = JSON.parse(Buffer.from(buffer, 16, length).toString()) as Layout
  for (const [offset, bytes] of Object.values(layout.sections))
    if (offset + bytes > buffer.byteLength) throw new Error('register index cut short')
  return layout
}

const view = createRecordView()

function decodeEntry(
  tables: IndexTables,
  texts: Buffer,
  index: number,
  areaOf: (id: number) => string[],
): RegisterEntry {
  const { entries, heap } = tables
  const at = index * STRIDE
  const flags = entries[at + WORD.flags]!
  readRecord(heap, (entries[at + WORD.heap]! >>> 0) * HEAP_UNIT, view)
  const text = (k: number) => texts.toString('utf8', view.from[k], view.to[k])
  const days = entries[at + WORD.days]!
  const [province = '', city = ''] = areaOf(entries[at + WORD.area]!)
  return {
    uscc: (flags & FLAG.coded) === 0 ? '' : unpackCode(entries[at]!, entries[at + 1]!, entries[at + 2]!),
    regNo: regNoOf(tables, index),
    name: text(0),
    representative: text(1),
    status: REGISTER_STATUSES[effectiveStatus(flags)]!,
    statusDate: dayText(days & 0xffff),
    abnormal: isAbnormal(flags),
    serious: isSerious(flags),
    province,
    city,
    address: text(2),
    listedReason: text(3),
    listedDate: dayText(days >>> 16),
  }
}

/** Registration numbers are kept in entry order, so the one of an entry is found by halving. */
export function regNoOf({ regNos, regEntries }: IndexTables, index: number): string {
  let low = 0
  let high = regEntries.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const entry = regEntries[middle]!
    if (entry === index) return String(regNos[middle]).padStart(15, '0')
    if (entry < index) low = middle + 1
    else high = middle - 1
  }
  return ''
}

function findCode(tables: IndexTables, text: string): number {
  const code = normaliseCode(text)
  if (/^\d{15}$/.test(code)) {
    const position = probeNumber(tables.regTable, tables.regNos, Number(code))
    return position < 0 ? -1 : tables.regEntries[position]!
  }
  if (!/^[0-9A-Z]{18}$/.test(code) || !packCode(Buffer.from(code, 'latin1'), 0)) return -1
  return probeCode(tables.codeTable, tables.entries, packed.w0, packed.w1, packed.w2)
}

const candidate = createFolded()

/** Fills `found` with entries of the folded name; returns how many, at most `limit`. */
export function findFolded(tables: IndexTables, name: Folded, found: number[] | Int32Array, limit: number): number {
  const { entries, next, nameTable, heap } = tables
  const hash = hashFolded(name)
  const mask = nameTable.length - 1
  let count = 0
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    let entry = nameTable[slot]! - 1
    if (entry < 0) return count
    if (entries[entry * STRIDE + WORD.nameHash] !== hash) continue
    for (; entry >= 0 && count < limit; entry = next[entry]! - 1) {
      foldName(heap, entries[entry * STRIDE + WORD.heap]!, candidate)
      if (sameFolded(name, candidate)) found[count++] = entry
    }
    return count
  }
}

/** Folds the name of the heap record behind `word`. */
export function foldName(heap: Uint8Array, word: number, out: Folded): void {
  let i = (word >>> 0) * HEAP_UNIT
  let length = heap[i++]!
  if (length >= 0x80) length = (length & 127) | (heap[i++]! << 7)
  foldBytes(heap, i, i + length, out)
}
