import type { Person } from '@redbridge/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { isoDateOf } from '../../lib/format.ts'
import { useMe } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { words } from './delegation-words.ts'

/** Names a colleague as deputy for some days. */
export function NewDelegationDrawer({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const me = useMe()
  const report = useReport()
  const client = useQueryClient()
  const [deputyId, setDeputy] = useState<string | null>(null)
  const [fromOn, setFrom] = useState(isoDateOf(new Date()))
  const [toOn, setTo] = useState('')
  const { data } = useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => api.get<{ items: Person[] }>('/api/colleagues', {}, signal),
  })
  const options = (data?.items ?? [])
    .filter((one) => one.id !== me.userId)
    .map((one) => ({ value: one.id, label: one.name }))
  const missing = deputyId === null || !fromOn || !toOn ? t('missing') : toOn < fromOn ? t('wrongOrder') : ''
  return (
    <FormDrawer
      title={t('create')}
      action={t('save')}
      missing={missing}
      save={() => api.post('/api/delegations', { deputyId, fromOn, toOn })}
      onSaved={() => {
        report.done(t('saved'))
        void client.invalidateQueries({ queryKey: ['delegations'] })
        onClose()
      }}
      onClose={onClose}
    >
      <p className="rb-quiet">{t('text')}</p>
      <Field label={t('deputy')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={deputyId}
            options={options}
            onChange={(next: string) => setDeputy(next)}
          />
        )}
      </Field>
      <div className="rb-field-row">
        <Field label={t('from')}>{(id) => <DateInput id={id} value={fromOn} onChange={setFrom} notPast />}</Field>
        <Field label={t('to')}>{(id) => <DateInput id={id} value={toOn} onChange={setTo} notPast />}</Field>
      </div>
    </FormDrawer>
  )
}
