import type { FormField } from '@redbridge/contract'
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { CitationsSelect } from './citations-select.tsx'
import type { DraftFile, DraftOrganisation, DraftRow, DraftValue } from './draft.ts'
import type { Faults } from './faults.ts'
import { FilesInput } from './files-input.tsx'
import { FormLine, type InputIds } from './form-line.tsx'
import { words } from './form-words.ts'
import { OrganisationInput } from './organisation-input.tsx'
import { RowsInput } from './rows-input.tsx'
import { useRowsNamed } from './rows-named.ts'

export interface InputProps {
  field: FormField
  path: string
  value: DraftValue | undefined
  faults: Faults
  onChange(value: DraftValue | undefined): void
}

const GROUPS = new Set(['choices', 'yes_no', 'files', 'rows'])

/** One field of a form by its kind. */
export function FieldInput(props: InputProps) {
  const { field, faults, path } = props
  return (
    <FormLine field={field} fault={faults.get(path)} group={GROUPS.has(field.kind)}>
      {(ids) => <Control {...props} ids={ids} />}
    </FormLine>
  )
}

function Control({ ids, ...props }: InputProps & { ids: InputIds }): ReactNode {
  const { field, value, onChange } = props
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return <TextControl {...props} ids={ids} />
    case 'date':
      return (
        <DateInput
          id={ids.id}
          value={(value as string | undefined) ?? ''}
          notPast={field.notPast ?? false}
          describedBy={ids.describedBy}
          invalid={ids.invalid}
          onChange={(day) => onChange(day || undefined)}
        />
      )
    case 'number':
      return (
        <InputNumber
          id={ids.id}
          className="rb-number-input"
          value={(value as number | undefined) ?? null}
          status={ids.invalid ? 'error' : ''}
          aria-describedby={ids.describedBy}
          onChange={(number) => onChange(number ?? undefined)}
        />
      )
    case 'yes_no':
    case 'choices':
      return <BoxesControl {...props} />
    case 'choice':
    case 'row_of':
    case 'citations':
      return <SelectControl {...props} ids={ids} />
    case 'organisation':
      return (
        <OrganisationInput
          kinds={field.organisations ?? []}
          bridge={field.bridge ?? false}
          ids={ids}
          value={value as DraftOrganisation | undefined}
          onChange={onChange}
        />
      )
    case 'files':
      return <FilesInput field={field} value={(value as readonly DraftFile[] | undefined) ?? []} onChange={onChange} />
    case 'rows':
      return <RowsInput {...props} rows={(value as readonly DraftRow[] | undefined) ?? []} />
  }
}

function TextControl({ field, value, onChange, ids }: InputProps & { ids: InputIds }) {
  const max = field.max ?? 1000
  const shared = {
    id: ids.id,
    value: (value as string | undefined) ?? '',
    maxLength: max,
    status: ids.invalid ? ('error' as const) : ('' as const),
    'aria-invalid': ids.invalid,
    'aria-describedby': ids.describedBy,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return field.kind === 'text' ? (
    <Input {...shared} />
  ) : (
    <Input.TextArea {...shared} autoSize={{ minRows: 3, maxRows: 12 }} />
  )
}

function BoxesControl({ field, value, onChange }: InputProps) {
  const t = useWords(words)
  const pick = usePick()
  if (field.kind === 'yes_no')
    return (
      <Radio.Group
        value={value ?? null}
        options={[
          { value: true, label: t('yes') },
          { value: false, label: t('no') },
        ]}
        onChange={(event) => onChange(event.target.value as boolean)}
      />
    )
  return (
    <Checkbox.Group
      className="rb-boxes"
      value={[...((value as readonly string[] | undefined) ?? [])]}
      options={(field.options ?? []).map((option) => ({ value: option.value, label: pick(option.text) }))}
      onChange={(next) => onChange(next as string[])}
    />
  )
}

/** One of several, a row of an earlier form, or provisions that are cited. */
function SelectControl({ field, value, onChange, ids }: InputProps & { ids: InputIds }) {
  const t = useWords(words)
  const pick = usePick()
  const rowsNamed = useRowsNamed()
  const shared = {
    id: ids.id,
    status: ids.invalid ? ('error' as const) : ('' as const),
    'aria-invalid': ids.invalid,
    'aria-describedby': ids.describedBy,
    style: { width: '100%' },
  }
  if (field.kind === 'citations')
    return (
      <CitationsSelect
        value={(value as readonly string[] | undefined) ?? []}
        onChange={onChange}
        shared={{ id: ids.id, status: shared.status, 'aria-describedby': ids.describedBy }}
      />
    )
  const options: { value: string | number; label: string }[] =
    field.kind === 'row_of'
      ? rowsNamed(field.of ?? '').map((label, row) => ({ value: row, label: `${row + 1}. ${label}` }))
      : (field.options ?? []).map((option) => ({ value: option.value, label: pick(option.text) }))
  return (
    <Select
      {...shared}
      allowClear={!field.required}
      placeholder={t('choose')}
      notFoundContent={t('rowsUnknown')}
      value={(value as string | number | undefined) ?? null}
      options={options}
      onChange={(next: string | number | null) => onChange(next ?? undefined)}
    />
  )
}
