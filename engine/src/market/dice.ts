/**
 * Chance that can be asked about any index directly: throws are a pure function of (seed, stream, index), so operator
 * 40,000,000 costs as much as operator 0 and nothing is kept in memory. A stream is one independent question
 * ("the name of", "the address of"), so that one answer can be had without computing the others.
 */
export interface Dice {
  /** begin the throws that belong to this index */
  seat(stream: number, index: number): void
  /** a whole number from 0 to n-1 */
  below(n: number): number
  /** true with probability p */
  chance(p: number): boolean
}

/** A 32-bit seed from any text (FNV-1a). */
function seedOf(seed: string | number): number {
  let h = 0x811c9dc5
  for (const ch of String(seed)) h = Math.imul(h ^ ch.codePointAt(0)!, 0x01000193)
  return h >>> 0
}

/** A bijection of 32-bit numbers (murmur3's finaliser): two indexes never start from the same place. */
function mix(x: number): number {
  let h = x | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const UNIT = 1 / 4294967296

export function createDice(seed: string | number): Dice {
  const base = seedOf(seed)
  let state = 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  return {
    seat(stream, index) {
      state = mix(index ^ mix(base + Math.imul(stream, 0x9e3779b1)))
    },
    below: (n) => Math.floor(next() * UNIT * n),
    chance: (p) => next() * UNIT < p,
  }
}

/**
 * A bijection of 0 … a·b-1 that looks random: three Feistel rounds over the digits of base a and b.
 * @example permute(7, 961, 29791, 1) !== permute(8, 961, 29791, 1)
 */
export function permute(x: number, a: number, b: number, key: number): number {
  let left = Math.floor(x / b)
  let right = x - left * b
  left = (left + mix(right ^ key)) % a
  right = (right + mix(left ^ (key + 1))) % b
  left = (left + mix(right ^ (key + 2))) % a
  return left * b + right
}
