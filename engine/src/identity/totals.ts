import {
  PROBLEM_KINDS,
  type ProblemKind,
  REJECT_REASONS,
  type RejectReason,
  UNDECIDED_REASONS,
  type UndecidedReason,
} from '@redbridge/contract'
import { OUTCOME } from './bits.ts'
import type { ChunkResult } from './result.ts'

/** Totals of a report; they balance: rows = accepted + rejected, accepted = clear + problem + undecided. */
export interface Totals {
  rows: number
  accepted: number
  rejected: number
  clear: number
  problem: number
  undecided: number
  emptyRows: number
  /** problem rows by their first (most serious) kind */
  byKind: Record<ProblemKind, number>
  /** every kind a row has, so the sum may exceed `problem` */
  byAnyKind: Record<ProblemKind, number>
  byUndecided: Record<UndecidedReason, number>
  /** every reason a row has, so the sum may exceed `rejected` */
  byReject: Record<RejectReason, number>
}

const zeros = <K extends string>(names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((n) => [n, 0])) as Record<K, number>

export const createTotals = (): Totals => ({
  rows: 0,
  accepted: 0,
  rejected: 0,
  clear: 0,
  problem: 0,
  undecided: 0,
  emptyRows: 0,
  byKind: zeros(PROBLEM_KINDS),
  byAnyKind: zeros(PROBLEM_KINDS),
  byUndecided: zeros(UNDECIDED_REASONS),
  byReject: zeros(REJECT_REASONS),
})

/** Adds a chunk's judgements; mark duplicates first. */
export function addTotals(totals: Totals, result: ChunkResult): void {
  const byOutcome = new Uint32Array(4)
  totals.rows += result.rows
  totals.emptyRows += result.emptyRows
  for (let i = 0; i < result.rows; i++) {
    const outcome = result.outcome[i]!
    byOutcome[outcome]!++
    if (outcome === OUTCOME.rejected) count(totals.byReject, REJECT_REASONS, result.rejects[i]!)
    else if (outcome === OUTCOME.undecided) totals.byUndecided[UNDECIDED_REASONS[result.undecided[i]! - 1]!]++
    else if (outcome === OUTCOME.problem) {
      const kinds = result.kinds[i]!
      count(totals.byKind, PROBLEM_KINDS, kinds & -kinds)
      count(totals.byAnyKind, PROBLEM_KINDS, kinds)
    }
  }
  totals.rejected += byOutcome[OUTCOME.rejected]!
  totals.clear += byOutcome[OUTCOME.clear]!
  totals.problem += byOutcome[OUTCOME.problem]!
  totals.undecided += byOutcome[OUTCOME.undecided]!
  totals.accepted = totals.clear + totals.problem + totals.undecided
}

function count<K extends string>(into: Record<K, number>, names: readonly K[], mask: number): void {
  for (let k = 0; k < names.length; k++) if ((mask & (1 << k)) !== 0) into[names[k]!]++
}
