import { TIER } from './bits.ts'

/** The judgement of one row, overwritten by the next. */
export interface Verdict {
  /** REJECT bits; 0 = accepted */
  reject: number
  /** KIND bits */
  kinds: number
  /** UNDECIDED code; 0 = decided */
  undecided: number
  /** TIER code of how `entry` was found */
  tier: number
  /** NOTE bits */
  notes: number
  /** register entry that matched, or the evidence for a code problem; -1 = none */
  entry: number
  keyHi: number
  keyLo: number
  /** province of the operator's code (two digits as a number); 0 = unknown */
  province: number
}

export const createVerdict = (): Verdict => ({
  reject: 0,
  kinds: 0,
  undecided: 0,
  tier: TIER.none,
  notes: 0,
  entry: -1,
  keyHi: 0,
  keyLo: 0,
  province: 0,
})

export function resetVerdict(v: Verdict): void {
  v.reject = 0
  v.kinds = 0
  v.undecided = 0
  v.tier = TIER.none
  v.notes = 0
  v.entry = -1
  v.keyHi = 0
  v.keyLo = 0
  v.province = 0
}
