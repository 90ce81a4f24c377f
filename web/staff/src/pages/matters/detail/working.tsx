import CopyOutlined from '@ant-design/icons/CopyOutlined'
import type { MatterClock, ProcessDefinition } from '@redbridge/contract'
import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { useReport } from '../../../lib/use-report.ts'
import { words } from '../detail-words.ts'
import { partyText } from '../moves.ts'

interface Props {
  clock: MatterClock
  definition: ProcessDefinition
  titled?: boolean
}

/** How a last day was found, a sentence each, fit for a file; with the provision it rests on. */
export function Working({ clock, definition, titled = false }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const report = useReport()
  const sentences = clock.working[lang]
  const title = t('workingOf', { clock: pick(clock.text) })
  const basis = clock.basis && t('basis', { basis: lang === 'zh' ? clock.basis.zh : clock.basis.citation })
  const owner = partyText(definition, clock.owedBy)
  const copy = async () => {
    const lines = [title, ...sentences, basis, clock.unconfirmed && t('unconfirmedText')].filter(Boolean)
    await navigator.clipboard.writeText(lines.join('\n'))
    report.done(t('workingCopied'))
  }
  return (
    <div className="rb-working">
      {titled && (
        <p className="rb-strong">
          {title}
          {owner && <span className="rb-quiet"> · {pick(owner)}</span>}
        </p>
      )}
      <ol>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {basis && <p className="rb-quiet">{basis}</p>}
      {clock.unconfirmed && (
        <p>
          <span className="rb-unconfirmed">{t('unconfirmed')}</span>{' '}
          <span className="rb-quiet">{t('unconfirmedText')}</span>
        </p>
      )}
      <Button size="small" icon={<CopyOutlined aria-hidden="true" />} onClick={() => void copy()}>
        {t('copyWorking')}
      </Button>
    </div>
  )
}
