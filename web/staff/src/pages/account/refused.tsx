import { Button } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { ApiError } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { useSignOut } from '../../lib/session.ts'
import { words } from './words.ts'

/** Why the server refused; where it wants a recent sign-in, the way there and back. */
export function Refused({ error }: { error: unknown }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const signOut = useSignOut()
  if (!error) return null
  if (error instanceof ApiError && error.problem?.code === 'sign_in_again')
    return (
      <div className="rb-actions">
        <span>{t('again')}</span>
        {/* Signing out leads to the sign-in page, which comes back here. */}
        <Button size="small" onClick={() => void signOut()}>
          {t('signInAgain')}
        </Button>
      </div>
    )
  const { text, items } = describeFailure(error, lang)
  return <span>{[text, ...items.filter(Boolean)].join(lang === 'zh' ? '；' : '; ')}</span>
}
