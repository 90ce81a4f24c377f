import { type OrganisationKind, ROLE_TEXT, ROLES, type Role } from '@redbridge/contract'
import { Checkbox } from 'antd'
import { useId } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { words } from './words.ts'

interface Props {
  kind: OrganisationKind
  value: readonly Role[]
  onChange(roles: Role[]): void
}

/** Roles that people of this kind of organisation can have; the role of programs is none of them. */
export function RoleBoxes({ kind, value, onChange }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const id = useId()
  const roles = ROLES.filter((r) => ROLE_TEXT[r].kind === kind && r !== 'platform_api')
  return (
    // biome-ignore lint/a11y/useSemanticElements: the boxes are one labelled group
    <div className="rb-field" role="group" aria-labelledby={id}>
      <span id={id}>{t('roles')}</span>
      <Checkbox.Group
        className="rb-options"
        options={roles.map((role) => ({ value: role, label: pick(ROLE_TEXT[role]) }))}
        value={[...value]}
        onChange={(next) => onChange(next as Role[])}
      />
    </div>
  )
}
