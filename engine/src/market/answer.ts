import type { NormalisationNote, ProblemKind, RejectReason, UndecidedReason } from '@redbridge/contract'
import { REGISTER_PROVINCES } from './bureaus.ts'

export type Expectation = 'clear' | 'problem' | 'undecided' | 'rejected'

/** The right answer for one row, from Beijing's seat: Beijing's own register and lists, as of the period. */
export interface Answer {
  expect: Expectation
  /** problem kinds, most serious first */
  kinds: readonly ProblemKind[]
  reason: UndecidedReason | RejectReason | ''
  /** differences of form that were planted and must be no more than a note */
  notes: readonly NormalisationNote[]
  /** what was planted: a key of planting.ts, or the empty text */
  planted: string
  /** two digits of the province of registration; the empty text for a natural person */
  province: string
  /** the code of the register entry that is meant; the empty text where there is none */
  uscc: string
  /** what the home bureau finds, with its own register at hand */
  home: { expect: Expectation; kinds: readonly ProblemKind[] }
}

export interface MarketRow extends Answer {
  /** the ten fields in the order of REPORT_COLUMNS; another number of them in a row planted as ragged */
  cells: string[]
}

export const NONE: readonly never[] = []
const KNOWN_PROVINCES = new Set(REGISTER_PROVINCES)

/** The answer for a registered business, from the kinds that apply to it and where it is registered. */
export function settle(row: MarketRow): MarketRow {
  const found = row.kinds.length > 0 ? 'problem' : 'clear'
  // a code that fails its check digit is one wherever it was issued
  const plain = row.kinds.includes('code_invalid')
  row.home =
    plain || KNOWN_PROVINCES.has(row.province)
      ? { expect: found, kinds: row.kinds }
      : { expect: 'undecided', kinds: NONE }
  if (plain || row.province === '11') row.expect = found
  else {
    row.expect = 'undecided'
    row.reason = 'outside_coverage'
    row.kinds = NONE
  }
  return row
}
