import type { Organisation, Page } from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMe } from '../../../lib/session.ts'
import { Field } from '../../../ui/field.tsx'
import { words } from './words.ts'

interface Props {
  value: string | null
  onChange(organisation: Pick<Organisation, 'id' | 'kind'>): void
}

/** An organisation by name; the server looks, since a province has hundreds. */
export function OrganisationSelect({ value, onChange }: Props) {
  const t = useWords(words)
  const own = useMe().organisation
  const [q, setQ] = useState('')
  const { data } = useQuery({
    queryKey: ['organisations', 'choice', q],
    queryFn: ({ signal }) => api.get<Page<Organisation>>('/api/organisations', { q, size: 30 }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const found = (data?.items ?? []).map(({ id, kind, nameZh }) => ({ id, kind, nameZh }))
  const rows = found.some((o) => o.id === own.id) || q ? found : [own, ...found]
  return (
    <Field label={t('organisation')}>
      {(id) => (
        <Select
          id={id}
          value={value}
          placeholder={t('choose')}
          showSearch={{ filterOption: false, onSearch: (text: string) => setQ(text.trim()) }}
          options={rows.map((o) => ({ value: o.id, label: o.nameZh }))}
          onChange={(next: string) => {
            const chosen = rows.find((o) => o.id === next)
            if (chosen) onChange({ id: chosen.id, kind: chosen.kind })
          }}
        />
      )}
    </Field>
  )
}
