/** Chance from a seed: the same number, the same faults in the same order. */
export interface Chance {
  /** 0 to below 1 */
  next(): number
  /** a whole number from `low` to `high` */
  between(low: number, high: number): number
  pick<T>(list: readonly [T, ...T[]]): T
}

/** Mulberry32. @example createChance(1).between(1, 6) */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return { next, between, pick: (list) => list[between(0, list.length - 1)] as (typeof list)[number] }
}
