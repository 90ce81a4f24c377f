import type { FormField } from '@redbridge/contract'
import type { Draft, DraftValue } from './draft.ts'
import type { Faults } from './faults.ts'
import { FieldInput } from './field-input.tsx'
import { RowsContext, type RowsNamed } from './rows-named.ts'

interface Props {
  fields: readonly FormField[]
  draft: Draft
  faults: Faults
  onChange(draft: Draft): void
  rowsNamed?: RowsNamed
}

/** The form of a transition, drawn from its definition alone. */
export function DefinitionForm({ fields, draft, faults, onChange, rowsNamed }: Props) {
  return (
    <RowsContext value={rowsNamed ?? NONE}>
      <FieldList
        fields={fields}
        draft={draft}
        faults={faults}
        prefix=""
        onField={(name, value) => onChange({ ...draft, [name]: value })}
      />
    </RowsContext>
  )
}
const NONE: RowsNamed = () => []

interface ListProps {
  fields: readonly FormField[]
  draft: Draft
  faults: Faults
  prefix: string
  onField(name: string, value: DraftValue | undefined): void
}

export function FieldList({ fields, draft, faults, prefix, onField }: ListProps) {
  return fields.map((field) => (
    <FieldInput
      key={field.name}
      field={field}
      path={prefix + field.name}
      value={draft[field.name]}
      faults={faults}
      onChange={(value) => onField(field.name, value)}
    />
  ))
}
