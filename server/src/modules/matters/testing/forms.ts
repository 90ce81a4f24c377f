import type { FormField, FormValues } from '@redbridge/contract'

/**
 * A form that is complete: every required field has a value, organisations come from `parties`, a row that is named is
 * the `pick`-th, and no two rows say the same.
 */
export const filledForm = (
  fields: readonly FormField[],
  parties: Readonly<Record<string, string>> = {},
  pick = 0,
): FormValues =>
  Object.fromEntries(
    fields.flatMap((field) => (field.required ? [[field.name, valueFor(field, parties, pick)]] : [])),
  ) as FormValues

const valueFor = (field: FormField, parties: Readonly<Record<string, string>>, pick: number): FormValues[string] => {
  const [option] = field.options ?? []
  switch (field.kind) {
    case 'date':
      return '2026-12-31'
    case 'number':
      return 1
    case 'row_of':
      return pick % 2
    case 'yes_no':
      return true
    case 'choice':
      return field.options?.[pick % (field.options.length || 1)]?.value
    case 'choices':
      return option ? [option.value] : []
    case 'files':
      return []
    case 'citations':
      return ['ECL 28']
    case 'organisation':
      return parties[field.name]
    case 'rows':
      return [1, 2].map((row) => filledForm(field.columns ?? [], parties, row)) as never
    default:
      return `演示${pick}`
  }
}
