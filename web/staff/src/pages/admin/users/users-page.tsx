import { type NewUserResult, type Organisation, ROLE_TEXT, ROLES, type User } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import type { FilterSpec } from '../../../lib/filters.ts'
import { useMe } from '../../../lib/session.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { ListView } from '../../../ui/list-view.tsx'
import { Page } from '../../../ui/page.tsx'
import { useList } from '../../../ui/use-list.ts'
import { NewUserDrawer } from './new-user.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { useUserColumns } from './user-columns.tsx'
import { UserDrawer } from './user-drawer.tsx'
import { words } from './words.ts'
import '../admin.css'

export type Created = z.infer<typeof NewUserResult>

/** People who may sign in: of the own organisation, and for a bureau of those in its jurisdiction. */
export function UsersPage() {
  const t = useWords(words)
  const specs = useUserFilters()
  const list = useList<User>({ name: 'users', path: '/api/users', specs })
  const [shown, setShown] = useState<User | 'new' | null>(null)
  const [created, setCreated] = useState<Created | null>(null)
  const columns = useUserColumns({ onChange: setShown, onPassword: setCreated })
  return (
    <Page
      title={t('title')}
      actions={
        <Button type="primary" onClick={() => setShown('new')}>
          {t('create')}
        </Button>
      }
    >
      <ListView
        label={t('title')}
        list={list}
        specs={specs}
        columns={columns}
        rowKey={(u) => u.id}
        empty={{ title: t('none') }}
      />
      {shown === 'new' && (
        <NewUserDrawer
          onClose={() => setShown(null)}
          onCreated={(result) => {
            setShown(null)
            setCreated(result)
          }}
        />
      )}
      {shown !== null && shown !== 'new' && <UserDrawer key={shown.id} user={shown} onClose={() => setShown(null)} />}
      {created && <OneTimePassword created={created} onClose={() => setCreated(null)} />}
    </Page>
  )
}

const STATES = ['active', 'disabled'] as const

function useUserFilters(): FilterSpec[] {
  const { kind } = useMe().organisation
  const [search] = useSearchWords()
  const id = search.organisationId
  // The chip names the organisation that a link from the list of organisations asked for.
  const { data } = useQuery({
    queryKey: ['organisations', id],
    queryFn: () => api.get<Organisation>(`/api/organisations/${encodeURIComponent(id ?? '')}`),
    enabled: Boolean(id) && kind === 'bureau',
    staleTime: 5 * 60_000,
  })
  return useMemo(() => {
    const roles = ROLES.filter((r) => r !== 'platform_api' && (kind === 'bureau' || ROLE_TEXT[r].kind === kind))
    return [
      { key: 'q', kind: 'text', word: words.search },
      {
        key: 'role',
        kind: 'one',
        word: words.role,
        options: roles.map((value) => ({ value, word: ROLE_TEXT[value] })),
      },
      { key: 'state', kind: 'one', word: words.state, options: STATES.map((value) => ({ value, word: words[value] })) },
      {
        key: 'organisationId',
        kind: 'fixed',
        word: words.organisation,
        ...(data ? { options: [{ value: data.id, word: { zh: data.nameZh, en: data.nameEn || data.nameZh } }] } : {}),
      },
    ]
  }, [kind, data])
}
