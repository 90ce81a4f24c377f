import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import {
  type AnswerDraft,
  type AnswerFault,
  type AnswerSummary,
  type AssistanceDetail,
  FIELD_GROUP_TEXT,
  type MatterDetail,
} from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { uploadFile } from '../../../lib/upload.ts'
import { useReport } from '../../../lib/use-report.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import { AnswerFailure, AnswerNote } from './answer-failure.tsx'
import { SummaryFacts } from './answer-summary.tsx'
import { MaskedValues } from './answer-values.tsx'
import { type Asked, askedFields } from './asked-fields.ts'
import { words } from './panel-words.ts'
import { answersPath, useSendAnswer } from './use-answer.ts'

interface Props {
  matter: MatterDetail
  detail: AssistanceDetail
}

/** The answer as a file: read whole, faults row by row, previewed, then sent. */
export function AnswerFile({ matter, detail }: Props) {
  const t = useWords(words)
  const client = useQueryClient()
  const asked = askedFields(detail)
  const [faults, setFaults] = useState<readonly AnswerFault[]>([])
  // A draft of an earlier visit waits to be sent.
  const [taken, setTaken] = useState<AnswerSummary | null | undefined>(undefined)
  const draft = taken === undefined ? detail.answers.findLast((one) => one.state === 'draft') : taken
  const path = `/api/assistance/${encodeURIComponent(matter.id)}`
  const read = ({ draft: next, faults: found }: AnswerDraft) => {
    setFaults(found)
    setTaken(next)
    void client.invalidateQueries({ queryKey: ['assistance-request', matter.id] })
  }
  return (
    <div className="rb-stack">
      {draft ? (
        <FileDraft matter={matter} asked={asked} draft={draft} onDone={() => setTaken(null)} />
      ) : (
        <>
          <UploadBox<AnswerDraft>
            label={t('fileText')}
            hint={t('fileHint')}
            button={t('fileButton')}
            accept={['.xlsx', '.csv', '.json']}
            primary
            send={(file, options) => uploadFile(`${path}/answer-file`, file, options)}
            onDone={read}
          />
          <div>
            <Button icon={<DownloadOutlined aria-hidden="true" />} href={`${path}/answer-template.xlsx`} download>
              {t('template')}
            </Button>
          </div>
        </>
      )}
      {!draft && faults.length > 0 && <FileFaults faults={faults} asked={asked} />}
    </div>
  )
}

const SHOWN = 100

function FileFaults({ faults, asked }: { faults: readonly AnswerFault[]; asked: readonly Asked[] }) {
  const t = useWords(words)
  const pick = usePick()
  const nameOf = ({ group, field }: AnswerFault) => {
    const found = asked.find((one) => one.id === field || (one.group === group && one.name === field))
    return found ? pick(found.text) : (field ?? '—')
  }
  return (
    <div role="alert">
      <p>
        <StateTag tone="alert">{t('fileFaults', { n: faults.length })}</StateTag>
      </p>
      <div className="rb-rows-scroll">
        <table className="rb-rows-table">
          <thead>
            <tr>
              <th scope="col">{t('faultGroup')}</th>
              <th scope="col">{t('faultRow')}</th>
              <th scope="col">{t('faultField')}</th>
              <th scope="col">{t('faultText')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, SHOWN).map((fault) => (
              <tr key={`${fault.group} ${fault.row} ${fault.field} ${fault.zh}`}>
                <td>{fault.group ? pick(FIELD_GROUP_TEXT[fault.group]) : t('wholeFile')}</td>
                <td>{fault.row ?? '—'}</td>
                <td>{nameOf(fault)}</td>
                <td>{pick(fault)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > SHOWN && <p className="rb-quiet">{t('faultMore', { n: faults.length - SHOWN })}</p>}
    </div>
  )
}

interface DraftProps {
  matter: MatterDetail
  asked: readonly Asked[]
  draft: AnswerSummary
  onDone(): void
}

/** What the file became: its figures and values, and the two ways to send it. */
function FileDraft({ matter, asked, draft, onDone }: DraftProps) {
  const t = useWords(words)
  const [note, setNote] = useState('')
  const send = useSendAnswer(matter, onDone)
  const report = useReport()
  const again = useMutation({
    mutationFn: () => api.delete(`${answersPath(matter.id)}/${encodeURIComponent(draft.id)}`),
    onSuccess: onDone,
    onError: report.failed,
  })
  const go = (part: boolean) => send.mutate({ part, draftId: draft.id, ...(note.trim() ? { note: note.trim() } : {}) })
  const pending = (part: boolean) => send.isPending && send.variables?.part === part
  return (
    <>
      <p role="status">
        <StateTag tone="active">{t('filePreview')}</StateTag>
      </p>
      <SummaryFacts summary={draft} asked={asked} />
      <MaskedValues matterId={matter.id} answerId={draft.id} asked={asked} />
      <AnswerNote value={note} onChange={setNote} />
      <AnswerFailure error={send.error} />
      <div className="rb-actions">
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          {t('fileAgain')}
        </Button>
        <span className="rb-push" />
        <Button loading={pending(true)} disabled={pending(false)} onClick={() => go(true)}>
          {t('sendPart')}
        </Button>
        <Button type="primary" loading={pending(false)} disabled={pending(true)} onClick={() => go(false)}>
          {t('sendAll')}
        </Button>
      </div>
    </>
  )
}
