import { type ReactNode, useEffect } from 'react'
import { useWords } from '../i18n/language.tsx'
import { words as shell } from '../shell/words.ts'

interface Props {
  title: ReactNode
  /** title of the document where `title` is not plain text */
  documentTitle?: string
  back?: ReactNode
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** Heading line of a screen with its actions at the right, then the content. */
export function Page({ title, documentTitle, back, note, actions, children }: Props) {
  const t = useWords(shell)
  const name = documentTitle ?? (typeof title === 'string' ? title : '')
  useEffect(() => {
    if (name) document.title = `${name} · ${t('product')}`
  }, [name, t])
  return (
    <div className="rb-page">
      {back && <div className="rb-back">{back}</div>}
      <div className="rb-page-head">
        <h1>{title}</h1>
        {note && <span className="rb-quiet rb-page-note">{note}</span>}
        <span className="rb-push" />
        {actions && <div className="rb-actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
