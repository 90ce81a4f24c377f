import { useLocation } from '@tanstack/react-router'
import { usePick } from '../i18n/language.tsx'
import { useMe } from '../lib/session.ts'
import { AppLink } from '../ui/app-link.tsx'
import { navEntryOf, navFor } from './nav.tsx'

/** A plain list of links: works with every assistive tool, and the middle mouse button opens a tab. */
export function NavMenu() {
  const me = useMe()
  const pick = usePick()
  const current = navEntryOf(useLocation({ select: (l) => l.pathname }))
  return (
    <ul className="rb-nav-list">
      {navFor(me).map((entry) => (
        <li key={entry.path}>
          <AppLink href={entry.path} className="rb-nav-link" aria-current={current === entry ? 'page' : undefined}>
            <span className="rb-nav-icon" aria-hidden="true">
              {entry.icon}
            </span>
            {pick(entry.word)}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
