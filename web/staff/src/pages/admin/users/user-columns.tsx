import { ROLE_TEXT, type User } from '@redbridge/contract'
import { Button, Dropdown } from 'antd'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { useMe } from '../../../lib/session.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import { type UserAction, useUserActions } from './user-actions.ts'
import type { Created } from './users-page.tsx'
import { words } from './words.ts'

const TONES: Record<User['state'], Tone> = { active: 'done', locked: 'alert', disabled: 'dropped' }

interface Options {
  onChange(user: User): void
  onPassword(created: Created): void
}

export function useUserColumns({ onChange, onPassword }: Options): Column<User>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const bureau = useMe().organisation.kind === 'bureau'
  const act = useUserActions(onPassword)
  return [
    {
      key: 'name',
      title: t('name'),
      render: (u) => (
        <>
          <div>{u.name}</div>
          <div className="rb-sub" translate="no">
            {u.login}
          </div>
        </>
      ),
    },
    ...(bureau
      ? [
          {
            key: 'organisation',
            title: t('organisation'),
            priority: 2 as const,
            render: (u: User) => u.organisationName,
          },
        ]
      : []),
    {
      key: 'roles',
      title: t('roles'),
      priority: 2,
      render: (u) => u.roles.map((role) => ROLE_TEXT[role][lang]).join(lang === 'zh' ? '、' : ', '),
    },
    { key: 'state', title: t('state'), render: (u) => <UserState user={u} /> },
    { key: 'factors', title: t('factors'), priority: 3, render: (u) => <Factors user={u} /> },
    {
      key: 'lastSignIn',
      title: t('lastSignIn'),
      priority: 3,
      render: (u) => (u.lastSignInAt ? formatTime(u.lastSignInAt) : <span className="rb-quiet">{t('never')}</span>),
    },
    {
      key: 'actions',
      title: t('actions'),
      width: 96,
      render: (u) => <Actions user={u} onAction={(key) => (key === 'change' ? onChange(u) : void act(key, u))} />,
    },
  ]
}

function UserState({ user }: { user: User }) {
  const t = useWords(words)
  return (
    <>
      <StateTag tone={TONES[user.state]}>{t(user.state)}</StateTag>
      {user.mustChangePassword && user.state === 'active' && <div className="rb-sub">{t('oneTime')}</div>}
    </>
  )
}

function Factors({ user }: { user: User }) {
  const t = useWords(words)
  const parts = [user.totp && t('totp'), user.passkeys > 0 && t('passkeys', { n: user.passkeys })].filter(Boolean)
  if (parts.length === 0) return <span className="rb-quiet">{t('noFactor')}</span>
  return parts.map((part) => <div key={String(part)}>{part}</div>)
}

function Actions({ user, onAction }: { user: User; onAction(key: UserAction | 'change'): void }) {
  const t = useWords(words)
  const me = useMe()
  const keys: (UserAction | 'change')[] = ['change', user.state === 'locked' ? 'unlock' : 'resetPassword']
  if (user.totp || user.passkeys > 0) keys.push('resetFactor')
  // Nobody locks himself out by mistake.
  if (user.id !== me.userId) keys.push(user.state === 'disabled' ? 'enable' : 'disable')
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: keys.map((key) => ({ key, label: t(key), danger: key === 'disable' })),
        onClick: ({ key }) => onAction(key as UserAction | 'change'),
      }}
    >
      <Button size="small" aria-haspopup="menu" aria-label={t('actionsOf', { name: user.name })}>
        {t('actions')}
      </Button>
    </Dropdown>
  )
}
