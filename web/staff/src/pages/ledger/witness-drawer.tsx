import type { LedgerWitness } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useReport } from '../../lib/use-report.ts'
import { Field } from '../../ui/field.tsx'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { OrganisationSelect } from '../admin/users/organisation-select.tsx'
import { words } from './operation-words.ts'

/** Another organisation's key: from then on its co-signatures of checkpoints count. */
export function WitnessDrawer({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [organisationId, setOrganisationId] = useState<string | null>(null)
  const [key, setKey] = useState('')
  return (
    <FormDrawer
      title={t('addWitness')}
      action={t('addWitness')}
      missing={!organisationId ? t('missingOrganisation') : key.trim() === '' ? t('missingKey') : ''}
      save={() => api.post<LedgerWitness>('/api/ledger/witnesses', { organisationId, key: key.trim() })}
      onSaved={() => {
        report.done(t('witnessDone'))
        void client.invalidateQueries({ queryKey: ['ledger'] })
        onClose()
      }}
      onClose={onClose}
    >
      <p className="rb-quiet">{t('witnessNote')}</p>
      <OrganisationSelect value={organisationId} onChange={({ id }) => setOrganisationId(id)} />
      <Field label={t('witnessKey')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            spellCheck={false}
            placeholder="bureau.example+1a2b3c4d+BA…"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </Field>
    </FormDrawer>
  )
}
