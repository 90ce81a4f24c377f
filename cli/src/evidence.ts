import { PROBLEM_KIND_TEXT, type ProblemKind } from '@redbridge/contract'
import {
  checkUscc,
  codeEvidence,
  type DiffSpan,
  diffChars,
  type RegisterIndex,
  type RowExplanation,
} from '@redbridge/engine/identity'
import { fill, type Lang } from './lang.ts'
import { FAULT_TEXT } from './words.ts'

/**
 * Two spellings with the characters that differ in brackets; '' when they agree but for their form.
 * @example markDifference('北京红桥', '北京虹桥') // → '北京【红】桥 ≠ 北京【虹】桥'
 */
export const markDifference = (reported: string, registered: string): string => {
  if (reported === '' || registered === '') return ''
  const { reported: left, registered: right } = diffChars(reported, registered)
  if (![...left, ...right].some(({ kind }) => kind === 'changed')) return ''
  return `${marked(left)} ≠ ${marked(right)}`
}

const marked = (spans: readonly DiffSpan[]): string =>
  spans.map(({ text, kind }) => (kind === 'changed' ? `【${text}】` : text)).join('')

interface Context {
  readonly index: RegisterIndex
  readonly lang: Lang
  /** row number as the sender sees it */
  readonly rowOf: (rowNo: number) => string
}

/** Why the row is a problem, a sentence for each kind it has. */
export const explainWhy = (row: RowExplanation, context: Context): string =>
  row.kinds.map((kind) => WHY[kind](row, context)).join(context.lang === 'zh' ? '；' : '; ')

type Why = (row: RowExplanation, context: Context) => string

const listed =
  (kind: 'serious_violation' | 'abnormal_operation'): Why =>
  ({ entry }, { lang }) => {
    const detail = [entry?.listedDate, entry?.listedReason].filter(Boolean).join(lang === 'zh' ? '，' : ', ')
    const text =
      lang === 'zh'
        ? `登记库列入${PROBLEM_KIND_TEXT[kind].zh}`
        : `The register lists it: ${PROBLEM_KIND_TEXT[kind].en.toLowerCase()}`
    return detail ? `${text}（${detail}）` : text
  }

const standing =
  (zh: string, en: string): Why =>
  ({ entry }, { lang }) => {
    const date = entry?.statusDate ? (lang === 'zh' ? `（${entry.statusDate}）` : ` (${entry.statusDate})`) : ''
    return (lang === 'zh' ? `登记库载明该主体已${zh}` : `The register says it is ${en}`) + date
  }

const codeInvalid: Why = ({ reported, entry, proposedCode }, { index, lang }) => {
  const { reason = 'check_digit', normalised } = checkUscc(reported.uscc)
  const chars = [...new Set(normalised.replace(/[0-9A-HJ-NP-RTUWXY]/g, ''))].join('')
  const fault = fill(FAULT_TEXT[reason][lang], { n: [...normalised].length, chars })
  if (proposedCode && entry)
    return (
      fault +
      (lang === 'zh'
        ? `；登记库中“${entry.name}”的代码为 ${proposedCode}`
        : `; “${entry.name}” is registered as ${proposedCode}`)
    )
  return fault + sameNames(index, normalised, reported.name, lang)
}

const sameNames = (index: RegisterIndex, code: string, name: string, lang: Lang): string => {
  const { sameName } = codeEvidence(index, code, name)
  if (sameName.length === 0)
    return lang === 'zh' ? '；登记库中也没有同名主体' : '; nobody of that name is registered either'
  const codes = sameName.slice(0, 3).map((entry) => index.entry(entry).uscc || index.entry(entry).regNo)
  return (
    (lang === 'zh' ? `；登记库中同名主体：${codes.join('、')}` : `; registered under that name: ${codes.join(', ')}`) +
    (sameName.length > 3 ? '…' : '')
  )
}

const WHY: Record<ProblemKind, Why> = {
  cancelled: standing('注销', 'cancelled'),
  revoked: standing('吊销', 'revoked'),
  serious_violation: listed('serious_violation'),
  abnormal_operation: listed('abnormal_operation'),
  code_invalid: codeInvalid,
  licence_unknown: ({ reported, code }, { index, lang }) =>
    (lang === 'zh' ? '代码有效，但登记库中没有' : 'The code is valid but the register does not hold it') +
    sameNames(index, code, reported.name, lang),
  name_mismatch: ({ entry }, { lang }) =>
    lang === 'zh' ? `该代码的登记名称为“${entry?.name ?? ''}”` : `The code is registered to “${entry?.name ?? ''}”`,
  duplicate: ({ duplicateOf }, { lang, rowOf }) => {
    const row = duplicateOf === undefined ? '' : rowOf(duplicateOf)
    return lang === 'zh' ? `与第 ${row} 行的主体和网店相同` : `Same operator and shop as row ${row}`
  },
}

/** Register entries an undecided row may mean: name, code and area, at most five. */
export const candidates = (row: RowExplanation, index: RegisterIndex): string => {
  const { oneSlipAway, sameName } = codeEvidence(index, row.code, row.reported.name)
  const entries = [...new Set([row.entryIndex, ...oneSlipAway, ...sameName])].filter((entry) => entry >= 0)
  const shown = entries.slice(0, 5).map((entry) => {
    const { name, uscc, regNo, province, city } = index.entry(entry)
    return [name, uscc || regNo, province + city].filter(Boolean).join(' ')
  })
  return shown.join('；') + (entries.length > 5 ? ` …（${entries.length}）` : '')
}
