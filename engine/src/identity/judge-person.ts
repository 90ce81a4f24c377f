import { KIND, REJECT, UNDECIDED } from './bits.ts'
import type { RowScanner } from './csv-scan.ts'
import { checkIdNumber, looksLikeIdNumber } from './id-number.ts'
import type { JudgeContext } from './judge.ts'
import { probeCode } from './open-table.ts'
import { packed } from './pack-code.ts'
import { IDENTIFIER, identifier, isBlankCode, readIdentifier } from './read-identifier.ts'
import { cellText, isExemption, isOverThreshold } from './report-columns.ts'
import { mixBytes, startHash } from './row-hash.ts'
import { findFault } from './uscc.ts'

/**
 * Judges a row without a code as a natural person's (ECL art. 10: exempt when small and occasional). False when the
 * identity column holds a business's code or number instead, which is then in `identifier`. With `fromCode` the identity
 * number stands in the code column; false then means it is none, and nothing was changed.
 */
export function judgePerson(c: JudgeContext, bytes: Uint8Array, row: RowScanner, fromCode = false): boolean {
  const { col, v } = c
  const column = fromCode ? col.uscc : col.idNumber
  const text =
    column < 0 ? '' : cellText(bytes, row.start[column]!, Math.min(row.end[column]!, row.start[column]! + 400))
  const check = checkIdNumber(text)
  if (fromCode && !(check.valid && looksLikeIdNumber(check.normalised))) return false
  if (check.normalised === '' || isBlankCode(check.normalised)) {
    v.reject |= REJECT.identifier_missing
    return true
  }
  if (!check.valid && check.kind !== 'masked') {
    if (holdsBusiness(c, bytes, row, column, check.normalised)) return false
    v.reject |= REJECT.id_number_invalid
    return true
  }
  identifier.notes = 0
  startHash()
  const key = Buffer.from(check.normalised)
  mixBytes(key, 0, key.length, 0)
  if (check.kind === 'masked') v.undecided = UNDECIDED.id_masked
  else if (says(bytes, row, col.overThreshold, isOverThreshold)) v.undecided = UNDECIDED.over_threshold
  else if (col.exemption >= 0 && !says(bytes, row, col.exemption, isExemption)) v.kinds |= KIND.licence_unknown
  return true
}

/**
 * True when the identity column holds a business's code or registration number. One identity number in 341 with a slip in
 * it passes as a code by chance: what is shaped like one is taken for one unless the register knows it.
 */
function holdsBusiness(
  { index }: JudgeContext,
  bytes: Uint8Array,
  row: RowScanner,
  column: number,
  normalised: string,
): boolean {
  const kind = readIdentifier(bytes, row.start[column]!, row.end[column]!)
  if (kind === IDENTIFIER.regNo) return identifier.regNoValid
  if (kind !== IDENTIFIER.code) return false
  const { codeTable, entries } = index.tables
  if (probeCode(codeTable, entries, packed.w0, packed.w1, packed.w2) >= 0) return true
  return !looksLikeIdNumber(normalised) && findFault(normalised) === undefined
}

const says = (
  bytes: Uint8Array,
  { start, end }: RowScanner,
  column: number,
  test: (text: string) => boolean,
): boolean => column >= 0 && test(cellText(bytes, start[column]!, Math.min(end[column]!, start[column]! + 600)))
