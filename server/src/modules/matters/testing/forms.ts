import type { FormField, FormValues } from '@redbridge/contract'

/** A form that is complete: every required field has a value, organisations come from `parties`. */
export const filledForm = (fields: readonly FormField[], parties: Readonly<Record<string, string>> = {}): FormValues =>
  Object.fromEntries(
    fields.flatMap((field) => (field.required ? [[field.name, valueFor(field, parties)]] : [])),
  ) as FormValues

const valueFor = (field: FormField, parties: Readonly<Record<string, string>>): FormValues[string] => {
  const [option] = field.options ?? []
  switch (field.kind) {
    case 'date':
      return '2026-12-31'
    case 'number':
    case 'row_of':
      return 0
    case 'yes_no':
      return true
    case 'choice':
      return option?.value
    case 'choices':
      return option ? [option.value] : []
    case 'files':
      return []
    case 'citations':
      return ['ECL 28']
    case 'organisation':
      return parties[field.name]
    case 'rows':
      return [filledForm(field.columns ?? [], parties), filledForm(field.columns ?? [], parties)] as never
    default:
      return '演示'
  }
}
