import CopyOutlined from '@ant-design/icons/CopyOutlined'
import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/language.tsx'
import { words } from './form-words.ts'

interface Props {
  title: string
  /** why it must be kept now, and what it is for */
  text: string
  values: readonly (readonly [label: string, value: string])[]
  done: ReactNode
}

/** A secret that is shown now and never again. */
export function ShownOnce({ title, text, values, done }: Props) {
  const t = useWords(words)
  const { message } = App.useApp()
  const copy = async (value: string) => {
    await navigator.clipboard.writeText(value)
    void message.success(t('copied'), 2)
  }
  return (
    <section className="rb-once" role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      <dl>
        {values.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code translate="no">{value}</code>
              <Button
                size="small"
                icon={<CopyOutlined aria-hidden="true" />}
                aria-label={`${t('copy')} ${label}`}
                onClick={() => void copy(value)}
              >
                {t('copy')}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      {done}
    </section>
  )
}
