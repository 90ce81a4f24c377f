import { ROLE_TEXT, type Role, type User } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { RoleBoxes } from './role-boxes.tsx'
import { words } from './words.ts'

/** Name and roles of a user. */
export function UserDrawer({ user, onClose }: { user: User; onClose(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [name, setName] = useState(user.name)
  const [roles, setRoles] = useState<Role[]>(user.roles)
  // All roles of a person belong to the kind of the organisation.
  const kind = user.roles[0] ? ROLE_TEXT[user.roles[0]].kind : 'bureau'
  const missing = !name.trim() ? t('missingName') : roles.length === 0 ? t('missingRole') : ''
  return (
    <FormDrawer
      title={t('changeTitle', { name: user.name })}
      action={t('save')}
      missing={missing}
      save={() => api.patch<User>(`/api/users/${encodeURIComponent(user.id)}`, { name: name.trim(), roles })}
      onSaved={(saved) => {
        report.done(t('saved', { name: saved.name }))
        void client.invalidateQueries({ queryKey: ['users'] })
        onClose()
      }}
      onClose={onClose}
    >
      <Facts
        items={[
          [t('login'), user.login],
          [t('organisation'), user.organisationName],
        ]}
      />
      <Field label={t('name')}>
        {(id) => <Input id={id} maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <RoleBoxes kind={kind} value={roles} onChange={setRoles} />
    </FormDrawer>
  )
}
