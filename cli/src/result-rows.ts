import {
  NORMALISATION_NOTE_TEXT,
  PROBLEM_KIND_TEXT,
  REJECT_REASON_TEXT,
  REPORT_COLUMNS,
  type ReportField,
  UNDECIDED_REASON_TEXT,
} from '@redbridge/contract'
import {
  type ChunkResult,
  checkIdNumber,
  explainRow,
  type RegisterIndex,
  type ReportMapping,
  type RowExplanation,
  rowBytes,
} from '@redbridge/engine/identity'
import { parseRows } from '@redbridge/tabular'
import { candidates, explainWhy, markDifference } from './evidence.ts'
import type { Lang } from './lang.ts'
import { COLUMN, STATUS_TEXT, TIER_TEXT } from './words.ts'

export interface RowContext {
  readonly index: RegisterIndex
  readonly lang: Lang
  readonly rowOf: (rowNo: number) => string
}

type Column = readonly [name: keyof typeof COLUMN, width: number]

const PROBLEM_COLUMNS: readonly Column[] = [
  ['row', 10],
  ['kind', 14],
  ['allKinds', 22],
  ['why', 60],
  ['tier', 20],
  ['reportedName', 34],
  ['registeredName', 34],
  ['nameDiff', 44],
  ['reportedCode', 22],
  ['registeredCode', 22],
  ['codeDiff', 44],
  ['proposedCode', 22],
  ['reportedRepresentative', 16],
  ['registeredRepresentative', 16],
  ['status', 10],
  ['statusDate', 12],
  ['listedReason', 30],
  ['listedDate', 12],
  ['area', 16],
  ['reportedAddress', 36],
  ['registeredAddress', 36],
  ['shopName', 24],
  ['shopUrl', 36],
  ['duplicateOf', 12],
  ['notes', 30],
  ['basis', 10],
]

const UNDECIDED_COLUMNS: readonly Column[] = [
  ['row', 10],
  ['reasons', 30],
  ['candidates', 70],
  ['tier', 20],
  ['reportedName', 34],
  ['reportedCode', 22],
  ['reportedRepresentative', 16],
  ['reportedAddress', 36],
  ['shopName', 24],
  ['shopUrl', 36],
  ['notes', 30],
]

const headers = (columns: readonly Column[], lang: Lang) =>
  columns.map(([name, width]) => ({ header: COLUMN[name][lang], width }))
export const problemColumns = (lang: Lang) => headers(PROBLEM_COLUMNS, lang)
export const undecidedColumns = (lang: Lang) => headers(UNDECIDED_COLUMNS, lang)

const join = (lang: Lang) => (lang === 'zh' ? '；' : '; ')

/** The row's judgement, reported and registered side by side. */
export const problemRow = (row: RowExplanation, context: RowContext): string[] => {
  const { lang } = context
  const { reported, entry, kind } = row
  const values: Partial<Record<keyof typeof COLUMN, string>> = {
    ...commonValues(row, context),
    kind: kind === undefined ? '' : PROBLEM_KIND_TEXT[kind][lang],
    allKinds: row.kinds.map((one) => PROBLEM_KIND_TEXT[one][lang]).join(join(lang)),
    why: explainWhy(row, context),
    basis: kind === undefined ? '' : PROBLEM_KIND_TEXT[kind].basis,
    registeredName: entry?.name ?? '',
    nameDiff: markDifference(reported.name, entry?.name ?? ''),
    registeredCode: entry?.uscc || entry?.regNo || '',
    codeDiff: markDifference(reported.uscc, entry?.uscc || entry?.regNo || ''),
    proposedCode: row.proposedCode,
    registeredRepresentative: entry?.representative ?? '',
    status: entry === undefined ? '' : STATUS_TEXT[entry.status][lang],
    statusDate: entry?.statusDate ?? '',
    listedReason: entry?.listedReason ?? '',
    listedDate: entry?.listedDate ?? '',
    area: entry === undefined ? '' : entry.province + entry.city,
    registeredAddress: entry?.address ?? '',
    duplicateOf: row.duplicateOf === undefined ? '' : context.rowOf(row.duplicateOf),
  }
  return PROBLEM_COLUMNS.map(([name]) => values[name] ?? '')
}

export const undecidedRow = (row: RowExplanation, context: RowContext): string[] => {
  const values: Partial<Record<keyof typeof COLUMN, string>> = {
    ...commonValues(row, context),
    reasons: row.undecided === undefined ? '' : UNDECIDED_REASON_TEXT[row.undecided][context.lang],
    candidates: candidates(row, context.index),
  }
  return UNDECIDED_COLUMNS.map(([name]) => values[name] ?? '')
}

const commonValues = ({ rowNo, tier, notes, reported }: RowExplanation, { lang, rowOf }: RowContext) => ({
  row: rowOf(rowNo),
  tier: TIER_TEXT[tier][lang],
  notes: notes.map((note) => NORMALISATION_NOTE_TEXT[note][lang]).join(join(lang)),
  reportedName: reported.name,
  reportedCode: reported.uscc,
  reportedRepresentative: reported.representative,
  reportedAddress: reported.address,
  shopName: reported.shopName,
  shopUrl: reported.shopUrl,
})

/** A rejected row as the corrected template holds it: reason, row number, then the template's columns. */
export const rejectedRow = (
  result: ChunkResult,
  i: number,
  mapping: ReportMapping,
  { index, lang, rowOf }: RowContext,
): string[] => {
  const row = explainRow(index, result, i, mapping)
  const bytes = rowBytes(result, i)
  const cells = parseRows(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))[0] ?? []
  // Cells of a row of the wrong width are put where the header would have them: the sender sees what slipped.
  const values = REPORT_COLUMNS.map(({ key }) => (mapping[key] === undefined ? '' : (cells[mapping[key]] ?? '')))
  const reasons = row.rejects.map(
    (reason) =>
      REJECT_REASON_TEXT[reason][lang] +
      detail(reason, row.reported, { given: cells.length, wanted: result.columns }, lang),
  )
  return [reasons.join(join(lang)), rowOf(row.rowNo), ...values]
}

const detail = (
  reason: string,
  reported: Record<ReportField, string>,
  cells: { given: number; wanted: number },
  lang: Lang,
): string => {
  const text = (() => {
    if (reason === 'column_count')
      return lang === 'zh'
        ? `表头${cells.wanted}列，本行${cells.given}列`
        : `${cells.wanted} in the header, ${cells.given} here`
    if (reason === 'field_too_long') {
      return REPORT_COLUMNS.filter(({ key, max }) => [...reported[key]].length > max)
        .map((column) => `${column[lang]} > ${column.max}`)
        .join(', ')
    }
    if (reason === 'id_number_invalid') return ID_FAULT[checkIdNumber(reported.idNumber).reason ?? 'check_digit'][lang]
    return ''
  })()
  return text === '' ? '' : lang === 'zh' ? `（${text}）` : ` (${text})`
}

const ID_FAULT = {
  length: { zh: '应为18位', en: 'must have 18 characters' },
  alphabet: { zh: '含不允许的字符', en: 'characters not allowed' },
  check_digit: { zh: '校验位不符', en: 'check digit' },
  date: { zh: '出生日期不存在', en: 'no such birth date' },
} as const
