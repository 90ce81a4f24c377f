import type { OrganisationKind, Role } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useMe } from '../../../lib/session.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { OrganisationSelect } from './organisation-select.tsx'
import { RoleBoxes } from './role-boxes.tsx'
import type { Created } from './users-page.tsx'
import { words } from './words.ts'

const LOGIN = /^[a-z0-9._-]{3,50}$/

/** A new user with a one-time password. */
export function NewUserDrawer({ onClose, onCreated }: { onClose(): void; onCreated(created: Created): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const own = useMe().organisation
  const [organisation, setOrganisation] = useState<{ id: string; kind: OrganisationKind } | null>(own)
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<Role[]>([])
  const missing = !organisation
    ? t('missingOrganisation')
    : !name.trim()
      ? t('missingName')
      : !LOGIN.test(login.trim())
        ? t('wrongLogin')
        : roles.length === 0
          ? t('missingRole')
          : ''
  return (
    <FormDrawer
      title={t('create')}
      action={t('create')}
      missing={missing}
      save={() =>
        api.post<Created>('/api/users', {
          organisationId: organisation?.id,
          login: login.trim(),
          name: name.trim(),
          roles,
        })
      }
      onSaved={(created) => {
        void client.invalidateQueries({ queryKey: ['users'] })
        onCreated(created)
      }}
      onClose={onClose}
    >
      {own.kind === 'bureau' && (
        <OrganisationSelect
          value={organisation?.id ?? null}
          onChange={(chosen) => {
            setOrganisation(chosen)
            setRoles([])
          }}
        />
      )}
      <Field label={t('name')}>
        {(id) => (
          <Input
            id={id}
            maxLength={50}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('login')} hint={t('loginHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={50}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={(event) => setLogin(event.target.value.toLowerCase())}
          />
        )}
      </Field>
      {organisation && <RoleBoxes kind={organisation.kind} value={roles} onChange={setRoles} />}
    </FormDrawer>
  )
}
