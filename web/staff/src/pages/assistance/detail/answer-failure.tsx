import { Input } from 'antd'
import { useId } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { words as formWords } from '../../matters/form/form-words.ts'
import { words } from './panel-words.ts'

/** Why the server took nothing, place by place; it names them in both languages, `中文 / English`. */
export function AnswerFailure({ error }: { error: unknown }) {
  const { lang } = useLanguage()
  if (!error) return null
  const { text, items } = describeFailure(error, lang)
  const own = (item: string) => {
    const [zh, en] = item.split(' / ')
    return (lang === 'zh' ? zh : en) ?? item
  }
  return (
    <div role="alert" className="rb-alert">
      <div>{text}</div>
      {items.length > 0 && (
        <ul>
          {[...new Set(items)].slice(0, 50).map((item) => (
            <li key={item}>{own(item)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

export function AnswerNote({ value, onChange }: { value: string; onChange(note: string): void }) {
  const t = useWords(words)
  const tf = useWords(formWords)
  const id = useId()
  return (
    <div className="rb-field">
      <label htmlFor={id}>
        {t('note')}
        <span className="rb-quiet">{tf('optional')}</span>
      </label>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
