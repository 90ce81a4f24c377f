import type { BulkResult } from '@redbridge/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { describeFailure } from '../lib/failure.ts'
import { BulkFigures } from './bulk-figures.tsx'
import { words } from './bulk-words.ts'
import { Failed, PageSkeleton } from './screen-states.tsx'

export interface BulkWork {
  title: string
  /** names this preview among others */
  key: string
  action: string
  preview: () => Promise<BulkResult>
  run: () => Promise<BulkResult>
  /** null while an input is missing; then what is missing */
  missing: string | null
  /** reason, due date and the like */
  form: ReactNode
  /** offered after it is done, where the reverse move exists */
  undo?: {
    label: string
    run: (result: BulkResult) => Promise<BulkResult>
    possible: (result: BulkResult) => Promise<boolean>
  }
}

/** Preview (what happens to which, what is left out and why) → reason or date → done, with a way back. */
export function BulkDrawer({ work, onClose, onDone }: { work: BulkWork; onClose(): void; onDone(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [tried, setTried] = useState(false)
  const preview = useQuery({
    queryKey: ['bulk-preview', work.key],
    queryFn: work.preview,
    gcTime: 0,
    staleTime: 60_000,
  })
  const run = useMutation({ mutationFn: work.run, onSuccess: onDone })
  const act = () => {
    setTried(true)
    if (work.missing === null) run.mutate()
  }
  const buttons = run.data ? (
    <Button onClick={onClose}>{t('close')}</Button>
  ) : (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button
        type="primary"
        disabled={!preview.data || preview.data.affected === 0}
        loading={run.isPending}
        onClick={act}
      >
        {work.action}
      </Button>
    </>
  )
  return (
    <Drawer
      open
      size={480}
      title={work.title}
      onClose={onClose}
      footer={<div className="rb-drawer-foot">{buttons}</div>}
    >
      {run.data ? (
        <Outcome result={run.data} work={work} onDone={onDone} />
      ) : preview.data ? (
        <div className="rb-stack">
          <BulkFigures result={preview.data} />
          {work.form}
          <div role="alert" className="rb-alert">
            {tried && work.missing}
            {run.error && describeFailure(run.error, lang).text}
          </div>
        </div>
      ) : preview.isError ? (
        <Failed error={preview.error} retry={() => void preview.refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </Drawer>
  )
}

function Outcome({ result, work, onDone }: { result: BulkResult; work: BulkWork; onDone(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const possible = useQuery({
    queryKey: ['bulk-undo', work.key],
    queryFn: () => work.undo?.possible(result) ?? false,
    enabled: work.undo !== undefined,
    gcTime: 0,
  })
  const undo = useMutation({ mutationFn: () => work.undo!.run(result), onSuccess: onDone })
  if (undo.data) return <p role="status">{t('undone', { n: undo.data.affected })}</p>
  return (
    <div className="rb-stack">
      <BulkFigures result={result} />
      {work.undo && result.affected > 0 && possible.data !== undefined && (
        <div>
          {possible.data ? (
            <Button loading={undo.isPending} onClick={() => undo.mutate()}>
              {work.undo.label}
            </Button>
          ) : (
            <p className="rb-quiet">{t('noUndo')}</p>
          )}
        </div>
      )}
      {undo.error && (
        <p role="alert" className="rb-alert">
          {describeFailure(undo.error, lang).text}
        </p>
      )}
    </div>
  )
}
