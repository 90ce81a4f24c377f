import type { MatchTier, NormalisationNote, ProblemKind, UndecidedReason } from '@redbridge/contract'
import { matchTier, problemKinds, undecidedReason } from './bits.ts'
import { createRowScanner } from './csv-scan.ts'
import { notesOf } from './fold.ts'
import type { RegisterEntry } from './index-format.ts'
import { createJudge, type Judge } from './judge.ts'
import { sameRepresentative } from './name-match.ts'
import type { RegisterIndex } from './register-index.ts'

export interface AdmissionQuestion {
  readonly uscc: string
  readonly name: string
  readonly representative?: string
}

/** Whether an applicant is real, consistent and in good standing, as far as the register knows. */
export interface AdmissionAnswer {
  /** the code stands in the register; null = the register does not cover its province */
  readonly real: boolean | null
  /** name (and representative, where both sides give one) fit the code; null = nothing to compare */
  readonly consistent: boolean | null
  readonly standing: 'good' | 'cancelled' | 'revoked' | 'serious_violation' | 'abnormal_operation' | 'unknown'
  readonly admissible: boolean
  /** reason codes, most serious first */
  readonly kinds: ProblemKind[]
  readonly undecided: UndecidedReason | undefined
  readonly missing: ('uscc' | 'name')[]
  readonly representativeFits: boolean | null
  readonly notes: NormalisationNote[]
  readonly tier: MatchTier
  /** the entry that matched, or the evidence for a wrong code */
  readonly entry: RegisterEntry | undefined
  readonly entryIndex: number
  /** date of the register data */
  readonly asOf: string
}

export interface AdmissionOptions {
  readonly coverage?: readonly string[] | null
}

const MOST = 2000
const encoder = new TextEncoder()
const bytes = new Uint8Array(MOST * 3 * 3)
const row = createRowScanner(3)
const judges = new WeakMap<RegisterIndex, { coverage: AdmissionOptions['coverage']; judge: Judge }>()

/**
 * Answers whether an operator may be admitted to a platform. Synchronous, microseconds; texts over 2,000 characters are
 * cut.
 *
 * @example checkAdmission(index, { uscc: '91310106746163113B', name: '上海争翔贸易有限公司' }).admissible // true
 */
export function checkAdmission(
  index: RegisterIndex,
  question: AdmissionQuestion,
  options: AdmissionOptions = {},
): AdmissionAnswer {
  let known = judges.get(index)
  if (known === undefined || known.coverage !== options.coverage) {
    const judge = createJudge(index, {
      mapping: { name: 0, uscc: 1, representative: 2 },
      columns: 3,
      ...(options.coverage !== undefined && { coverage: options.coverage }),
    })
    known = { coverage: options.coverage, judge }
    judges.set(index, known)
  }
  let at = 0
  const put = (cell: number, text: string) => {
    row.start[cell] = at
    at += encoder.encodeInto(text.length > MOST ? text.slice(0, MOST) : text, bytes.subarray(at)).written
    row.end[cell] = at
  }
  put(0, question.name)
  put(1, question.uscc)
  put(2, question.representative ?? '')
  row.cells = 3
  row.flags = 0
  known.judge.judge(bytes, row)
  return answer(index, question, known.judge)
}

function answer(index: RegisterIndex, question: AdmissionQuestion, { verdict: v }: Judge): AdmissionAnswer {
  const kinds = problemKinds(v.kinds)
  const entry = v.entry < 0 ? undefined : index.entry(v.entry)
  const tier = matchTier(v.tier)
  const undecided = undecidedReason(v.undecided)
  const real = undecided === 'outside_coverage' ? null : tier === 'exact_code'
  const representativeFits = fits(index, v.entry, question, entry)
  const missing = [
    ...(question.name.trim() === '' ? (['name'] as const) : []),
    ...(question.uscc.trim() === '' ? (['uscc'] as const) : []),
  ]
  const standing = real === true ? (kinds.find(isStanding) ?? 'good') : 'unknown'
  const consistent = real === true ? !kinds.includes('name_mismatch') && representativeFits !== false : null
  return {
    real,
    consistent,
    standing,
    admissible: real === true && consistent === true && standing === 'good',
    kinds,
    undecided,
    missing,
    representativeFits,
    notes: notesOf(v.notes),
    tier,
    entry,
    entryIndex: v.entry,
    asOf: index.meta.asOf,
  }
}

type Standing = Exclude<AdmissionAnswer['standing'], 'good' | 'unknown'>
const isStanding = (kind: ProblemKind): kind is Standing =>
  kind === 'cancelled' || kind === 'revoked' || kind === 'serious_violation' || kind === 'abnormal_operation'

function fits(
  index: RegisterIndex,
  entry: number,
  question: AdmissionQuestion,
  found: RegisterEntry | undefined,
): boolean | null {
  const asked = question.representative?.trim() ?? ''
  if (found === undefined || asked === '' || /^(|N\/A|无|-|\*+)$/i.test(found.representative.trim())) return null
  const cell = encoder.encode(asked.slice(0, MOST))
  return sameRepresentative(index.tables, entry, cell, 0, cell.length)
}
