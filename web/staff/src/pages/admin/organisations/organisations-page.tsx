import type { Organisation } from '@redbridge/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { useMay } from '../../../lib/session.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { BureauTree } from './bureau-tree.tsx'
import { OrganisationDrawer } from './organisation-drawer.tsx'
import { PlatformList } from './platform-list.tsx'
import { words } from './words.ts'
import '../admin.css'

/** Bureaus in their hierarchy, and the register of platforms with how each was found and where it stands. */
export function OrganisationsPage() {
  const t = useWords(words)
  const may = useMay()
  const [search] = useSearchWords()
  const kind = search.kind === 'bureau' ? 'bureau' : 'platform'
  const [shown, setShown] = useState<Organisation | 'new' | null>(null)
  const views = [
    { kind: 'platform', text: t('platforms') },
    { kind: 'bureau', text: t('bureaus') },
  ]
  return (
    <Page
      title={t('title')}
      actions={
        may('organisation.manage') && (
          <Button type="primary" onClick={() => setShown('new')}>
            {t(kind === 'bureau' ? 'newBureau' : 'newPlatform')}
          </Button>
        )
      }
    >
      <nav className="rb-views-line" aria-label={t('views')}>
        {views.map((view) => (
          <AppLink
            key={view.kind}
            href={view.kind === 'platform' ? '/organisations' : `/organisations?kind=${view.kind}`}
            aria-current={view.kind === kind ? 'page' : undefined}
          >
            {view.text}
          </AppLink>
        ))}
      </nav>
      {kind === 'bureau' ? <BureauTree onOpen={setShown} /> : <PlatformList onOpen={setShown} />}
      {shown && (
        <OrganisationDrawer
          key={shown === 'new' ? 'new' : shown.id}
          organisation={shown === 'new' ? null : shown}
          kind={kind}
          onClose={() => setShown(null)}
        />
      )}
    </Page>
  )
}
