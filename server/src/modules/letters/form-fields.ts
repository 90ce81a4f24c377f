import type { FormField, FormValue, FormValues } from '@redbridge/contract'
import { dayZh } from './organ-code.ts'
import { citeOn } from './templates.store.ts'

// What people entered in the forms of a matter, as a letter says it.

const DAY = /^\d{4}-\d{2}-\d{2}$/
type Plain = Pick<FormField, 'kind' | 'options'>

const textsOf = (value: FormValue): string[] =>
  Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)]

const wordsOf = ({ options }: Plain, value: FormValue): string[] =>
  textsOf(value).map((one) => options?.find((option) => option.value === one)?.text.zh ?? one)

const sayOne = (field: Plain, value: FormValue, day: string): string => {
  if (field.kind === 'yes_no') return value === true ? '是' : '否'
  if (field.kind === 'choice') return wordsOf(field, value).join('、')
  if (field.kind === 'choices') return wordsOf(field, value).join('\n')
  if (field.kind === 'citations') return textsOf(value).map(citeOn(day)).join('、')
  const text = textsOf(value).join('\n')
  return field.kind === 'date' && DAY.test(text) ? dayZh(text) : text
}

/** A row of a list in one line: the first column as it is, the others with their labels. */
const sayRow = (field: FormField, row: Readonly<Record<string, FormValue>>, day: string): string =>
  (field.columns ?? [])
    .flatMap((column, i) => {
      const text = sayOne(column, row[column.name] ?? null, day)
        .replaceAll('\n', '、')
        .replace(/[。；，]$/, '')
      return text === '' ? [] : [i === 0 ? text : `${column.label.zh}：${text}`]
    })
    .join('，')

/** Fields whose values are ids, which a letter does not print. */
const IDS: readonly FormField['kind'][] = ['files', 'organisation', 'row_of']

/**
 * Values of one form as fields of a letter: choices by their words, days as 2026年7月14日, provisions cited in full,
 * rows as one line each.
 * @example letterFields([{ name: 'meetOn', kind: 'date', label }], { meetOn: '2026-07-14' }, '2026-07-06') // { meetOn: '2026年7月14日' }
 */
export const letterFields = (form: readonly FormField[], values: FormValues, day: string): Record<string, string> =>
  Object.fromEntries(
    form.flatMap((field) => {
      const value = values[field.name]
      if (value === undefined || value === null || IDS.includes(field.kind)) return []
      if (field.kind !== 'rows') return [[field.name, sayOne(field, value, day)]]
      const rows = Array.isArray(value) ? (value as readonly Record<string, FormValue>[]) : []
      return [[field.name, rows.map((row) => sayRow(field, row, day)).join('\n')]]
    }),
  )
