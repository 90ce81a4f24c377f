import type { NormalisationNote, ProblemKind, RejectReason, UndecidedReason } from '@redbridge/contract'

/**
 * What can be wrong with a row, as data. `share` is parts of its group; `fix` is what had become of it by the second
 * period where the platform or the operator acted: the operator is gone, the row is corrected, the listing was lifted.
 */
export interface Planted {
  readonly key: string
  readonly group: 'standing' | 'row' | 'reject' | 'dirt' | 'person'
  readonly share: number
  readonly fix: 'gone' | 'corrected' | 'delisted' | 'never'
  readonly kind?: ProblemKind
  readonly undecided?: UndecidedReason
  readonly reject?: RejectReason
  readonly notes?: readonly NormalisationNote[]
}

const standing = (kind: ProblemKind, share: number, fix: Planted['fix']): Planted => ({
  key: kind,
  group: 'standing',
  share,
  fix,
  kind,
})
const row = (key: string, kind: ProblemKind, share: number, fix: Planted['fix']): Planted => ({
  key,
  group: 'row',
  share,
  fix,
  kind,
})
const reject = (reason: RejectReason, share: number): Planted => ({
  key: reason,
  group: 'reject',
  share,
  fix: 'corrected',
  reject: reason,
})
const dirt = (key: string, share: number, notes: readonly NormalisationNote[]): Planted => ({
  key,
  group: 'dirt',
  share,
  fix: 'never',
  notes,
})

/** The article's shape: cancelled, revoked and listed operators are most of what Beijing pushed to its platforms. */
export const PROBLEMS: readonly Planted[] = [
  standing('abnormal_operation', 36, 'delisted'),
  standing('cancelled', 27, 'gone'),
  standing('revoked', 6, 'gone'),
  standing('serious_violation', 3, 'gone'),
  row('licence_unknown', 'licence_unknown', 6, 'gone'),
  row('code_check_digit', 'code_invalid', 2, 'corrected'),
  row('code_substituted', 'code_invalid', 2, 'corrected'),
  row('code_transposed', 'code_invalid', 1.5, 'corrected'),
  row('code_o_for_0', 'code_invalid', 1.5, 'corrected'),
  row('code_i_for_1', 'code_invalid', 1, 'corrected'),
  row('code_truncated', 'code_invalid', 0.5, 'corrected'),
  row('name_one_character', 'name_mismatch', 4, 'corrected'),
  row('name_old', 'name_mismatch', 3.5, 'corrected'),
  row('name_swapped', 'name_mismatch', 1, 'corrected'),
  row('duplicate', 'duplicate', 4, 'gone'),
]

export const REJECTS: readonly Planted[] = [
  reject('name_missing', 22),
  reject('identifier_missing', 34),
  reject('column_count', 16),
  reject('control_character', 8),
  reject('field_too_long', 6),
  reject('url_invalid', 8),
  reject('encoding', 6),
]

/** Differences of form that nobody may be accused of. */
export const DIRT: readonly Planted[] = [
  dirt('half_width_brackets', 26, ['brackets']),
  dirt('spaces', 22, ['whitespace']),
  dirt('code_lower_case', 16, ['case']),
  dirt('code_full_width', 12, ['full_width']),
  dirt('traditional', 14, ['traditional']),
  dirt('zero_width', 6, ['invisible']),
  dirt('code_spaces', 4, ['whitespace']),
  dirt('registration_number', 6, []),
]

/** Sellers without registration: what may be found with their declarations. */
export const PERSON_ISSUES: readonly Planted[] = [
  { key: 'over_threshold', group: 'person', share: 58, fix: 'corrected', undecided: 'over_threshold' },
  { key: 'id_masked', group: 'person', share: 24, fix: 'corrected', undecided: 'id_masked' },
  reject('id_number_invalid', 12),
  reject('name_missing', 3),
  reject('identifier_missing', 3),
]

/** Shares as running totals of 1, so that one throw finds the entry. */
export const cumulative = (entries: readonly Planted[]): readonly number[] => {
  const total = entries.reduce((sum, e) => sum + e.share, 0)
  let run = 0
  return entries.map((e) => {
    run += e.share
    return run / total
  })
}
