import type { FormField, FormValue, FormValues } from '@redbridge/contract'

/** A form while it is being filled in: as the controls hold it, with the names that ids stand for. */
export interface DraftFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
}
export interface DraftOrganisation {
  readonly id: string
  readonly name: string
}
export interface DraftRow {
  /** stays with the row when rows are moved */
  readonly key: string
  readonly values: Draft
}
export type DraftValue =
  | string
  | number
  | boolean
  | DraftOrganisation
  | readonly string[]
  | readonly DraftFile[]
  | readonly DraftRow[]
export interface Draft {
  readonly [field: string]: DraftValue | undefined
}

let rows = 0
export const newRow = (): DraftRow => ({ key: `${Date.now().toString(36)}-${rows++}`, values: {} })

/** An empty form; a list that needs at least one row begins with one. */
export const emptyDraft = (fields: readonly FormField[]): Draft =>
  Object.fromEntries(fields.filter((f) => f.kind === 'rows' && f.required).map((f) => [f.name, [newRow()]]))

/**
 * The values as they travel: ids instead of names, what is empty left out.
 * @example valuesOf([{ name: 'a', kind: 'text', label }], { a: ' ' }) // {}
 */
export const valuesOf = (fields: readonly FormField[], draft: Draft): FormValues => {
  const values: FormValues = {}
  for (const field of fields) {
    const value = travelling(field, draft[field.name])
    if (value !== undefined) values[field.name] = value
  }
  return values
}

const travelling = (field: FormField, value: DraftValue | undefined): FormValue | undefined => {
  if (value === undefined) return undefined
  switch (field.kind) {
    case 'organisation':
      return (value as DraftOrganisation).id
    case 'files':
      return filled((value as readonly DraftFile[]).map((file) => file.id))
    case 'rows':
      return filled((value as readonly DraftRow[]).map((row) => valuesOf(field.columns ?? [], row.values) as never))
    case 'choices':
    case 'citations':
      return filled(value as readonly string[])
    default:
      return typeof value === 'string' && value.trim() === '' ? undefined : (value as FormValue)
  }
}
const filled = <T extends { length: number }>(list: T): T | undefined => (list.length > 0 ? list : undefined)

/** True when nothing was filled in yet. */
export const isEmptyDraft = (fields: readonly FormField[], draft: Draft): boolean =>
  Object.values(valuesOf(fields, draft)).every(
    (value) => Array.isArray(value) && value.every((row) => typeof row === 'object' && Object.keys(row).length === 0),
  )
