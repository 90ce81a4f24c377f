import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { describeFailure } from '../lib/failure.ts'
import { words } from './words.ts'

/** Nothing to show, in words: why that may be and what one can do. */
export function Empty({ title, text, action }: { title?: string; text?: string; action?: ReactNode }) {
  const t = useWords(words)
  return (
    <div className="rb-state">
      <p className="rb-state-title">{title ?? t('emptyTitle')}</p>
      {text && <p className="rb-quiet">{text}</p>}
      {action}
    </div>
  )
}

/** A failed request: what happened, what to do, and a way to try again. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { text, items, status } = describeFailure(error, lang)
  if (status === 403) return <NoPermission />
  return (
    <div className="rb-state" role="alert">
      <p className="rb-state-title">{t('failedTitle')}</p>
      <p className="rb-quiet">{text}</p>
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      {retry && <Button onClick={retry}>{t('retry')}</Button>}
    </div>
  )
}

export function NoPermission() {
  const t = useWords(words)
  return (
    <div className="rb-state" role="alert">
      <h1 className="rb-state-title">{t('noPermissionTitle')}</h1>
      <p className="rb-quiet">{t('noPermissionText')}</p>
    </div>
  )
}

export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  const t = useWords(words)
  return (
    <div aria-busy="true">
      <span className="rb-hidden" role="status">
        {t('loading')}
      </span>
      <div className="rb-skeleton" aria-hidden="true">
        {Array.from({ length: rows + 1 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars never move
          <span key={i} />
        ))}
      </div>
    </div>
  )
}
