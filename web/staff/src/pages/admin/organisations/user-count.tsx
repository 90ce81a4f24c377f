import type { Organisation } from '@redbridge/contract'
import { useWords } from '../../../i18n/language.tsx'
import { formatNumber } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { words } from './words.ts'

/** How many people of an organisation may sign in, and the way to them for who manages users. */
export function UserCount({ organisation }: { organisation: Pick<Organisation, 'id' | 'nameZh' | 'users'> }) {
  const t = useWords(words)
  const may = useMay()
  const count = formatNumber(organisation.users)
  if (!may('user.manage') || organisation.users === 0) return count
  return (
    <AppLink
      href={`/users?organisationId=${organisation.id}`}
      aria-label={`${count} · ${t('usersOf', { name: organisation.nameZh })}`}
    >
      {count}
    </AppLink>
  )
}
