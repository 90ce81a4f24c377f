import type { LawProvision } from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { words } from './form-words.ts'

interface Props {
  value: readonly string[]
  onChange: (next: string[]) => void
  shared: { id: string; status: 'error' | ''; 'aria-describedby'?: string | undefined }
}

/** Chooses provisions in force by words of their title, number or text. */
export function CitationsSelect({ value, onChange, shared }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['provisions', q],
    queryFn: () => api.get<{ items: LawProvision[] }>('/api/law/provisions', { q }),
    placeholderData: keepPreviousData,
    staleTime: 600_000,
  })
  const options = (found.data?.items ?? []).map((one) => ({
    value: one.citation,
    label: pick(one),
    title: one.text ?? pick({ zh: one.zh, en: one.gist }),
  }))
  // What was chosen before keeps its words when the list shows others.
  const [known, setKnown] = useState<Record<string, string>>({})
  return (
    <Select
      {...shared}
      style={{ width: '100%' }}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setQ }}
      placeholder={t('findProvision')}
      notFoundContent={found.isFetching ? t('searching') : t('noProvision')}
      options={[
        ...options,
        ...value
          .filter((one) => !options.some((option) => option.value === one))
          .map((one) => ({ value: one, label: known[one] ?? one, title: one })),
      ]}
      value={[...value]}
      onChange={(next: string[]) => {
        setKnown({ ...known, ...Object.fromEntries(options.map((option) => [option.value, option.label])) })
        onChange(next)
      }}
    />
  )
}
