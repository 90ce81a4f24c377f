import {
  type Authorisation,
  type Authorisations as AuthorisationsSchema,
  REQUEST_REACH_TEXT,
} from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatDate, formatTime, isoDateOf } from '../../../lib/format.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { useReport } from '../../../lib/use-report.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { GrantDrawer } from './grant-drawer.tsx'
import { words } from './words.ts'

type All = z.infer<typeof AuthorisationsSchema>

/** Provinces that may ask over a whole area, category or period. The national bureau grants and revokes. */
export function Authorisations() {
  const t = useWords(words)
  const [granting, setGranting] = useState(false)
  const query = useQuery({
    queryKey: ['authorisations'],
    queryFn: ({ signal }) => api.get<All>('/api/assistance/authorisations', {}, signal),
  })
  const mayGrant = query.data?.mayGrant ?? false
  const columns = useColumns(mayGrant)
  return (
    <section aria-label={t('authorisations')}>
      <div className="rb-bridge-head">
        <p className="rb-bridge-note">
          {t('authText')} {query.data && !mayGrant && t('authOnlyNational')}
        </p>
        <span className="rb-push" />
        {mayGrant && (
          <Button type="primary" onClick={() => setGranting(true)}>
            {t('grant')}
          </Button>
        )}
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('authNone')} text={t('authNoneText')} />
          ) : (
            <DataTable label={t('authorisations')} columns={columns} rows={items} rowKey={(one) => one.id} />
          )
        }
      </Loaded>
      {granting && <GrantDrawer onClose={() => setGranting(false)} />}
    </section>
  )
}

function useColumns(mayGrant: boolean): Column<Authorisation>[] {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const revoke = useRevoke()
  const period = ({ fromOn, toOn }: Authorisation): string => {
    const from = formatDate(fromOn, lang)
    return toOn === null ? t('openEnded', { from }) : t('between', { from, to: formatDate(toOn, lang) })
  }
  const columns: Column<Authorisation>[] = [
    {
      key: 'bureau',
      title: t('bureau'),
      render: (one) => (
        <>
          <div>{one.bureauName}</div>
          <div className="rb-sub">{one.documentNo}</div>
        </>
      ),
    },
    {
      key: 'reaches',
      title: t('reaches'),
      render: (one) => one.reaches.map((reach) => pick(REQUEST_REACH_TEXT[reach])).join(lang === 'zh' ? '、' : ', '),
    },
    { key: 'period', title: t('period'), priority: 2, render: period },
    { key: 'state', title: t('state'), render: (one) => <AuthorisationState of={one} /> },
    {
      key: 'by',
      title: t('grantedBy'),
      priority: 3,
      render: (one) => (
        <>
          {one.grantedBy}
          <div className="rb-sub">{formatTime(one.createdAt)}</div>
        </>
      ),
    },
  ]
  if (!mayGrant) return columns
  return [
    ...columns,
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (one) =>
        one.revokedAt === null && (
          <Button size="small" aria-label={t('revokeOf', { name: one.bureauName })} onClick={() => void revoke(one)}>
            {t('revoke')}
          </Button>
        ),
    },
  ]
}

function AuthorisationState({ of: one }: { of: Authorisation }) {
  const t = useWords(words)
  const today = isoDateOf(new Date())
  if (one.revokedAt) return <StateTag tone="dropped">{t('revoked', { time: formatTime(one.revokedAt) })}</StateTag>
  if (today < one.fromOn) return <StateTag tone="quiet">{t('notYet')}</StateTag>
  if (one.toOn !== null && one.toOn < today) return <StateTag tone="dropped">{t('over')}</StateTag>
  return <StateTag tone="done">{t('inForce')}</StateTag>
}

function useRevoke() {
  const t = useWords(words)
  const confirm = useConfirm()
  const report = useReport()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: ({ id }: Authorisation) => api.post(`/api/assistance/authorisations/${encodeURIComponent(id)}/revoke`),
    onSuccess: () => {
      report.done(t('revokeDone'))
      void client.invalidateQueries({ queryKey: ['authorisations'] })
    },
    onError: report.failed,
  })
  return async (one: Authorisation) => {
    const title = t('revokeTitle', { name: one.bureauName })
    const question = { title, text: t('revokeText'), action: t('revoke'), cancel: t('cancel'), danger: true }
    if (await confirm(question)) mutate(one)
  }
}
