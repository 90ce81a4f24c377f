/**
 * Tables of GB 32100-2015 (unified social credit code), GB 11714-1997 (organisation code, positions 9–17 of it)
 * and the packing of an 18-character code into three 32-bit words, six base-36 characters each.
 */

/** The 31 characters of GB 32100-2015: digits and capitals without I, O, S, V, Z. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Weights of positions 1–18: 3^(i-1) mod 31; the check character itself weighs 1, so a valid code sums to 0 mod 31. */
export const USCC_WEIGHTS = new Int32Array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1])

/** GB 11714 weights of positions 9–16; position 17 is the check character. */
export const ORG_WEIGHTS = new Int32Array([3, 7, 9, 10, 5, 8, 4, 2])

/** byte → value in the 31-character alphabet, -1 for anything else. */
export const VALUE31 = new Int8Array(256).fill(-1)
/** byte → base-36 value of a digit or capital letter, -1 for anything else. */
export const VALUE36 = new Int8Array(256).fill(-1)

for (let v = 0; v < USCC_ALPHABET.length; v++) VALUE31[USCC_ALPHABET.charCodeAt(v)] = v
for (let v = 0; v < 36; v++) VALUE36[v < 10 ? 48 + v : 55 + v] = v

/** Inverse of each position's weight mod 31, for repairing one substituted character. */
export const USCC_WEIGHT_INVERSES = USCC_WEIGHTS.map((w) => {
  for (let v = 1; v < 31; v++) if ((w * v) % 31 === 1) return v
  return 0
})

/** Characters commonly typed or scanned for one of the alphabet: they carry no information of their own. */
export const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5', V: 'U' }
