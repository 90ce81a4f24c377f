import type { Passkey } from '@redbridge/contract'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { sessionQuery } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { Field } from '../../ui/field.tsx'
import { Refused } from './refused.tsx'
import { words } from './words.ts'

async function addPasskey(name: string): Promise<Passkey> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = await api.post<PublicKeyCredentialCreationOptionsJSON>('/api/account/passkeys/options')
  const response = await startRegistration({ optionsJSON })
  return api.post<Passkey>('/api/account/passkeys', { name, response })
}

/** A name, then the browser asks for finger, face, PIN or key. */
export function NewPasskeyForm({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => addPasskey(name.trim()),
    onSuccess: (passkey) => {
      report.done(t('passkeyAdded', { name: passkey.name }))
      for (const queryKey of [['passkeys'], sessionQuery.queryKey]) void client.invalidateQueries({ queryKey })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) add.mutate()
  }
  // What the browser throws speaks of "the operation"; what the server refuses has its own words.
  const cancelled = add.error && !(add.error instanceof ApiError)
  return (
    <form className="rb-panel rb-stack rb-narrow-form" onSubmit={submit}>
      <Field label={t('passkeyName')} hint={t('passkeyNameHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            autoFocus
            required
            maxLength={50}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div role="alert" className="rb-alert">
        {cancelled ? t('passkeyCancelled') : <Refused error={add.error} />}
      </div>
      <div className="rb-actions">
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('addPasskey')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
