import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useLanguage } from '../i18n/language.tsx'
import { isoDateOf } from '../lib/format.ts'

interface Props {
  id: string
  /** `2026-07-31`, or '' for none */
  value: string
  onChange(date: string): void
  /** only days after today */
  future?: boolean
  /** today or later */
  notPast?: boolean
  describedBy?: string | undefined
  invalid?: boolean
}

/** A day, in the language of the screen and not of the browser. */
export function DateInput({ id, value, onChange, future = false, notPast = false, describedBy, invalid }: Props) {
  const { lang } = useLanguage()
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en')
  const today = isoDateOf(new Date())
  return (
    <DatePicker
      id={id}
      style={{ width: '100%' }}
      format="YYYY-MM-DD"
      value={value ? dayjs(value) : null}
      disabledDate={(day) => {
        const at = day.format('YYYY-MM-DD')
        return (future && at <= today) || (notPast && at < today)
      }}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid ?? false}
      aria-describedby={describedBy}
      // Enter takes the day that was typed; it does not send the form around it.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : '')}
    />
  )
}
