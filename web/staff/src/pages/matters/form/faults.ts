import { type FormField, type FormValues, formSchema } from '@redbridge/contract'
import { fillWord, type Word } from '../../../i18n/define-words.ts'
import { words } from './form-words.ts'

/** What is wrong with a form, by place: 'reason', or 'commitments.0.dueOn' within rows. */
export type Faults = ReadonlyMap<string, Word>

const CHOSEN = new Set(['choice', 'choices', 'yes_no', 'organisation', 'row_of', 'date'])

/**
 * Checks the values with the contract's own schema and says what is wrong in words of the field.
 * `today` as `2026-07-31`, for dates that may not lie in the past.
 * @example faultsOf([{ name: 'reason', kind: 'text', label, required: true }], {}, '2026-07-31').get('reason')
 */
export const faultsOf = (fields: readonly FormField[], values: FormValues, today: string): Faults => {
  const faults = new Map<string, Word>()
  const checked = formSchema(fields).safeParse(values)
  for (const issue of checked.error?.issues ?? []) {
    const place = placeOf(fields, issue.path)
    if (place && !faults.has(place.key)) faults.set(place.key, wordOf(place.field, valueAt(values, issue.path)))
  }
  addPastDays(fields, values, { today, prefix: '', faults })
  return faults
}

/** The field that an issue means, and the place of it; an issue inside a list of texts means the list. */
const placeOf = (fields: readonly FormField[], path: readonly PropertyKey[]) => {
  const field = fields.find((one) => one.name === path[0])
  if (!field) return null
  if (field.kind === 'rows' && path.length >= 3) {
    const column = field.columns?.find((one) => one.name === path[2])
    if (column) return { field: column, key: path.slice(0, 3).map(String).join('.') }
  }
  return { field, key: field.name }
}

const valueAt = (values: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], values)

const named = (word: Word, field: FormField, more: Record<string, string | number> = {}): Word => ({
  zh: fillWord(word.zh, { label: field.label.zh, ...more }),
  en: fillWord(word.en, { label: field.label.en, ...more }),
})

const wordOf = (field: FormField, value: unknown): Word => {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return named(missingWord(field), field)
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return named(words.tooLong, field, { max: field.max ?? 1000 })
    case 'date':
      return named(words.notADay, field)
    case 'citations':
      return named(words.notACitation, field, { value: String(value) })
    case 'choices':
    case 'files':
    case 'rows':
      return named(words.tooMany, field)
    default:
      return named(words.wrong, field)
  }
}

const missingWord = (field: FormField): Word => {
  if (field.kind === 'files') return words.missingFiles
  if (field.kind === 'rows') return words.missingRows
  return CHOSEN.has(field.kind) ? words.missingChoice : words.missing
}

interface PastCheck {
  readonly today: string
  readonly prefix: string
  readonly faults: Map<string, Word>
}

const addPastDays = (fields: readonly FormField[], values: FormValues, check: PastCheck): void => {
  for (const field of fields) {
    const value = values[field.name]
    const key = check.prefix + field.name
    if (field.kind === 'rows' && Array.isArray(value))
      value.forEach((row, i) => {
        addPastDays(field.columns ?? [], row as FormValues, { ...check, prefix: `${key}.${i}.` })
      })
    else if (field.kind === 'date' && field.notPast && typeof value === 'string' && value < check.today)
      if (!check.faults.has(key)) check.faults.set(key, named(words.past, field))
  }
}

/** The server says what is wrong with one place in both languages, `中文 / English`, or in the words of the schema. */
const wordFromServer = (field: FormField, message: string): Word => {
  const [zh, en] = message.split(' / ')
  return zh && en ? { zh, en } : named(words.wrong, field)
}

/**
 * What the server refused, by place: pointers such as `/form/commitments/0/dueOn` mean fields of the form.
 * The rest, which no field shows, stays in `others`.
 */
export const faultsFromServer = (
  fields: readonly FormField[],
  errors: readonly { pointer: string; message: string }[],
): { faults: Faults; others: string[] } => {
  const faults = new Map<string, Word>()
  const others: string[] = []
  for (const { pointer, message } of errors) {
    const path = pointer.split('/').filter((step, i) => step !== '' && !(i <= 1 && step === 'form'))
    const place = placeOf(fields, path)
    if (place) faults.set(place.key, wordFromServer(place.field, message))
    else others.push(message)
  }
  return { faults, others }
}
