import { ORG_WEIGHTS, USCC_WEIGHTS, VALUE31, VALUE36 } from './code-tables.ts'

/**
 * The last packed code: `w0..w2` hold six base-36 characters each as int32, `sum31` is the GB 32100 sum (0 = valid),
 * -1 when a character lies outside the alphabet, `org` says whether positions 9–17 are a valid GB 11714 code.
 * One shared record, because the hot loop must not allocate.
 */
export const packed = { w0: 0, w1: 0, w2: 0, sum31: 0, org: false }

const six = (b: Uint8Array, i: number): number =>
  (((((VALUE36[b[i]!]! * 36 + VALUE36[b[i + 1]!]!) * 36 + VALUE36[b[i + 2]!]!) * 36 + VALUE36[b[i + 3]!]!) * 36 +
    VALUE36[b[i + 4]!]!) *
    36 +
    VALUE36[b[i + 5]!]!) |
  0

/** Packs 18 bytes of digits and capitals at `start` into `packed`; false when any byte is something else. */
export function packCode(b: Uint8Array, start: number): boolean {
  let bad31 = 0
  let sum = 0
  for (let i = 0; i < 18; i++) {
    const c = b[start + i]!
    if (VALUE36[c]! < 0) return false
    const v = VALUE31[c]!
    bad31 |= v
    sum += v * USCC_WEIGHTS[i]!
  }
  packed.w0 = six(b, start)
  packed.w1 = six(b, start + 6)
  packed.w2 = six(b, start + 12)
  packed.sum31 = bad31 < 0 ? -1 : sum % 31
  packed.org = orgCodeHolds(b, start + 8)
  return true
}

/** GB 11714 check of the nine bytes at `start`. */
export function orgCodeHolds(b: Uint8Array, start: number): boolean {
  let sum = 0
  for (let i = 0; i < 8; i++) sum += VALUE36[b[start + i]!]! * ORG_WEIGHTS[i]!
  const check = 11 - (sum % 11)
  const last = b[start + 8]!
  return check === 10 ? last === 88 : last === 48 + (check === 11 ? 0 : check)
}

/** Where a packed code starts probing in a table of `mask + 1` slots. */
export function codeHash(w0: number, w1: number, w2: number): number {
  let h = Math.imul(w0, 0x9e3779b1) ^ Math.imul(w1, 0x85ebca77) ^ Math.imul(w2, 0xc2b2ae3d)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d)
  return h ^ (h >>> 13)
}

const digits36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const unpackWord = (word: number): string => {
  let rest = word >>> 0
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = digits36[rest % 36]! + text
    rest = Math.floor(rest / 36)
  }
  return text
}

/** The 18 characters of a packed code. */
export const unpackCode = (w0: number, w1: number, w2: number): string =>
  unpackWord(w0) + unpackWord(w1) + unpackWord(w2)
