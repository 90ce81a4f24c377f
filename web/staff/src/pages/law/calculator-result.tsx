import type { ComputedDeadline } from '@redbridge/contract'
import { App, Button } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { formatDate } from '../../lib/format.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './calculator-words.ts'

/** The last day, what is doubtful about it, and the working with one click to copy it. */
export function CalculatorResult({ result }: { result: ComputedDeadline }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { message } = App.useApp()
  const sentences = result.working[lang]
  const copy = async () => {
    await navigator.clipboard.writeText(sentences.join('\n'))
    void message.success(t('copied'), 2)
  }
  const day = result.dueAt ? result.dueAt.replace('T', ' ') : formatDate(result.dueOn, lang)
  return (
    <section className="rb-panel rb-stack">
      <div>
        <span className="rb-quiet">{t('due')}</span>
        <p className="rb-law-due">{result.dueOn === null ? t('suspended') : day}</p>
      </div>
      <div className="rb-actions">
        {result.unconfirmed && <StateTag tone="soon">{t('unconfirmed')}</StateTag>}
        {result.flags.includes('calendar_not_covered') && <StateTag tone="alert">{t('notCovered')}</StateTag>}
        {result.flags.includes('extension_after_end') && <StateTag tone="alert">{t('late')}</StateTag>}
      </div>
      <h2>{t('working')}</h2>
      <ol className="rb-law-working">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <div>
        <Button onClick={() => void copy()}>{t('copy')}</Button>
      </div>
    </section>
  )
}
