import type { NewApiClientResult } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMe } from '../../../lib/session.ts'
import { usePlatforms } from '../../../lib/use-choices.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { ShownOnce } from '../../../ui/shown-once.tsx'
import { words } from './words.ts'

type Result = z.infer<typeof NewApiClientResult>

export function NewClient({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const bureau = useMe().organisation.kind === 'bureau'
  const [name, setName] = useState('')
  const [organisationId, setOrganisation] = useState<string | null>(null)
  const [result, setResult] = useState<Result | null>(null)
  if (result) return <Created result={result} onClose={onClose} />
  const missing = !name.trim() ? t('nameMissing') : bureau && !organisationId ? t('platformMissing') : ''
  return (
    <FormDrawer
      title={t('createTitle')}
      action={t('create')}
      missing={missing}
      onClose={onClose}
      save={() =>
        api.post<Result>('/api/clients', { name: name.trim(), ...(organisationId ? { organisationId } : {}) })
      }
      onSaved={(saved) => {
        setResult(saved)
        void client.invalidateQueries({ queryKey: ['clients'] })
      }}
    >
      <Field label={t('name')} hint={t('nameHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {bureau && <PlatformChoice value={organisationId} onChange={setOrganisation} />}
    </FormDrawer>
  )
}

function PlatformChoice({ value, onChange }: { value: string | null; onChange(id: string): void }) {
  const t = useWords(words)
  const platforms = usePlatforms()
  return (
    <Field label={t('platform')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={value}
          options={platforms.map((p) => ({ value: p.id, label: p.name }))}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

function Created({ result, onClose }: { result: Result; onClose(): void }) {
  const t = useWords(words)
  return (
    // Closing by a stray click would lose the secret: only the button closes.
    <Drawer open size={480} title={result.client.name} closable={false} mask={{ closable: false }} keyboard={false}>
      <ShownOnce
        title={t('onceTitle')}
        text={t('onceText')}
        values={[
          [t('clientId'), result.client.clientId],
          [t('secret'), result.clientSecret],
        ]}
        done={
          <Button type="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        }
      />
    </Drawer>
  )
}
