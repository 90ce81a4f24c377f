import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SecondSection } from './second-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { words } from './words.ts'
import './account.css'

/** One's own account: name, password, second step, passkeys, and where one is signed in. */
export function AccountPage() {
  const t = useWords(words)
  return (
    <Page title={t('title')}>
      <div className="rb-account">
        <ProfileSection />
        <PasswordSection />
        <SecondSection />
        <PasskeysSection />
        <SessionsSection />
      </div>
    </Page>
  )
}
