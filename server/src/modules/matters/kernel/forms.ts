import { type FormColumn, type FormField, type FormValues, formSchema } from '@redbridge/contract'
import { findArticle } from '@redbridge/law'
import { covers, isSandbox } from '../../../platform/actor.ts'
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

export interface FormInput {
  readonly fields: readonly FormField[]
  readonly form: FormValues
  readonly told?: readonly Told[]
}

/**
 * Checks forms against their fields: first their shape, then what only the law data, the calendar, the history of the
 * matter and the caller's own files can say. Throws `bad_request` with a pointer for each field at fault of the first
 * form that has any. One query for all organisations and one for all files, however many forms.
 */
export const fillForms = async (act: Act, tx: Tx, inputs: readonly FormInput[]): Promise<Filled[]> => {
  const today = dayOf(act.now)
  const shaped = inputs.map((input) => {
    const form = shapedForm(input)
    const values = walk(input.fields, form)
    const faults = values.flatMap(([field, value, pointer]) =>
      [...missing(field, value), ...beyondShape(field, value, today, input.told ?? [])].map((message) => ({
        pointer: `/form${pointer}`,
        message,
      })),
    )
    const files = values.flatMap(([field, value]) => (field.kind === 'files' ? (value as readonly string[]) : []))
    return { form, values, faults, files: [...new Set(files)] }
  })
  const wrong = await wrongOrganisations(
    act,
    tx,
    shaped.map(({ values }) => values),
  )
  for (const [i, { faults }] of shaped.entries()) {
    const errors = [...faults, ...(wrong[i] ?? [])]
    if (errors.length > 0) throw new AppError('bad_request', { errors })
  }
  const files = new Set(shaped.flatMap((one) => one.files))
  if (files.size > 0 && act.actor) await requireOwnItems(contextFor(act.platform, act.actor), tx, [...files])
  return shaped.map(({ form, files }) => ({ form, files }))
}

/** Schemas by the list of fields they come from: a definition's lists live as long as the program. */
const schemas = new WeakMap<readonly FormField[], ReturnType<typeof formSchema>>()
const schemaOf = (fields: readonly FormField[]): ReturnType<typeof formSchema> => {
  const schema = schemas.get(fields) ?? formSchema(fields)
  schemas.set(fields, schema)
  return schema
}

const shapedForm = ({ fields, form }: FormInput): FormValues => {
  const parsed = schemaOf(fields).safeParse(form)
  if (parsed.success) return dropEmpty(parsed.data as FormValues)
  throw new AppError('bad_request', {
    errors: parsed.error.issues.map((issue) => ({
      pointer: `/form/${issue.path.join('/')}`,
      message: issue.message,
    })),
  })
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

/** Faults of each form's organisations, in the order of the forms. */
const wrongOrganisations = async (
  { actor }: Act,
  tx: Tx,
  forms: readonly (readonly [FormColumn, Value, string][])[],
): Promise<FieldFault[][]> => {
  const named = forms.map((values) => values.filter(([field]) => field.kind === 'organisation'))
  const ids = [...new Set(named.flat().map(([, value]) => value as string))]
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('organisation')
    .select(['id', 'kind', 'division', 'sandbox'])
    .where('id', 'in', ids)
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  return named.map((values) =>
    values.flatMap(([field, value, pointer]) => {
      const one = known.get(value as string)
      const fits = one && (!field.organisations || field.organisations.includes(one.kind)) && mayName(actor, one, field)
      return fits ? [] : [{ pointer: `/form${pointer}`, message: '没有该单位 / no such organisation' }]
    }),
  )
}

/**
 * A sandbox deals with sandboxes alone. Every bureau sees the platforms that have joined the bridge, but only what goes
 * over the bridge may name one of another jurisdiction.
 */
const mayName = (
  actor: Act['actor'],
  one: { kind: string; division: string; sandbox: boolean },
  { bridge }: FormColumn,
): boolean => {
  if (!actor) return true
  const { organisation } = actor
  if (one.sandbox !== isSandbox(organisation.division)) return false
  return (
    organisation.kind !== 'bureau' || one.kind !== 'platform' || bridge === true || covers(organisation, one.division)
  )
}
