import type { Passkey, SignInOptions } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { sessionQuery } from '../../lib/session.ts'
import { useConfirm } from '../../lib/use-confirm.ts'
import { useReport } from '../../lib/use-report.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageSkeleton } from '../../ui/screen-states.tsx'
import { NewPasskeyForm } from './new-passkey.tsx'
import { Refused } from './refused.tsx'
import { words } from './words.ts'

export function PasskeysSection() {
  const t = useWords(words)
  const [adding, setAdding] = useState(false)
  const query = useQuery({
    queryKey: ['passkeys'],
    queryFn: ({ signal }) => api.get<Passkey[]>('/api/account/passkeys', {}, signal),
  })
  const remove = useRemovePasskey()
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{t('passkeys')}</h2>
      <p className="rb-quiet">{t('passkeysText')}</p>
      <Loaded query={query} skeleton={<PageSkeleton rows={2} />}>
        {(passkeys) =>
          passkeys.length === 0 ? (
            <p>{t('noPasskeys')}</p>
          ) : (
            <PasskeyTable passkeys={passkeys} onRemove={(one) => void remove.ask(one)} />
          )
        }
      </Loaded>
      <div className="rb-alert" role="alert">
        <Refused error={remove.error} />
      </div>
      {adding ? <NewPasskeyForm onClose={() => setAdding(false)} /> : <AddButton onAdd={() => setAdding(true)} />}
    </section>
  )
}

/** Passkeys need a browser that knows them and an address they can belong to. */
function AddButton({ onAdd }: { onAdd(): void }) {
  const t = useWords(words)
  const { data } = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => api.get<SignInOptions>('/api/sign-in-options'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data && (!data.passkey || !('PublicKeyCredential' in window)))
    return <p className="rb-quiet">{t('passkeyImpossible')}</p>
  return (
    <div className="rb-actions rb-below">
      <Button onClick={onAdd}>{t('addPasskey')}</Button>
    </div>
  )
}

function PasskeyTable({ passkeys, onRemove }: { passkeys: readonly Passkey[]; onRemove(one: Passkey): void }) {
  const t = useWords(words)
  const columns: Column<Passkey>[] = [
    {
      key: 'name',
      title: t('passkeyName'),
      render: (p) => (
        <>
          <div>{p.name}</div>
          {p.backedUp && <div className="rb-sub">{t('synced')}</div>}
        </>
      ),
    },
    {
      key: 'lastUsed',
      title: t('lastUsed'),
      priority: 2,
      render: (p) => (p.lastUsedAt ? formatTime(p.lastUsedAt) : <span className="rb-quiet">{t('never')}</span>),
    },
    { key: 'created', title: t('created'), priority: 2, render: (p) => formatTime(p.createdAt) },
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (p) => (
        <Button size="small" aria-label={t('removeOf', { name: p.name })} onClick={() => onRemove(p)}>
          {t('remove')}
        </Button>
      ),
    },
  ]
  return (
    <div className="rb-below">
      <DataTable label={t('passkeys')} rows={passkeys} rowKey={(p) => p.id} columns={columns} />
    </div>
  )
}

function useRemovePasskey() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (one: Passkey) => api.delete(`/api/account/passkeys/${encodeURIComponent(one.id)}`),
    onSuccess: (_, one) => {
      report.done(t('passkeyRemoved', { name: one.name }))
      for (const queryKey of [['passkeys'], sessionQuery.queryKey]) void client.invalidateQueries({ queryKey })
    },
  })
  const ask = async (one: Passkey) => {
    const question = { title: t('removePasskeyTitle', { name: one.name }), text: t('removePasskeyText') }
    if (await confirm({ ...question, action: t('remove'), cancel: t('cancel'), danger: true })) remove.mutate(one)
  }
  return { ask, error: remove.error }
}
