import { useWords } from '../../../i18n/language.tsx'
import { useSearchWords } from '../../../lib/use-search.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { words as titles } from '../title-words.ts'
import { Authorisations } from './authorisations.tsx'
import { BridgePlatformList } from './platforms.tsx'
import { Standard } from './standard.tsx'
import { words } from './words.ts'
import '../bridge.css'

const VIEWS = ['standard', 'authorisations', 'platforms'] as const

/** What requests of this bureau and those below it are held to. */
export function SettingsPage() {
  const t = useWords(words)
  const tt = useWords(titles)
  const [search] = useSearchWords()
  const view = VIEWS.find((one) => one === search.view) ?? 'standard'
  return (
    <Page title={tt('settings')} note={t('note')}>
      <nav className="rb-views-line" aria-label={t('views')}>
        {VIEWS.map((one) => (
          <AppLink
            key={one}
            href={one === 'standard' ? '/bridge/settings' : `/bridge/settings?view=${one}`}
            aria-current={one === view ? 'page' : undefined}
          >
            {t(one)}
          </AppLink>
        ))}
      </nav>
      {view === 'standard' && <Standard />}
      {view === 'authorisations' && <Authorisations />}
      {view === 'platforms' && <BridgePlatformList />}
    </Page>
  )
}
