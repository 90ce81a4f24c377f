import LeftOutlined from '@ant-design/icons/LeftOutlined'
import type { Capture } from '@redbridge/contract'
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { CaptureProgress } from './capture-progress.tsx'
import { RetentionSelect } from './retention-select.tsx'
import { words } from './words.ts'
import './evidence.css'

/** 网页取证: an address and a purpose, then the work as it goes. The capture is in the address, so one may come back. */
export function CapturePage() {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  return (
    <Page
      title={t('capture')}
      note={t('captureNote')}
      back={
        <AppLink href="/evidence">
          <LeftOutlined aria-hidden="true" /> {t('back')}
        </AppLink>
      }
    >
      {search.capture ? (
        <CaptureProgress id={search.capture} onAnother={() => change({ capture: '' })} />
      ) : (
        <CaptureForm onStarted={(capture) => change({ capture: capture.id })} />
      )}
    </Page>
  )
}

const EMPTY = { url: '', purpose: '', title: '', retention: '' }

function CaptureForm({ onStarted }: { onStarted(capture: Capture): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [draft, setDraft] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const start = useMutation({
    mutationFn: () =>
      api.post<Capture>('/api/evidence/capture', Object.fromEntries(Object.entries(draft).filter(([, v]) => v.trim()))),
    onSuccess: onStarted,
  })
  const missing =
    draft.url.trim().length < 8 ? t('missingAddress') : draft.purpose.trim().length < 2 ? t('missingPurpose') : ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing) start.mutate()
  }
  const input = (name: 'url' | 'purpose' | 'title', hint?: string) => (id: string, hintId: string | undefined) => (
    <Input
      id={id}
      aria-describedby={hintId}
      value={draft[name]}
      maxLength={name === 'url' ? 2000 : 200}
      placeholder={hint}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
    />
  )
  return (
    <form className="rb-panel rb-evidence-form rb-stack" onSubmit={submit} noValidate>
      <Field label={t('address')} hint={t('addressHint')}>
        {input('url', 'https://')}
      </Field>
      <Field label={t('purpose')} hint={t('purposeHint')}>
        {input('purpose')}
      </Field>
      <Field label={t('name')}>{input('title')}</Field>
      <RetentionSelect value={draft.retention} onChange={(retention) => setDraft({ ...draft, retention })} />
      <div role="alert" className="rb-alert">
        {tried && missing}
        {start.error && describeFailure(start.error, lang).text}
      </div>
      <div>
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('start')}
        </Button>
      </div>
    </form>
  )
}
