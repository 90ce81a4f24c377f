import { STRIDE } from './index-format.ts'
import { codeHash } from './pack-code.ts'

/** Open addressing, linear probing; a slot holds entry + 1, 0 = empty. Capacity is a power of two, at most half full. */
export const tableSize = (entries: number): number => {
  let size = 1024
  while (size < entries * 2) size *= 2
  return size
}

/** Entry of the packed code, or -1. */
export function probeCode(table: Int32Array, entries: Int32Array, w0: number, w1: number, w2: number): number {
  const mask = table.length - 1
  for (let slot = codeHash(w0, w1, w2) & mask; ; slot = (slot + 1) & mask) {
    const found = table[slot]! - 1
    if (found < 0) return -1
    const at = found * STRIDE
    if (entries[at] === w0 && entries[at + 1] === w1 && entries[at + 2] === w2) return found
  }
}

export function insertCode(table: Int32Array, entry: number, w0: number, w1: number, w2: number): void {
  const mask = table.length - 1
  let slot = codeHash(w0, w1, w2) & mask
  while (table[slot] !== 0) slot = (slot + 1) & mask
  table[slot] = entry + 1
}

const numberHash = (n: number): number => codeHash((n / 4294967296) | 0, n | 0, 0x51ed270b)

/** Position of a number in `numbers`, or -1. */
export function probeNumber(table: Int32Array, numbers: Float64Array, n: number): number {
  if (table.length === 0) return -1
  const mask = table.length - 1
  for (let slot = numberHash(n) & mask; ; slot = (slot + 1) & mask) {
    const found = table[slot]! - 1
    if (found < 0 || numbers[found] === n) return found
  }
}

export function insertNumber(table: Int32Array, position: number, n: number): void {
  const mask = table.length - 1
  let slot = numberHash(n) & mask
  while (table[slot] !== 0) slot = (slot + 1) & mask
  table[slot] = position + 1
}
