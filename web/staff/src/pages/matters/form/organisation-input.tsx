import type { OrganisationKind } from '@redbridge/contract'
import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { useMatterOrganisations } from '../use-organisations.ts'
import type { DraftOrganisation } from './draft.ts'
import type { InputIds } from './form-line.tsx'
import { words } from './form-words.ts'

interface Props {
  kinds: readonly OrganisationKind[]
  /** platforms of the whole country */
  bridge: boolean
  ids: InputIds
  value: DraftOrganisation | undefined
  onChange(value: DraftOrganisation | undefined): void
}

/** An organisation found by typing part of its name. */
export function OrganisationInput({ kinds, bridge, ids, value, onChange }: Props) {
  const t = useWords(words)
  const [text, setText] = useState('')
  const { items, searching } = useMatterOrganisations(kinds, text, !bridge)
  const found = items.map((one) => ({ value: one.id, label: one.name }))
  const options =
    value && !found.some((one) => one.value === value.id) ? [{ value: value.id, label: value.name }, ...found] : found
  return (
    <Select
      id={ids.id}
      allowClear
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('searchOrganisation')}
      notFoundContent={searching ? '…' : t('noOrganisation')}
      status={ids.invalid ? 'error' : ''}
      aria-invalid={ids.invalid}
      aria-describedby={ids.describedBy}
      value={value?.id ?? null}
      options={options}
      onChange={(id: string | null) => {
        const name = options.find((one) => one.value === id)?.label
        onChange(id && name ? { id, name } : undefined)
      }}
    />
  )
}
