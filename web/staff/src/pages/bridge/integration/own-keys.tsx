import type { ExchangeKey } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { useReport } from '../../../lib/use-report.ts'
import { CopyButton } from '../../../ui/code.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { ReasonInPlace } from '../../../ui/reason-in-place.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from './key-words.ts'
import { isPrivateKey, rawKey } from './public-key.ts'

/** Keys of the platform's own systems: public halves alone. */
export function OwnKeys({ keys }: { keys: readonly ExchangeKey[] }) {
  const t = useWords(words)
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<ExchangeKey | null>(null)
  const columns = useKeyColumns(setRevoking)
  return (
    <section aria-labelledby="own-keys">
      <div className="rb-bridge-head">
        <h2 id="own-keys">{t('own')}</h2>
        <span className="rb-push" />
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('register')}
        </Button>
      </div>
      <p className="rb-bridge-note">{t('ownText')}</p>
      {revoking && <Revoke of={revoking} onClose={() => setRevoking(null)} />}
      {keys.length === 0 ? (
        <p className="rb-quiet">
          <strong>{t('noOwn')}</strong> {t('noOwnText')}
        </p>
      ) : (
        <DataTable label={t('own')} columns={columns} rows={keys} rowKey={(key) => key.id} />
      )}
      {adding && <RegisterKey onClose={() => setAdding(false)} />}
    </section>
  )
}

function useKeyColumns(onRevoke: (key: ExchangeKey) => void): Column<ExchangeKey>[] {
  const t = useWords(words)
  return [
    {
      key: 'name',
      title: t('name'),
      render: (key) => (
        <>
          <div>{key.name}</div>
          <div className="rb-sub rb-code">
            <code translate="no">{key.id}</code>
            <CopyButton text={key.id} />
          </div>
        </>
      ),
    },
    { key: 'state', title: t('state'), render: (key) => <KeyState of={key} /> },
    {
      key: 'used',
      title: t('lastUsed'),
      priority: 2,
      render: (key) => (key.lastUsedAt ? formatTime(key.lastUsedAt) : <span className="rb-quiet">{t('never')}</span>),
    },
    {
      key: 'created',
      title: t('created'),
      priority: 3,
      render: (key) => (
        <>
          {formatTime(key.createdAt)}
          <div className="rb-sub">{key.createdBy}</div>
        </>
      ),
    },
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (key) =>
        key.revokedAt === null && (
          <Button size="small" aria-label={t('revokeOf', { name: key.name })} onClick={() => onRevoke(key)}>
            {t('revoke')}
          </Button>
        ),
    },
  ]
}

function KeyState({ of: key }: { of: ExchangeKey }) {
  const t = useWords(words)
  if (key.revokedAt === null) return <StateTag tone="done">{t('inUse')}</StateTag>
  return (
    <>
      <StateTag tone="dropped">{t('revoked')}</StateTag>
      <div className="rb-sub rb-break">
        {formatTime(key.revokedAt)} {key.revokedReason}
      </div>
    </>
  )
}

function Revoke({ of: key, onClose }: { of: ExchangeKey; onClose(): void }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: (reason: string) => api.post(`/api/exchange/keys/${encodeURIComponent(key.id)}/revoke`, { reason }),
    onSuccess: () => {
      report.done(t('revokeDone', { name: key.name }))
      onClose()
      void client.invalidateQueries({ queryKey: ['exchange', 'keys'] })
    },
    onError: report.failed,
  })
  return (
    <div className="rb-panel rb-bridge-ask">
      <ReasonInPlace
        label={t('revokeReason', { name: key.name })}
        hint={t('revokeHint')}
        action={t('revoke')}
        danger
        pending={revoke.isPending}
        onSubmit={(reason) => revoke.mutate(reason)}
        onCancel={onClose}
      />
    </div>
  )
}

function RegisterKey({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [pem, setPem] = useState('')
  const faultOf = (): string => {
    if (name.trim() === '') return t('nameMissing')
    if (pem.trim() === '') return t('pemMissing')
    if (isPrivateKey(pem)) return t('pemPrivate')
    return rawKey(pem) ? '' : t('pemNot')
  }
  return (
    <FormDrawer
      title={t('register')}
      action={t('register')}
      missing={faultOf()}
      save={() => api.post<ExchangeKey>('/api/exchange/keys', { name: name.trim(), publicKey: pem.trim() })}
      onSaved={(key) => {
        report.done(t('registered', { id: key.id }))
        void client.invalidateQueries({ queryKey: ['exchange', 'keys'] })
        onClose()
      }}
      onClose={onClose}
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
      <Field label={t('pem')} hint={t('pemHint')}>
        {(id, hint) => (
          <Input.TextArea
            id={id}
            aria-describedby={hint}
            className="rb-mono"
            rows={5}
            maxLength={2000}
            spellCheck={false}
            value={pem}
            onChange={(event) => setPem(event.target.value)}
          />
        )}
      </Field>
    </FormDrawer>
  )
}
