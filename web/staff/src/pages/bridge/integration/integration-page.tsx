import { useWords } from '../../../i18n/language.tsx'
import { useMay, useMe } from '../../../lib/session.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { words as titles } from '../title-words.ts'
import { Deliveries } from './deliveries.tsx'
import { Endpoints } from './endpoints.tsx'
import { Joined } from './joined.tsx'
import { Keys } from './keys.tsx'
import { words } from './words.ts'
import '../bridge.css'

export type IntegrationView = 'keys' | 'endpoints' | 'deliveries' | 'sandbox'

/** How an organisation's systems take part: keys, where messages go, what arrived. A bureau has its signing key alone. */
export function IntegrationPage() {
  const t = useWords(words)
  const tt = useWords(titles)
  const platform = useMe().organisation.kind === 'platform'
  const [search] = useSearchWords()
  const view = platform ? ((['endpoints', 'deliveries'] as const).find((one) => one === search.view) ?? 'keys') : 'keys'
  return (
    <Page title={tt('integration')} note={t(platform ? 'note' : 'bureauNote')}>
      {platform && <Joined />}
      {platform && <IntegrationViews view={view} />}
      {view === 'keys' && <Keys platform={platform} />}
      {view === 'endpoints' && <Endpoints />}
      {view === 'deliveries' && <Deliveries />}
    </Page>
  )
}

/** The parts of the integration as a line of links; the sandbox is one of them. */
export function IntegrationViews({ view }: { view: IntegrationView }) {
  const t = useWords(words)
  const may = useMay()
  const views: [IntegrationView, string][] = [
    ['keys', '/bridge/integration'],
    ['endpoints', '/bridge/integration?view=endpoints'],
    ['deliveries', '/bridge/integration?view=deliveries'],
    ['sandbox', '/bridge/sandbox'],
  ]
  return (
    <nav className="rb-views-line" aria-label={t('views')}>
      {views
        .filter(([one]) => one !== 'sandbox' || may('sandbox.open'))
        .map(([one, href]) => (
          <AppLink key={one} href={href} aria-current={one === view ? 'page' : undefined}>
            {t(one)}
          </AppLink>
        ))}
    </nav>
  )
}
