import { ORGANISATION_KINDS, type Organisation } from '@redbridge/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { useMay } from '../../../lib/session.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { BureauTree } from './bureau-tree.tsx'
import { OrganisationDrawer } from './organisation-drawer.tsx'
import { PartnerList } from './partner-list.tsx'
import { PlatformList } from './platform-list.tsx'
import { words } from './words.ts'
import '../admin.css'

const LISTS = { bureau: BureauTree, platform: PlatformList, partner: PartnerList }
const CREATE = { bureau: 'newBureau', platform: 'newPlatform', partner: 'newPartner' } as const

/** Bureaus in their hierarchy, the register of platforms with where each stands, and partner authorities. */
export function OrganisationsPage() {
  const t = useWords(words)
  const may = useMay()
  const [search] = useSearchWords()
  const kind = ORGANISATION_KINDS.find((known) => known === search.kind) ?? 'platform'
  const [shown, setShown] = useState<Organisation | 'new' | null>(null)
  const views = [
    { kind: 'platform', text: t('platforms') },
    { kind: 'bureau', text: t('bureaus') },
    { kind: 'partner', text: t('partners') },
  ]
  const List = LISTS[kind]
  return (
    <Page
      title={t('title')}
      actions={
        may('organisation.manage') && (
          <Button type="primary" onClick={() => setShown('new')}>
            {t(CREATE[kind])}
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
      <List onOpen={setShown} />
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
