import { LOOK_ALIKES, USCC_ALPHABET, USCC_WEIGHT_INVERSES, USCC_WEIGHTS, VALUE31 } from './code-tables.ts'
import { orgCodeHolds } from './pack-code.ts'

const LOOK_ALIKE = new Uint8Array(256)
for (let c = 0; c < 256; c++)
  LOOK_ALIKE[c] = (LOOK_ALIKES[String.fromCharCode(c)] ?? String.fromCharCode(c)).charCodeAt(0)
const BYTE31 = Buffer.from(USCC_ALPHABET, 'latin1')

const work = new Uint8Array(20)
/** The 18 bytes of a code, handed out. */
const repaired = work.subarray(0, 18)
const values = new Int32Array(20)

/**
 * Calls `found` with each valid code one slip away from the `length` (17–19) bytes: look-alikes replaced, which if it
 * suffices is the only reading; else two neighbours swapped, one character substituted, lost, or one too many. GB 32100
 * leaves one candidate per position, the organisation code's check digit removes most. The bytes handed out are reused.
 */
export function forEachRepair(code: Uint8Array, length: number, found: (code: Uint8Array) => void): void {
  for (let i = 0; i < length; i++) work[i] = LOOK_ALIKE[code[i]!]!
  if (length === 18) {
    if (readSum(18) === 0 && orgCodeHolds(work, 8)) {
      found(repaired)
      return
    }
    swaps(found)
    for (let i = 0; i < 18; i++) substitute(i, found)
  } else if (length === 17) {
    for (let i = 17; i >= 0; i--) {
      work.copyWithin(i + 1, i, 17)
      work[i] = 48
      substitute(i, found)
      work.copyWithin(i, i + 1, 18)
    }
  } else if (length === 19) {
    for (let i = 0; i < 19; i++) {
      const removed = work[i]!
      if (i > 0 && removed === work[i - 1]) continue
      work.copyWithin(i, i + 1, 19)
      if (readSum(18) === 0 && orgCodeHolds(work, 8)) found(repaired)
      work.copyWithin(i + 1, i, 18)
      work[i] = removed
    }
  }
}

/** Reads `values` of the first `length` characters; the sum mod 31, or -1 when one lies outside the alphabet. */
function readSum(length: number): number {
  let sum = 0
  let bad = false
  for (let i = 0; i < length; i++) {
    const value = VALUE31[work[i]!]!
    values[i] = value
    if (value < 0) bad = true
    sum += value * USCC_WEIGHTS[i]!
  }
  return bad ? -1 : sum % 31
}

function swaps(found: (code: Uint8Array) => void): void {
  const sum = readSum(18)
  if (sum < 0) return
  for (let i = 0; i < 17; i++) {
    const a = values[i]!
    const b = values[i + 1]!
    if (a === b || (sum + (USCC_WEIGHTS[i]! - USCC_WEIGHTS[i + 1]!) * (b - a)) % 31 !== 0) continue
    const byte = work[i]!
    work[i] = work[i + 1]!
    work[i + 1] = byte
    if (orgCodeHolds(work, 8)) found(repaired)
    work[i + 1] = work[i]!
    work[i] = byte
  }
}

/** Puts the one character at `position` that makes the sum 0 mod 31, when all others are in the alphabet. */
function substitute(position: number, found: (code: Uint8Array) => void): void {
  const before = work[position]!
  work[position] = 48
  const rest = readSum(18)
  if (rest >= 0) {
    work[position] = BYTE31[((31 - rest) * USCC_WEIGHT_INVERSES[position]!) % 31]!
    if (orgCodeHolds(work, 8)) found(repaired)
  }
  work[position] = before
}
