import { type FormColumn, type FormField, type FormValues, formSchema } from '@redbridge/contract'
import { findArticle } from '@redbridge/law'
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import { AppError, type FieldFault } from '../../../platform/errors.ts'
import { contextFor } from '../../../platform/platform.ts'
import { requireOwnItems } from '../../evidence/index.ts'
import type { Told } from './check.ts'
import type { Act } from './types.ts'

/** A form that was filled in: its values, and the evidence items it hands over. */
export interface Filled {
  readonly form: FormValues
  readonly files: readonly string[]
}

type Value = FormValues[string]
type Row = Record<string, Value>

/** Every value of a form with the field it belongs to and its JSON pointer, rows unfolded. */
const walk = (fields: readonly FormField[], form: FormValues, at = ''): [FormColumn, Value, string][] =>
  fields.flatMap((field): [FormColumn, Value, string][] => {
    const value = form[field.name]
    const pointer = `${at}/${field.name}`
    if (value === undefined || value === null) return []
    if (field.kind !== 'rows') return [[field, value, pointer]]
    return (value as readonly Row[]).flatMap((row, i) => walk(field.columns ?? [], row, `${pointer}/${i}`))
  })

/**
 * Checks a form against its fields: first its shape, then what only the law data, the calendar, the history of the
 * matter and the caller's own files can say. Throws `bad_request` with a pointer for each field at fault.
 */
export const fillForm = async (
  act: Act,
  tx: Tx,
  input: { fields: readonly FormField[]; form: FormValues; told?: readonly Told[] },
): Promise<Filled> => {
  const parsed = formSchema(input.fields).safeParse(input.form)
  if (!parsed.success)
    throw new AppError('bad_request', {
      errors: parsed.error.issues.map((issue) => ({
        pointer: `/form/${issue.path.join('/')}`,
        message: issue.message,
      })),
    })
  const form = dropEmpty(parsed.data as FormValues)
  const values = walk(input.fields, form)
  const today = dayOf(act.now)
  const faults: FieldFault[] = values.flatMap(([field, value, pointer]) =>
    [...missing(field, value), ...beyondShape(field, value, today, input.told ?? [])].map((message) => ({
      pointer: `/form${pointer}`,
      message,
    })),
  )
  faults.push(...(await wrongOrganisations(tx, values)))
  if (faults.length > 0) throw new AppError('bad_request', { errors: faults })
  const files = values.flatMap(([field, value]) => (field.kind === 'files' ? (value as readonly string[]) : []))
  if (files.length > 0 && act.actor) await requireOwnItems(contextFor(act.platform, act.actor), tx, [...new Set(files)])
  return { form, files: [...new Set(files)] }
}

/** Empty texts, lists and nulls say nothing: they are left out, so that every reader finds one way of not saying. */
const dropEmpty = (form: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(form).filter(
      ([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length),
    ),
  )

const missing = (field: FormColumn, value: Value): string[] =>
  field.required && value === '' ? ['必填 / required'] : []

const beyondShape = (field: FormColumn, value: Value, today: string, told: readonly Told[]): string[] => {
  if (field.kind === 'date' && field.notPast && (value as string) < today) return ['不得早于今日 / not before today']
  if (field.kind === 'citations')
    return (value as readonly string[])
      .filter((citation) => !findArticle(citation, today))
      .map((citation) => `${citation}：现行法条中没有 / no such provision in force`)
  if (field.kind === 'row_of') {
    const [event, name] = (field.of ?? '').split('.') as [string, string]
    const rows = told.findLast((one) => one.event === event)?.form[name]
    if (!Array.isArray(rows) || (value as number) >= rows.length) return ['没有该行 / no such row']
  }
  return []
}

const wrongOrganisations = async (tx: Tx, values: readonly [FormColumn, Value, string][]): Promise<FieldFault[]> => {
  const named = values.filter(([field]) => field.kind === 'organisation')
  if (named.length === 0) return []
  const ids = named.map(([, value]) => value as string)
  const rows = await tx.selectFrom('organisation').select(['id', 'kind']).where('id', 'in', ids).execute()
  return named.flatMap(([field, value, pointer]) => {
    const found = rows.find((row) => row.id === value)
    const fits = found && (!field.organisations || field.organisations.includes(found.kind))
    return fits ? [] : [{ pointer: `/form${pointer}`, message: '没有该单位 / no such organisation' }]
  })
}
