import {
  CASE_STAGE_TEXT,
  FIELD_GROUP_TEXT,
  type FieldGroup,
  isDay,
  REQUEST_PURPOSE_TEXT,
  RequestForm,
  SECRECY_LEVEL_TEXT,
  TARGET_KIND_TEXT,
} from '@redbridge/contract'
import { ARTICLES, citeZh, findArticle, holdsOn, type StandardField } from '@redbridge/law'

// A row of a spreadsheet is one request about one target. What people write is read generously and named exactly.

/** Columns with the width, an example and what is said about each in the template. */
export const BULK_COLUMNS = [
  { key: 'platform', zh: '协查平台', synonyms: ['平台名称', '平台', 'platform'], width: 24, need: '必填' },
  { key: 'kind', zh: '对象类型', synonyms: ['类型', 'target kind'], width: 14, need: '必填' },
  { key: 'value', zh: '协查对象', synonyms: ['对象', '订单号', 'target'], width: 44, need: '必填' },
  { key: 'note', zh: '对象说明', synonyms: ['说明', '备注', 'note'], width: 24, need: '' },
  { key: 'purpose', zh: '协查目的', synonyms: ['目的', 'purpose'], width: 16, need: '必填' },
  { key: 'fields', zh: '协查内容', synonyms: ['内容', 'fields'], width: 30, need: '必填' },
  { key: 'periodFrom', zh: '时间范围自', synonyms: ['起始日期', 'from'], width: 14, need: '' },
  { key: 'periodTo', zh: '时间范围至', synonyms: ['截止日期', 'to'], width: 14, need: '' },
  { key: 'caseStage', zh: '案件阶段', synonyms: ['阶段', 'stage'], width: 14, need: '必填' },
  { key: 'caseNo', zh: '案件编号', synonyms: ['案件、线索编号', '线索编号', 'case number'], width: 24, need: '' },
  { key: 'basis', zh: '法律依据', synonyms: ['依据', 'basis'], width: 34, need: '必填' },
  { key: 'facts', zh: '案情和理由', synonyms: ['简要案情', '案情', 'facts'], width: 44, need: '必填' },
  { key: 'officer1', zh: '办案人员一', synonyms: ['办案人员1', 'officer 1'], width: 12, need: '必填' },
  { key: 'licence1', zh: '执法证号一', synonyms: ['执法证号1', 'certificate 1'], width: 16, need: '必填' },
  { key: 'officer2', zh: '办案人员二', synonyms: ['办案人员2', 'officer 2'], width: 12, need: '必填' },
  { key: 'licence2', zh: '执法证号二', synonyms: ['执法证号2', 'certificate 2'], width: 16, need: '必填' },
  { key: 'secrecy', zh: '保密要求', synonyms: ['保密', 'secrecy'], width: 14, need: '' },
  { key: 'dueOn', zh: '答复期限', synonyms: ['期限', 'answer by'], width: 14, need: '' },
  { key: 'forwardedFrom', zh: '原发函单位', synonyms: ['forwarded from'], width: 24, need: '' },
  { key: 'forwardedNo', zh: '原函文号', synonyms: ['forwarded number'], width: 20, need: '' },
  { key: 'forwardedOn', zh: '原函日期', synonyms: ['forwarded on'], width: 14, need: '' },
] as const
export type BulkKey = (typeof BULK_COLUMNS)[number]['key']
export type Cells = Readonly<Record<BulkKey, string>>

/** A fault of one cell, in words of the sheet. */
export interface CellFault {
  readonly column: BulkKey
  readonly zh: string
  readonly en: string
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s《》"“”()（）、，,.。]/g, '')

type Words = Readonly<Record<string, { readonly zh: string; readonly en: string }>>
/** The key that a cell means: its Chinese or English label, or the key; else the one label that holds these words. */
const keyIn = (words: Words, text: string): string | undefined => {
  const wanted = fold(text)
  const labels = Object.entries(words).map(([key, { zh, en }]) => ({ key, labels: [key, zh, en].map(fold) }))
  const exact = labels.find((one) => one.labels.includes(wanted))
  const near = wanted.length < 2 ? [] : labels.filter((one) => one.labels.some((label) => label.includes(wanted)))
  return exact?.key ?? (near.length === 1 ? near[0]?.key : undefined)
}

const parts = (text: string): string[] =>
  text
    .split(/[、，,;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean)

/** '2026/7/1', '2026.7.1', '2026年7月1日' and '20260701' are days too. */
const dayIn = (text: string): string | undefined => {
  const found = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(
    text
      .normalize('NFKC')
      .trim()
      .replace(/[ T]00:00(:00)?$/, ''),
  )
  const day = found && `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`
  return day && isDay(day) ? day : undefined
}

const SHORT: Partial<Record<FieldGroup, string>> = {
  identity: '身份',
  goods: '商品',
  payment: '支付',
  logistics: '物流',
}
/** A group stands for its standard fields; a field is its id, '支付：订单编号', or its name where only one field has it. */
const fieldsIn = (text: string, catalogue: readonly StandardField[]): string[] | undefined => {
  const group = Object.entries(FIELD_GROUP_TEXT).find(([key, { zh, en }]) =>
    [key, zh, en, SHORT[key as FieldGroup] ?? zh].some((label) => fold(label) === fold(text)),
  )?.[0]
  if (group && group !== 'extra')
    return catalogue.filter((field) => field.group === group && field.standard).map((field) => field.id)
  const named = catalogue.filter(({ id, text: { zh, en }, group: of }) =>
    [id, zh, en, `${SHORT[of] ?? FIELD_GROUP_TEXT[of].zh}：${zh}`].some(
      (label) => fold(label).replace(/[:：]/g, '') === fold(text).replace(/[:：]/g, ''),
    ),
  )
  return named.length === 1 ? named.map((field) => field.id) : undefined
}

const citationIn = (text: string, day: string): string | undefined => {
  const code = text.normalize('NFKC').trim().toUpperCase()
  if (findArticle(code, day)) return code
  const short = (cited: string): string => fold(cited).replace(/^中华人民共和国/, '')
  const found = ARTICLES.filter((one) => holdsOn(one, day))
    .map((one) => {
      const { instrument, article, paragraph, item } = one
      return `${instrument} ${article}${paragraph === undefined ? '' : `(${paragraph})`}${item === undefined ? '' : `(${item})`}`
    })
    .flatMap((citation) => [citation, citation.replace(/\(.*$/, '')])
    .find((citation) => findArticle(citation, day) && short(citeZh(citation, day)) === short(text))
  return found
}

/** The form that a row's cells say, as far as they can be read, and what cannot. */
export const readCells = (cells: Cells, catalogue: readonly StandardField[], day: string) => {
  const faults: CellFault[] = []
  const say = (column: BulkKey, zh: string, en: string): undefined => void faults.push({ column, zh, en })
  const choice = (column: BulkKey, words: Words): string | undefined =>
    cells[column] === ''
      ? undefined
      : (keyIn(words, cells[column]) ??
        say(
          column,
          `“${cells[column]}”不在可选项中：${Object.values(words)
            .map((one) => one.zh)
            .join('、')}`,
          `"${cells[column]}" is none of the choices`,
        ))
  const date = (column: BulkKey): string | undefined =>
    cells[column] === ''
      ? undefined
      : (dayIn(cells[column]) ?? say(column, `“${cells[column]}”不是日期`, `"${cells[column]}" is no date`))
  const list = (column: BulkKey, read: (part: string) => readonly string[] | undefined): string[] => [
    ...new Set(
      parts(cells[column]).flatMap(
        (part) => read(part) ?? say(column, `“${part}”无法识别`, `"${part}" is not recognised`) ?? [],
      ),
    ),
  ]
  const kind = choice('kind', TARGET_KIND_TEXT)
  const officers = ([1, 2] as const).flatMap((i) => {
    const [name, licence] = [cells[`officer${i}`], cells[`licence${i}`]]
    return name === '' && licence === '' ? [] : [{ name, licence }]
  })
  const form = Object.fromEntries(
    Object.entries({
      purpose: choice('purpose', REQUEST_PURPOSE_TEXT),
      targets: kind && cells.value ? [{ kind, value: cells.value, ...(cells.note ? { note: cells.note } : {}) }] : [],
      reach: 'single',
      periodFrom: date('periodFrom'),
      periodTo: date('periodTo'),
      fields: list('fields', (part) => fieldsIn(part, catalogue)),
      caseStage: choice('caseStage', CASE_STAGE_TEXT),
      caseNo: cells.caseNo || undefined,
      basis: list('basis', (part) => {
        const citation = citationIn(part, day)
        return citation === undefined ? undefined : [citation]
      }),
      facts: cells.facts,
      officers,
      secrecy: cells.secrecy === '' ? 'ordinary' : choice('secrecy', SECRECY_LEVEL_TEXT),
      dueOn: date('dueOn'),
      forwardedFrom: cells.forwardedFrom || undefined,
      forwardedNo: cells.forwardedNo || undefined,
      forwardedOn: date('forwardedOn'),
    }).filter(([, value]) => value !== undefined),
  )
  return { form, faults }
}

/** Shape of a whole form; a row that lacks a choice has no shape yet, which the rules say better. */
export const shapeOf = (form: object) => RequestForm.safeParse(form)
