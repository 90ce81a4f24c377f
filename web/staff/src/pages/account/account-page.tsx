import { useWords } from '../../i18n/language.tsx'
import { useMay } from '../../lib/session.ts'
import { Page } from '../../ui/page.tsx'
import { DelegationSection } from './delegation-section.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SecondSection } from './second-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { words } from './words.ts'
import './account.css'

/** One's own account: name, deputy during absence, password, second step, passkeys, and where one is signed in. */
export function AccountPage() {
  const t = useWords(words)
  const may = useMay()
  return (
    <Page title={t('title')}>
      <div className="rb-account">
        <ProfileSection />
        {may('matter.act') && <DelegationSection />}
        <PasswordSection />
        <SecondSection />
        <PasskeysSection />
        <SessionsSection />
      </div>
    </Page>
  )
}
