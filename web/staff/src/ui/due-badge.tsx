import { useLanguage, useWords } from '../i18n/language.tsx'
import { daysUntil, formatDate } from '../lib/format.ts'
import { words } from './due-words.ts'
import { StateTag } from './state-tag.tsx'

/** Days to a deadline, in words and with the date. `over`: the duty is done, the date is only named. */
export function DueBadge({ date, over = false }: { date: string | null; over?: boolean }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (!date) return <span className="rb-quiet">—</span>
  const day = formatDate(date, lang)
  if (over) return <span className="rb-quiet rb-nowrap">{day}</span>
  const days = daysUntil(date)
  const left = days < 0 ? t('late', { n: -days }) : days === 0 ? t('today') : t('left', { n: days })
  const tone = days < 0 ? 'alert' : days <= 3 ? 'soon' : 'quiet'
  return (
    <span title={day}>
      <StateTag tone={tone}>{left}</StateTag>
    </span>
  )
}
