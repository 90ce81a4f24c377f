import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { describeFailure } from '../lib/failure.ts'
import { AppLink } from '../ui/app-link.tsx'
import { words } from './words.ts'

export function NotFoundPage() {
  const t = useWords(words)
  return (
    <main className="rb-plain">
      <h1>{t('notFoundTitle')}</h1>
      <p>{t('notFoundText')}</p>
      <AppLink href="/">{t('toStart')}</AppLink>
    </main>
  )
}

/** Last resort: a screen that threw. The person can go on elsewhere, and says to the administrator what stood here. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <main className="rb-plain" role="alert">
      <h1>{t('crashTitle')}</h1>
      <p>{describeFailure(error, lang).text}</p>
      <p className="rb-quiet">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={() => reset()}>
        {t('tryAgain')}
      </Button>
    </main>
  )
}
