import type { FormValues, Matter, MatterBulkResult, ProcessTransition } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { describeFailure } from '../../lib/failure.ts'
import { PageSkeleton } from '../../ui/screen-states.tsx'
import { type BulkOutcome, previewBulk, runBulk } from './bulk-requests.ts'
import { DefinitionForm } from './form/definition-form.tsx'
import { FormFaults, FormHead } from './form/move-body.tsx'
import { focusFirstFault, holdEnter, useForm } from './form/use-form.ts'
import { BulkResultView } from './matter-bulk-result.tsx'
import { MatterState } from './matter-state.tsx'
import { refreshMatters } from './refresh.ts'
import { words } from './words.ts'

interface Props {
  event: ProcessTransition
  matters: readonly Matter[]
  onDone(): void
  onClose(): void
}

/** The form once → what will happen to which, and what is left out and why → progress → result. */
export function MatterBulkDrawer({ event, matters, onDone, onClose }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const client = useQueryClient()
  const form = useForm(event.form, `bulk:${matters[0]!.kind}:${event.event}`)
  const [values, setValues] = useState<FormValues | null>(event.form.length === 0 ? {} : null)
  const [progress, setProgress] = useState(0)
  const job = { kind: matters[0]!.kind, event: event.event, matters }
  const preview = useMutation({
    mutationFn: (form: FormValues) => previewBulk(job, form),
    onSuccess: (_, v) => setValues(v),
  })
  const run = useMutation({
    mutationFn: (v: FormValues) => runBulk(job, v, setProgress),
    onSuccess: (outcome) => {
      if (outcome.error === null) form.sent()
      onDone()
    },
    onSettled: () => refreshMatters(client),
  })
  const element = useRef<HTMLFormElement>(null)
  const ask = () => {
    const ready = form.ready()
    if (ready) preview.mutate(ready, { onError: form.refuse })
    else focusFirstFault(element.current)
  }
  const stage = run.data ? 'done' : run.isPending ? 'running' : preview.data && values ? 'previewed' : 'form'
  return (
    <Drawer
      open
      size={520}
      title={t('bulkTitle', { event: pick(event.text) })}
      closable={stage !== 'running'}
      mask={{ closable: stage !== 'running' }}
      keyboard={stage !== 'running'}
      onClose={onClose}
      footer={
        <div className="rb-drawer-foot">
          <Foot
            stage={stage}
            affected={preview.data?.affected ?? 0}
            danger={event.danger ?? false}
            pending={preview.isPending}
            onBack={() => preview.reset()}
            onPreview={ask}
            onRun={() => values && run.mutate(values)}
            onClose={onClose}
          />
        </div>
      }
    >
      <form
        ref={element}
        className="rb-stack"
        noValidate
        onKeyDown={holdEnter}
        onSubmit={(e) => {
          e.preventDefault()
          if (stage === 'form') ask()
        }}
      >
        <Which matters={matters} />
        {stage === 'form' && (
          <>
            <FormHead about={event.about} form={form} />
            {event.form.length > 0 && <p className="rb-quiet">{t('bulkAll')}</p>}
            <DefinitionForm fields={event.form} draft={form.draft} faults={form.faults} onChange={form.change} />
            <FormFaults form={form} error={preview.error} />
            {preview.isPending && <PageSkeleton rows={3} />}
          </>
        )}
        {stage === 'previewed' && <BulkResultView result={preview.data as MatterBulkResult} matters={matters} />}
        {stage === 'previewed' && <FormFaults form={form} error={run.error} />}
        {stage === 'running' && <Running done={progress} all={matters.length} />}
        {run.data && <Done outcome={run.data} />}
      </form>
    </Drawer>
  )
}

function Which({ matters }: { matters: readonly Matter[] }) {
  const t = useWords(words)
  const pick = usePick()
  const [first] = matters
  if (!first) return null
  const text = t('bulkWhich', { kind: pick(first.kindText), state: pick(first.stateText), n: matters.length })
  return (
    <p>
      <span className="rb-hidden">{text}</span>
      <span aria-hidden="true">
        {pick(first.kindText)} · <MatterState tone={first.tone} text={first.stateText} /> ·{' '}
        {t('bulkNumbers', { n: matters.length })}
      </span>
    </p>
  )
}

interface FootProps {
  stage: 'form' | 'previewed' | 'running' | 'done'
  affected: number
  danger: boolean
  pending: boolean
  onBack(): void
  onPreview(): void
  onRun(): void
  onClose(): void
}

function Foot({ stage, affected, danger, pending, onBack, onPreview, onRun, onClose }: FootProps) {
  const t = useWords(words)
  if (stage === 'running') return null
  if (stage === 'done') return <Button onClick={onClose}>{t('close')}</Button>
  return (
    <>
      <Button onClick={onClose}>{t('close')}</Button>
      {stage === 'form' ? (
        <Button type="primary" loading={pending} onClick={onPreview}>
          {t('bulkPreview')}
        </Button>
      ) : (
        <>
          <Button onClick={onBack}>{t('bulkBack')}</Button>
          <Button type="primary" danger={danger} disabled={affected === 0} onClick={onRun}>
            {t('bulkRun', { n: affected })}
          </Button>
        </>
      )}
    </>
  )
}

function Running({ done, all }: { done: number; all: number }) {
  const t = useWords(words)
  return (
    <div aria-busy="true">
      <p role="status">{t('bulkRunning', { done, all })}</p>
      <Progress
        percent={Math.floor((done / all) * 100)}
        showInfo={false}
        aria-label={t('bulkRunning', { done, all })}
      />
      <p className="rb-quiet">{t('bulkWait')}</p>
    </div>
  )
}

function Done({ outcome }: { outcome: BulkOutcome }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <>
      {outcome.error !== null && (
        <div role="alert" className="rb-alert">
          <p>{t('bulkStopped', { done: outcome.result.affected })}</p>
          <p>{describeFailure(outcome.error, lang).text}</p>
        </div>
      )}
      <BulkResultView result={outcome.result} />
    </>
  )
}
