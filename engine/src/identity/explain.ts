import type {
  MatchTier,
  NormalisationNote,
  ProblemKind,
  RejectReason,
  ReportField,
  UndecidedReason,
} from '@redbridge/contract'
import { matchTier, OUTCOMES, type Outcome, primaryKind, problemKinds, rejectReasons, undecidedReason } from './bits.ts'
import { notesOf } from './fold.ts'
import type { RegisterEntry } from './index-format.ts'
import type { RegisterIndex } from './register-index.ts'
import { REPORT_FIELDS, type ReportMapping } from './report-columns.ts'
import { type ChunkResult, cellString } from './result.ts'
import { checkUscc, normaliseCode } from './uscc.ts'

/** One row's judgement in words, with its evidence. */
export interface RowExplanation {
  readonly rowNo: number
  readonly line: number
  readonly outcome: Outcome
  readonly rejects: RejectReason[]
  readonly kind: ProblemKind | undefined
  readonly kinds: ProblemKind[]
  readonly undecided: UndecidedReason | undefined
  readonly tier: MatchTier
  readonly notes: NormalisationNote[]
  /** the reported cells, '' where the report has no such column */
  readonly reported: Record<ReportField, string>
  /** the reported code without form differences */
  readonly code: string
  readonly entryIndex: number
  readonly entry: RegisterEntry | undefined
  /** code proposed in place of an invalid or unknown one: that of `entry`, when it differs from the reported */
  readonly proposedCode: string
  readonly duplicateOf: number | undefined
  readonly province: string
}

/** Decodes row `i` of a result: for the rows people look at, not for the hot path. */
export function explainRow(
  index: RegisterIndex,
  result: ChunkResult,
  i: number,
  mapping: ReportMapping,
): RowExplanation {
  const reported = Object.fromEntries(
    REPORT_FIELDS.map((field) => [field, cellString(result, i, mapping[field])]),
  ) as Record<ReportField, string>
  const entryIndex = result.entries[i]!
  const entry = entryIndex < 0 ? undefined : index.entry(entryIndex)
  const code = normaliseCode(reported.uscc)
  const kinds = problemKinds(result.kinds[i]!)
  return {
    rowNo: result.firstRowNo + i,
    line: result.firstLine + result.rowLine[i]!,
    outcome: OUTCOMES[result.outcome[i]!]!,
    rejects: rejectReasons(result.rejects[i]!),
    kind: primaryKind(result.kinds[i]!),
    kinds,
    undecided: undecidedReason(result.undecided[i]!),
    tier: matchTier(result.tiers[i]!),
    notes: notesOf(result.notes[i]!),
    reported,
    code,
    entryIndex,
    entry,
    proposedCode:
      entry !== undefined && entry.uscc !== code && matchTier(result.tiers[i]!) !== 'none' ? entry.uscc : '',
    duplicateOf: result.duplicateOf[i] || undefined,
    province: result.provinces[i] === 0 ? '' : String(result.provinces[i]).padStart(2, '0'),
  }
}

/** Entries whose code is one slip away from the reported one, and entries of the reported name elsewhere: the evidence. */
export function codeEvidence(
  index: RegisterIndex,
  code: string,
  name: string,
): { oneSlipAway: number[]; sameName: number[] } {
  const own = index.findCode(code)
  const oneSlipAway = checkUscc(code)
    .repairs.map((repair) => index.findCode(repair))
    .filter((e) => e >= 0)
  return { oneSlipAway, sameName: index.findName(name, 10).filter((e) => e !== own) }
}
