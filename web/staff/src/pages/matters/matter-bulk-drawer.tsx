import type { Matter, ProcessTransition } from '@redbridge/contract'
import { Button, Drawer, Progress } from 'antd'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { describeFailure } from '../../lib/failure.ts'
import { PageSkeleton } from '../../ui/screen-states.tsx'
import type { BulkOutcome } from './bulk-requests.ts'
import { DefinitionForm } from './form/definition-form.tsx'
import { FormFaults, FormHead } from './form/move-body.tsx'
import { holdEnter } from './form/use-form.ts'
import { BulkResultView } from './matter-bulk-result.tsx'
import { MatterState } from './matter-state.tsx'
import { type BulkWork, useBulk } from './use-bulk.ts'
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
  const work = useBulk({ event, matters, onDone })
  const running = work.stage === 'running'
  return (
    <Drawer
      open
      size={520}
      title={t('bulkTitle', { event: pick(event.text) })}
      closable={!running}
      mask={{ closable: !running }}
      keyboard={!running}
      onClose={onClose}
      footer={
        <div className="rb-drawer-foot">
          <Foot work={work} danger={event.danger ?? false} onClose={onClose} />
        </div>
      }
    >
      <form
        ref={work.element}
        className="rb-stack"
        noValidate
        onKeyDown={holdEnter}
        onSubmit={(e) => {
          e.preventDefault()
          if (work.stage === 'form') work.ask()
        }}
      >
        <Which matters={matters} />
        <Body work={work} event={event} matters={matters} />
      </form>
    </Drawer>
  )
}

function Body({ work, event, matters }: { work: BulkWork; event: ProcessTransition; matters: readonly Matter[] }) {
  const t = useWords(words)
  const { form, preview, run } = work
  switch (work.stage) {
    case 'form':
      return (
        <>
          <FormHead about={event.about} form={form} />
          {event.form.length > 0 && <p className="rb-quiet">{t('bulkAll')}</p>}
          <DefinitionForm fields={event.form} draft={form.draft} faults={form.faults} onChange={form.change} />
          <FormFaults form={form} error={preview.error} />
          {preview.isPending && <PageSkeleton rows={3} />}
        </>
      )
    case 'previewed':
      return (
        <>
          {preview.data && <BulkResultView result={preview.data} matters={matters} />}
          <FormFaults form={form} error={run.error} />
        </>
      )
    case 'running':
      return <Running done={work.progress} all={matters.length} />
    case 'done':
      return run.data && <Done outcome={run.data} />
  }
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

function Foot({ work, danger, onClose }: { work: BulkWork; danger: boolean; onClose(): void }) {
  const t = useWords(words)
  const affected = work.preview.data?.affected ?? 0
  if (work.stage === 'running') return null
  if (work.stage === 'done') return <Button onClick={onClose}>{t('close')}</Button>
  return (
    <>
      <Button onClick={onClose}>{t('close')}</Button>
      {work.stage === 'form' ? (
        <Button type="primary" loading={work.preview.isPending} onClick={work.ask}>
          {t('bulkPreview')}
        </Button>
      ) : (
        <>
          <Button onClick={work.back}>{t('bulkBack')}</Button>
          <Button type="primary" danger={danger} disabled={affected === 0} onClick={work.go}>
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
