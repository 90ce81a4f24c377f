import type { LawDeadlineVersion } from '@redbridge/contract'
import { Button, Popover } from 'antd'
import { usePick, useWords } from '../../i18n/language.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './words.ts'

/** 待确认, or how it is known. */
export function Confirmed({ version }: { version: LawDeadlineVersion }) {
  const t = useWords(words)
  return version.unconfirmed ? (
    <StateTag tone="soon">{t('unconfirmed')}</StateTag>
  ) : (
    <StateTag tone={version.confidence === 'read' ? 'done' : 'waiting'}>
      {t(version.confidence === 'read' ? 'read' : 'page')}
    </StateTag>
  )
}

/** The citation; pressed or pointed at it shows the provision word for word. */
export function Basis({ version }: { version: LawDeadlineVersion }) {
  const t = useWords(words)
  const pick = usePick()
  if (!version.basisText) return <span className="rb-quiet">{t('noBasis')}</span>
  const content = (
    <div className="rb-law-article">
      {version.articleText ? <blockquote>{version.articleText}</blockquote> : <p className="rb-quiet">{t('noText')}</p>}
      {version.articleGist && <p className="rb-quiet rb-small">{version.articleGist}</p>}
    </div>
  )
  return (
    <Popover trigger={['hover', 'focus', 'click']} content={content} placement="bottomLeft">
      <Button type="link" className="rb-law-basis" aria-label={`${t('showText')}: ${pick(version.basisText)}`}>
        {pick(version.basisText)}
      </Button>
    </Popover>
  )
}

/** '45 个工作日', and what may be added. */
export function Limit({ version }: { version: LawDeadlineVersion }) {
  const t = useWords(words)
  const { amount, unit, extension } = version
  return (
    <>
      <span className="rb-nowrap">{amount === 0 ? t('sameDay') : t(unit, { n: amount })}</span>
      {extension && (
        <div className="rb-sub">{t('plusExtension', { limit: t(extension.unit, { n: extension.amount }) })}</div>
      )}
    </>
  )
}
