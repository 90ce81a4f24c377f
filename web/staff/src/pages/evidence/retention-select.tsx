import type { RetentionChoice } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useMe } from '../../lib/session.ts'
import { Field } from '../../ui/field.tsx'
import { words } from './words.ts'

/** How long it is kept, with what that rests on. Empty: the ordinary class of the organisation. */
export function RetentionSelect({ value, onChange }: { value: string; onChange(id: string): void }) {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
  const { data = [] } = useQuery({
    queryKey: ['evidence', 'retentions'],
    queryFn: ({ signal }) => api.get<RetentionChoice[]>('/api/evidence/retentions', {}, signal),
    staleTime: 3_600_000,
  })
  const chosen = value || (me.organisation.kind === 'platform' ? 'transaction' : 'file_10')
  const choice = data.find(({ id }) => id === chosen)
  const hint = choice && `${pick(choice.basis)}${choice.confirmed ? '' : ` · ${t('unconfirmed')}`}`
  return (
    <Field label={t('retention')} hint={hint}>
      {(id) => (
        <Select
          id={id}
          value={chosen}
          options={data.map((one) => ({ value: one.id, label: pick(one.name) }))}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
