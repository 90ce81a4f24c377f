import { unitNote } from './fold.ts'
import { FOLD, FOLD_NOTE, NOTE } from './fold-table.ts'

/** Folded units of a UTF-8 cell, reused: valid until the next fold into the same buffer. */
export interface Folded {
  units: Uint16Array
  length: number
}

export const createFolded = (): Folded => ({ units: new Uint16Array(1024), length: 0 })

/** Longest text compared or hashed, in UTF-16 units; names are far shorter, and a hostile cell must not cost memory. */
const LONGEST = 4096

/** Folds the UTF-8 bytes `from`–`to` into `out`. Broken sequences yield U+FFFD and never read past `to`. */
export function foldBytes(bytes: Uint8Array, from: number, to: number, out: Folded): void {
  let { units } = out
  if (units.length < LONGEST + 2 && to - from > units.length - 2) units = out.units = new Uint16Array(LONGEST + 2)
  let n = 0
  for (let i = from; i < to && n < LONGEST; ) {
    const c = bytes[i]!
    if (c >= 0xf0) {
      n = astral(bytes, i, to, units, n)
      i += 4
      continue
    }
    let unit = c
    if (c >= 0xe0) {
      unit = i + 2 < to ? ((c & 15) << 12) | ((bytes[i + 1]! & 63) << 6) | (bytes[i + 2]! & 63) : 0xfffd
      i += 3
    } else if (c >= 0x80) {
      unit = i + 1 < to ? ((c & 31) << 6) | (bytes[i + 1]! & 63) : 0xfffd
      i += 2
    } else i++
    const folded = FOLD[unit]!
    units[n] = folded
    if (folded !== 0) n++
  }
  out.length = n
}

function astral(bytes: Uint8Array, i: number, to: number, units: Uint16Array, n: number): number {
  if (i + 3 >= to) {
    units[n] = 0xfffd
    return n + 1
  }
  const point =
    (((bytes[i]! & 7) << 18) | ((bytes[i + 1]! & 63) << 12) | ((bytes[i + 2]! & 63) << 6) | (bytes[i + 3]! & 63)) -
    0x10000
  units[n] = 0xd800 | (point >> 10)
  units[n + 1] = 0xdc00 | (point & 0x3ff)
  return n + 2
}

export function sameFolded(a: Folded, b: Folded): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a.units[i] !== b.units[i]) return false
  return true
}

/** 32-bit hash of folded units; never 0, so that 0 can mean "no name". */
export function hashFolded({ units, length }: Folded): number {
  let h = 0x9747b28c ^ length
  for (let i = 0; i < length; i++) h = Math.imul(h ^ units[i]!, 0x5bd1e995) ^ (h >>> 13)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d)
  h ^= h >>> 12
  return h === 0 ? 1 : h | 0
}

/** Placeholder check on folded units, in step with `isPlaceholder`: only short texts can be one. */
export function foldedText({ units, length }: Folded): string {
  return String.fromCharCode(...units.subarray(0, length))
}

/** NOTE bits between two UTF-8 spellings that fold alike. */
export function formNotes(
  a: Uint8Array,
  aFrom: number,
  aTo: number,
  b: Uint8Array,
  bFrom: number,
  bTo: number,
): number {
  let bits = 0
  let i = aFrom
  let j = bFrom
  for (;;) {
    let left = 0
    let right = 0
    let dropped = 0
    let droppedOther = 0
    for (; i < aTo; i += widthOf(a[i]!)) {
      left = unitAt(a, i, aTo)
      if (FOLD[left] !== 0) break
      dropped |= FOLD_NOTE[left]!
    }
    for (; j < bTo; j += widthOf(b[j]!)) {
      right = unitAt(b, j, bTo)
      if (FOLD[right] !== 0) break
      droppedOther |= FOLD_NOTE[right]!
    }
    bits |= dropped ^ droppedOther
    if (i >= aTo || j >= bTo) return bits & ~NOTE.registerCodeIrregular
    bits |= unitNote(left, right)
    i += widthOf(a[i]!)
    j += widthOf(b[j]!)
  }
}

const widthOf = (lead: number): number => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4)

/** The unit at `i`; astral characters count as one unit that folds to itself and carries no note. */
function unitAt(bytes: Uint8Array, i: number, to: number): number {
  const c = bytes[i]!
  if (c < 0x80) return c
  if (c < 0xe0) return i + 1 < to ? ((c & 31) << 6) | (bytes[i + 1]! & 63) : 0xfffd
  if (c < 0xf0) return i + 2 < to ? ((c & 15) << 12) | ((bytes[i + 1]! & 63) << 6) | (bytes[i + 2]! & 63) : 0xfffd
  return 0xd800
}
