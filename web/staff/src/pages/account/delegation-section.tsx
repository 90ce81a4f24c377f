import type { Delegation } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatDate, isoDateOf } from '../../lib/format.ts'
import { useMe } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageSkeleton } from '../../ui/screen-states.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './delegation-words.ts'
import { NewDelegationDrawer } from './new-delegation.tsx'

/** Who stands in for one during absence, and for whom one stands in. */
export function DelegationSection() {
  const t = useWords(words)
  const [creating, setCreating] = useState(false)
  const query = useQuery({
    queryKey: ['delegations'],
    queryFn: ({ signal }) => api.get<{ items: Delegation[] }>('/api/delegations', {}, signal),
  })
  const columns = useColumns()
  return (
    <section aria-labelledby="delegations">
      <h2 id="delegations">{t('title')}</h2>
      <p className="rb-quiet">{t('text')}</p>
      <Loaded query={query} skeleton={<PageSkeleton rows={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="rb-below">{t('none')}</p>
          ) : (
            <div className="rb-below">
              <DataTable label={t('title')} rows={items} rowKey={(one) => one.id} columns={columns} />
            </div>
          )
        }
      </Loaded>
      <div className="rb-actions rb-below">
        <Button onClick={() => setCreating(true)}>{t('create')}</Button>
      </div>
      {creating && <NewDelegationDrawer onClose={() => setCreating(false)} />}
    </section>
  )
}

type State = 'active' | 'coming' | 'over' | 'ended'
const stateOf = (one: Delegation, today: string): State => {
  if (one.endedAt !== null) return 'ended'
  if (one.toOn < today) return 'over'
  return one.fromOn > today ? 'coming' : 'active'
}
const TONES = { active: 'active', coming: 'waiting', over: 'done', ended: 'dropped' } as const

function useColumns(): Column<Delegation>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const me = useMe()
  const end = useEnd()
  const today = isoDateOf(new Date())
  const name = (person: Delegation['user']) => (person.id === me.userId ? t('me') : person.name)
  return [
    { key: 'user', title: t('user'), render: (one) => name(one.user) },
    { key: 'deputy', title: t('deputy'), render: (one) => name(one.deputy) },
    {
      key: 'period',
      title: t('period'),
      render: (one) => t('days', { from: formatDate(one.fromOn, lang), to: formatDate(one.toOn, lang) }),
    },
    {
      key: 'state',
      title: t('state'),
      priority: 2,
      render: (one) => {
        const state = stateOf(one, today)
        return <StateTag tone={TONES[state]}>{t(state)}</StateTag>
      },
    },
    {
      key: 'actions',
      title: t('actions'),
      width: 88,
      render: (one) =>
        ['active', 'coming'].includes(stateOf(one, today)) && (
          <Button size="small" aria-label={t('endOf', { name: one.deputy.name })} onClick={() => end(one.id)}>
            {t('end')}
          </Button>
        ),
    },
  ]
}

function useEnd(): (id: string) => void {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (id: string) => api.post(`/api/delegations/${encodeURIComponent(id)}/end`),
    onSuccess: () => report.done(t('endedDone')),
    onError: report.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['delegations'] }),
  })
  return mutate
}
