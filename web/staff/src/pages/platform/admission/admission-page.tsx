import type { AdmissionCheck } from '@redbridge/contract'
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { Field } from '../../../ui/field.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { AnswerView } from './answer-view.tsx'
import { checkOperator } from './check.ts'
import { ManyOperators } from './many-operators.tsx'
import { words } from './words.ts'
import '../platform.css'

/** Is an operator real, consistent and in good standing? One at a time, or several pasted lines. */
export function AdmissionPage() {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const many = search.mode === 'many'
  return (
    <Page title={t('title')} note={t('note')}>
      <Segmented
        className="rb-mode"
        value={many ? 'many' : 'one'}
        options={[
          { value: 'one', label: t('one') },
          { value: 'many', label: t('many') },
        ]}
        onChange={(mode) => change({ mode: mode === 'many' ? 'many' : '' }, true)}
      />
      {many ? <ManyOperators /> : <OneOperator />}
    </Page>
  )
}

function OneOperator() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [input, setInput] = useState({ uscc: '', name: '', representative: '' })
  const check = useMutation({ mutationFn: (asked: AdmissionCheck) => checkOperator(asked) })
  const run = (asked = input) => {
    setInput(asked)
    if (!asked.uscc.trim() || !asked.name.trim()) return
    const representative = asked.representative.trim()
    check.mutate({ uscc: asked.uscc.trim(), name: asked.name.trim(), ...(representative ? { representative } : {}) })
  }
  return (
    <div className="rb-admission">
      <CheckForm input={input} onChange={setInput} pending={check.isPending} onSubmit={() => run()} />
      <div aria-live="polite">
        {check.error && (
          <p className="rb-alert" role="alert">
            {describeFailure(check.error, lang).text}
          </p>
        )}
        {check.data && <AnswerView answer={check.data} onProposed={(uscc) => run({ ...input, uscc })} />}
        {!check.data && !check.error && <Empty title={t('emptyTitle')} text={t('emptyText')} />}
      </div>
    </div>
  )
}

interface FormProps {
  input: { uscc: string; name: string; representative: string }
  pending: boolean
  onChange(input: FormProps['input']): void
  onSubmit(): void
}

function CheckForm({ input, pending, onChange, onSubmit }: FormProps) {
  const t = useWords(words)
  const [tried, setTried] = useState(false)
  const missing = !input.uscc.trim() || !input.name.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing) onSubmit()
  }
  return (
    <form className="rb-panel rb-stack rb-admission-form" onSubmit={submit} noValidate>
      <Field label={t('uscc')}>
        {(id) => (
          <Input
            id={id}
            className="rb-mono"
            maxLength={64}
            spellCheck={false}
            autoComplete="off"
            value={input.uscc}
            onChange={(event) => onChange({ ...input, uscc: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('name')}>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            autoComplete="off"
            value={input.name}
            onChange={(event) => onChange({ ...input, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('representative')} hint={t('representativeHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={100}
            autoComplete="off"
            value={input.representative}
            onChange={(event) => onChange({ ...input, representative: event.target.value })}
          />
        )}
      </Field>
      <div role="alert" className="rb-alert">
        {tried && missing ? t('missing') : ''}
      </div>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t('check')}
      </Button>
    </form>
  )
}
