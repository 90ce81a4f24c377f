import type { AssistanceDetail, MatterDetail } from '@redbridge/contract'
import { Tabs } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { SHOW_PART } from '../../matters/kind-parts.ts'
import { AnswerFile } from './answer-file.tsx'
import { AnswerForm } from './answer-form.tsx'
import { words } from './panel-words.ts'

type Way = 'form' | 'file'

/** The platform's answer: filled in here or by file; the steps “answer” lead here. */
export function AnswerPanel({ matter, detail }: { matter: MatterDetail; detail: AssistanceDetail }) {
  const t = useWords(words)
  const [way, setWay] = useState<Way>('form')
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const show = (event: Event) => {
      if ((event as CustomEvent<string>).detail !== 'answer') return
      panel.current?.scrollIntoView({ block: 'start' })
      panel.current?.querySelector<HTMLElement>('input:not([type=file]), textarea')?.focus({ preventScroll: true })
    }
    window.addEventListener(SHOW_PART, show)
    return () => window.removeEventListener(SHOW_PART, show)
  }, [])
  return (
    <section ref={panel} className="rb-answer rb-panel" aria-labelledby={`answer-${matter.id}`}>
      <h3 id={`answer-${matter.id}`}>{t('answer')}</h3>
      <p className="rb-quiet">{t('answerAbout')}</p>
      <Tabs
        size="small"
        activeKey={way}
        onChange={(next) => setWay(next as Way)}
        items={[
          { key: 'form', label: t('byForm'), children: <AnswerForm matter={matter} detail={detail} /> },
          { key: 'file', label: t('byFile'), children: <AnswerFile matter={matter} detail={detail} /> },
        ]}
      />
    </section>
  )
}
