import {
  MATCH_TIERS,
  type MatchTier,
  PROBLEM_KINDS,
  type ProblemKind,
  REJECT_REASONS,
  type RejectReason,
  UNDECIDED_REASONS,
  type UndecidedReason,
} from '@redbridge/contract'

/** Codes of the columnar result: bit masks and positions follow the contract's order. */
const bits = <K extends string>(names: readonly K[]): Readonly<Record<K, number>> =>
  Object.fromEntries(names.map((name, i) => [name, 1 << i])) as Record<K, number>
const positions = <K extends string>(names: readonly K[], from: number): Readonly<Record<K, number>> =>
  Object.fromEntries(names.map((name, i) => [name, i + from])) as Record<K, number>

export const OUTCOMES = ['rejected', 'clear', 'problem', 'undecided'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const OUTCOME = positions(OUTCOMES, 0)
export const REJECT = bits(REJECT_REASONS)
export const KIND = bits(PROBLEM_KINDS)
/** 0 = decided */
export const UNDECIDED = positions(UNDECIDED_REASONS, 1)
export const TIER = positions(MATCH_TIERS, 0)

const named = <K extends string>(names: readonly K[], mask: number): K[] => names.filter((_, i) => mask & (1 << i))

/** Problem kinds of a mask, most serious first: the first is the row's kind. */
export const problemKinds = (mask: number): ProblemKind[] => named(PROBLEM_KINDS, mask)
export const primaryKind = (mask: number): ProblemKind | undefined => PROBLEM_KINDS[31 - Math.clz32(mask & -mask)]
export const rejectReasons = (mask: number): RejectReason[] => named(REJECT_REASONS, mask)
export const undecidedReason = (code: number): UndecidedReason | undefined => UNDECIDED_REASONS[code - 1]
export const matchTier = (code: number): MatchTier => MATCH_TIERS[code]!
