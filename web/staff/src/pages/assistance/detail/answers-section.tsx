import type { AnswerSummary, AnswerValues, AssistanceDetail, MatterDetail } from '@redbridge/contract'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { api, withQuery } from '../../../lib/api.ts'
import { describeFailure } from '../../../lib/failure.ts'
import { formatDate, formatTime } from '../../../lib/format.ts'
import { Code } from '../../../ui/code.tsx'
import { ReasonInPlace } from '../../../ui/reason-in-place.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { FileLinks } from '../../matters/detail/form-values.tsx'
import { SummaryFacts } from './answer-summary.tsx'
import { MaskedValues, Values } from './answer-values.tsx'
import { type Asked, askedFields } from './asked-fields.ts'
import { words } from './panel-words.ts'
import { answersPath } from './use-answer.ts'

interface Props {
  matter: MatterDetail
  detail: AssistanceDetail
}

/** What was answered, newest first: figures at once, values masked, as they are only for a stated purpose. */
export function AnswersSection({ matter, detail }: Props) {
  const t = useWords(words)
  const asked = askedFields(detail)
  const sent = detail.answers.filter((one) => one.state === 'sent').toReversed()
  return (
    <section aria-labelledby={`answers-${matter.id}`}>
      <h3 id={`answers-${matter.id}`}>{t('answers')}</h3>
      {sent.length === 0 && <p className="rb-quiet">{t('answersNone')}</p>}
      {sent.map((summary, i) => (
        <AnswerCard
          key={summary.id}
          matter={matter}
          summary={summary}
          asked={asked}
          open={i === 0 && sent.length === 1}
        />
      ))}
    </section>
  )
}

interface CardProps {
  matter: MatterDetail
  summary: AnswerSummary
  asked: readonly Asked[]
  open: boolean
}

function AnswerCard({ matter, summary, asked, open: first }: CardProps) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [shown, setShown] = useState(first)
  const entry = matter.timeline.find((one) => one.form.answerId === summary.id)
  const note = entry?.form.note
  return (
    <article className="rb-answer-card">
      <div className="rb-ask-head">
        <StateTag tone={summary.part ? 'waiting' : 'done'}>{t(summary.part ? 'partMark' : 'wholeMark')}</StateTag>
        <span className="rb-quiet">{formatTime(summary.sentAt)}</span>
        <span className="rb-push" />
        {summary.erasedAt === null && (
          <Button size="small" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t(shown ? 'hide' : 'show')}
          </Button>
        )}
      </div>
      <SummaryFacts summary={summary} asked={asked} />
      {typeof note === 'string' && note && <blockquote className="rb-pre">{note}</blockquote>}
      {entry && entry.files.length > 0 && <FileLinks files={entry.files} />}
      {summary.erasedAt !== null ? (
        <p className="rb-quiet">{t('erased', { time: formatTime(summary.erasedAt) })}</p>
      ) : (
        shown && <CardValues matterId={matter.id} answerId={summary.id} asked={asked} />
      )}
      <div className="rb-quiet rb-small rb-digest">
        {t('digest')} <Code value={summary.sha256} />
        {summary.eraseOn !== null && summary.erasedAt === null && (
          <span>{t('eraseOn', { date: formatDate(summary.eraseOn, lang) })}</span>
        )}
      </div>
    </article>
  )
}

/** Values as they are stay open this long. */
const OPEN_FOR = 10 * 60_000

interface ValuesProps {
  matterId: string
  answerId: string
  asked: readonly Asked[]
}

function CardValues({ matterId, answerId, asked }: ValuesProps) {
  const t = useWords(words)
  const path = `${answersPath(matterId)}/${encodeURIComponent(answerId)}`
  const open = useMutation({
    mutationFn: (purpose: string) => api.post<AnswerValues>(`${path}/open`, { purpose }),
    onSuccess: () => setAsking(null),
  })
  const [asking, setAsking] = useState<'open' | 'export' | null>(null)
  const { data, reset } = open
  useEffect(() => {
    if (!data) return
    const timer = setTimeout(reset, OPEN_FOR)
    return () => clearTimeout(timer)
  }, [data, reset])
  return (
    <div className="rb-stack-close">
      {data ? (
        <>
          <p role="status">
            <StateTag tone="soon">{t('opened')}</StateTag>
          </p>
          <Values content={data.content} asked={asked} />
        </>
      ) : (
        <MaskedValues matterId={matterId} answerId={answerId} asked={asked} />
      )}
      {asking === null && (
        <div className="rb-actions rb-values-foot">
          {!data && <span className="rb-quiet rb-small">{t('masked')}</span>}
          {data ? (
            <Button size="small" onClick={reset}>
              {t('mask')}
            </Button>
          ) : (
            <Button size="small" onClick={() => setAsking('open')}>
              {t('open')}
            </Button>
          )}
          <Button size="small" onClick={() => setAsking('export')}>
            {t('export')}
          </Button>
        </div>
      )}
      {asking === 'open' && (
        <Purpose
          kind="open"
          error={open.error}
          pending={open.isPending}
          onCancel={() => setAsking(null)}
          onSubmit={open.mutate}
        />
      )}
      {asking === 'export' && <Export path={path} onClose={() => setAsking(null)} />}
    </div>
  )
}

interface PurposeProps {
  kind: 'open' | 'export'
  error: unknown
  pending: boolean
  onCancel(): void
  onSubmit(purpose: string): void
}

function Purpose({ kind, error, pending, onCancel, onSubmit }: PurposeProps) {
  const t = useWords(words)
  const { lang } = useLanguage()
  return (
    <ReasonInPlace
      label={t(kind === 'open' ? 'openPurpose' : 'exportPurpose')}
      hint={t(kind === 'open' ? 'openHint' : 'exportHint')}
      action={t(kind === 'open' ? 'openAction' : 'exportAction')}
      min={4}
      pending={pending}
      onCancel={onCancel}
      onSubmit={onSubmit}
      extra={
        error ? (
          <p className="rb-alert" role="alert">
            {describeFailure(error, lang).text}
          </p>
        ) : undefined
      }
    />
  )
}

/** A file of the values: the browser fetches it, the server logs the purpose first. */
function Export({ path, onClose }: { path: string; onClose(): void }) {
  const download = (purpose: string) => {
    const link = document.createElement('a')
    link.href = withQuery(`${path}/export`, { format: 'xlsx', purpose })
    link.download = ''
    link.click()
    onClose()
  }
  return <Purpose kind="export" error={null} pending={false} onCancel={onClose} onSubmit={download} />
}
