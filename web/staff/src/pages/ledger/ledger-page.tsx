import { useWords } from '../../i18n/language.tsx'
import { useMay } from '../../lib/session.ts'
import { Page } from '../../ui/page.tsx'
import { NewestCheckpoint } from './checkpoint.tsx'
import { LookUp } from './entries.tsx'
import { Keys } from './keys.tsx'
import { Operation } from './operation.tsx'
import { words } from './words.ts'
import './ledger.css'

/** What proves the history: for who runs the system what its monitor found, for everybody what was signed and by whom. */
export function LedgerPage() {
  const t = useWords(words)
  const manages = useMay()('ledger.manage')
  return (
    <Page title={t('title')} actions={<a href="/verify">{t('verify')}</a>}>
      <div className="rb-ledger-page">
        <p className="rb-ledger-note">{t('about')}</p>
        {manages && <Operation />}
        <NewestCheckpoint />
        <Keys />
        <LookUp />
      </div>
    </Page>
  )
}
