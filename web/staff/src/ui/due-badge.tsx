import { useLanguage, useWords } from '../i18n/language.tsx'
import { daysUntil, formatDate } from '../lib/format.ts'
import { words } from './due-words.ts'
import { StateTag } from './state-tag.tsx'

interface Props {
  date: string | null
  over?: boolean
  /** no sign: stands beside a state that has one */
  plain?: boolean
}

/** Days to a deadline, in words and with the date. `over`: the duty is done, the date is only named. */
export function DueBadge({ date, over = false, plain = false }: Props) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (!date) return <span className="rb-quiet">—</span>
  const day = formatDate(date, lang)
  if (over) return <span className="rb-quiet rb-nowrap">{day}</span>
  const days = daysUntil(date)
  const left = days < 0 ? t('late', { n: -days }) : days === 0 ? t('today') : t('left', { n: days })
  if (plain) return <span className={days < 0 ? 'rb-alert rb-nowrap' : 'rb-quiet rb-nowrap'}>{left}</span>
  const tone = days < 0 ? 'alert' : days <= 3 ? 'soon' : 'quiet'
  return (
    <span title={day}>
      <StateTag tone={tone}>{left}</StateTag>
    </span>
  )
}
