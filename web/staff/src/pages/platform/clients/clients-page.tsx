import type { ApiClient } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { useMe } from '../../../lib/session.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { CopyButton } from '../../../ui/code.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { HowTo } from './how-to.tsx'
import { NewClient } from './new-client.tsx'
import { words } from './words.ts'
import '../platform.css'

/** Systems that act for a platform: created with a secret shown once, revoked at once. */
export function ClientsPage() {
  const t = useWords(words)
  const [creating, setCreating] = useState(false)
  const query = useQuery({
    queryKey: ['clients'],
    queryFn: ({ signal }) => api.get<ApiClient[]>('/api/clients', {}, signal),
  })
  const columns = useClientColumns()
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <Button type="primary" onClick={() => setCreating(true)}>
          {t('create')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(clients) =>
          clients.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} />
          ) : (
            <DataTable label={t('title')} rows={clients} rowKey={(c) => c.id} columns={columns} />
          )
        }
      </Loaded>
      <HowTo />
      {creating && <NewClient onClose={() => setCreating(false)} />}
    </Page>
  )
}

function useClientColumns(): Column<ApiClient>[] {
  const t = useWords(words)
  const me = useMe()
  const revoke = useRevoke()
  return [
    {
      key: 'name',
      title: t('name'),
      render: (c) => (
        <>
          <div>{c.name}</div>
          <div className="rb-sub rb-code">
            <code translate="no">{c.clientId}</code>
            <CopyButton text={c.clientId} />
          </div>
        </>
      ),
    },
    ...(me.organisation.kind === 'bureau'
      ? [{ key: 'platform', title: t('platform'), render: (c: ApiClient) => c.organisationName }]
      : []),
    {
      key: 'state',
      title: t('state'),
      render: (c) =>
        c.revokedAt ? (
          <>
            <StateTag tone="dropped">{t('revoked')}</StateTag>
            <div className="rb-sub">{formatTime(c.revokedAt)}</div>
          </>
        ) : (
          <StateTag tone="done">{t('active')}</StateTag>
        ),
    },
    {
      key: 'lastUsed',
      title: t('lastUsed'),
      priority: 2,
      render: (c) => (c.lastUsedAt ? formatTime(c.lastUsedAt) : <span className="rb-quiet">{t('never')}</span>),
    },
    { key: 'created', title: t('created'), priority: 3, render: (c) => formatTime(c.createdAt) },
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (c) =>
        !c.revokedAt && (
          <Button size="small" aria-label={t('revokeOf', { name: c.name })} onClick={() => void revoke(c)}>
            {t('revoke')}
          </Button>
        ),
    },
  ]
}

function useRevoke() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (one: ApiClient) => api.delete(`/api/clients/${encodeURIComponent(one.id)}`),
    onSuccess: (_, one) => {
      report.done(t('revokeDone', { name: one.name }))
      void client.invalidateQueries({ queryKey: ['clients'] })
    },
    onError: report.failed,
  })
  return async (one: ApiClient) => {
    const sure = await confirm({
      title: t('revokeTitle', { name: one.name }),
      text: t('revokeText'),
      action: t('revoke'),
      cancel: t('cancel'),
      danger: true,
    })
    if (sure) mutate(one)
  }
}
