import {
  TRANSFER_FINDING_TEXT,
  TRANSFER_FINDINGS,
  type TransferActionResult,
  type TransferEvent,
  type TransferFinding,
} from '@redbridge/contract'
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { describeFailure } from '../../lib/failure.ts'
import { formatNumber } from '../../lib/format.ts'
import { Field } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { moveTransfers, type TransferInput, type TransferSelected, transferNeedsReason } from './transfer-moves.ts'
import { words } from './words.ts'

interface Props {
  event: TransferEvent
  selected: TransferSelected
  onClose(): void
}

/** Preview, finding or reason, and the result of a move of one or many transfers. */
export function TransferMoveDrawer({ event, selected, onClose }: Props) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const [input, setInput] = useState<TransferInput>({ useProposed: event === 'answer' })
  const [tried, setTried] = useState(false)
  const ready = event !== 'answer' || input.useProposed || input.finding !== undefined
  const preview = useQuery({
    queryKey: ['transfer-preview', event, selected, input.useProposed, input.finding],
    queryFn: () => moveTransfers(event, selected, input, true),
    enabled: ready,
    gcTime: 0,
  })
  const run = useMutation({
    mutationFn: () => moveTransfers(event, selected, input, false),
    onSuccess: () => {
      for (const key of ['transfers', 'transfer-packages', 'todo']) void client.invalidateQueries({ queryKey: [key] })
    },
  })
  const missing = !ready
    ? t('findingMissing')
    : transferNeedsReason(event) && (input.note ?? '').trim().length < 2
      ? t('reasonMissing')
      : null
  const submit = () => {
    setTried(true)
    if (!missing) run.mutate()
  }
  const foot = run.data ? (
    <Button onClick={onClose}>{t('closeWindow')}</Button>
  ) : (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="primary" loading={run.isPending} disabled={preview.data?.affected === 0} onClick={submit}>
        {t(event)}
      </Button>
    </>
  )
  return (
    <Drawer open size={480} title={t(event)} onClose={onClose} footer={<div className="rb-drawer-foot">{foot}</div>}>
      <div className="rb-stack">
        {run.error && <Alert type="error" title={describeFailure(run.error, lang).text} role="alert" />}
        {tried && missing && <Alert type="error" title={missing} role="alert" />}
        {run.data ? (
          <Outcome result={run.data} />
        ) : (
          <MoveBody event={event} input={input} onChange={setInput} preview={ready ? preview : null} />
        )}
      </div>
    </Drawer>
  )
}

interface BodyProps {
  event: TransferEvent
  input: TransferInput
  onChange(input: TransferInput): void
  /** null until enough is chosen to preview */
  preview: UseQueryResult<TransferActionResult> | null
}

function MoveBody({ event, input, onChange, preview }: BodyProps) {
  const t = useWords(words)
  return (
    <>
      {event === 'answer' && <AnswerForm input={input} onChange={onChange} />}
      {preview && <Loaded query={preview}>{(result) => <Outcome result={result} />}</Loaded>}
      <Field label={transferNeedsReason(event) ? t('reason') : t('noteOptional')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={1000}
            value={input.note ?? ''}
            onChange={(e) => onChange({ ...input, note: e.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** Each as the own register says, or one finding for all. */
function AnswerForm({ input, onChange }: { input: TransferInput; onChange(input: TransferInput): void }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      <fieldset className="rb-choice">
        <legend>{t('how')}</legend>
        <Radio.Group
          className="rb-options"
          value={input.useProposed}
          options={[
            { value: true, label: t('asProposed') },
            { value: false, label: t('asChosen') },
          ]}
          onChange={(e) => onChange({ ...input, useProposed: e.target.value as boolean })}
        />
      </fieldset>
      {!input.useProposed && (
        <Field label={t('finding')}>
          {(id) => (
            <Select
              id={id}
              value={input.finding ?? null}
              options={TRANSFER_FINDINGS.map((value) => ({ value, label: pick(TRANSFER_FINDING_TEXT[value]) }))}
              onChange={(finding: TransferFinding) => onChange({ ...input, finding })}
            />
          )}
        </Field>
      )}
    </>
  )
}

function Outcome({ result }: { result: TransferActionResult }) {
  const t = useWords(words)
  const pick = usePick()
  const n = result.affected
  const left = result.excluded.reduce((sum, e) => sum + e.count, 0)
  const findings = Object.entries(result.byFinding ?? {}).filter(([, count]) => count > 0)
  const name = (key: string) =>
    key in TRANSFER_FINDING_TEXT ? pick(TRANSFER_FINDING_TEXT[key as TransferFinding]) : key
  const headline = result.preview ? (n > 0 ? t('affected', { n }) : t('none')) : t('done', { n })
  return (
    <div className="rb-stack">
      <p className="rb-strong" role="status">
        <StateTag tone={result.preview ? 'active' : 'done'}>{headline}</StateTag>
      </p>
      {findings.length > 0 && <Lines caption={t('byFinding')} rows={findings.map(([k, c]) => [name(k), c])} />}
      {left > 0 && <Lines caption={t('excluded', { n: left })} rows={result.excluded.map((e) => [pick(e), e.count])} />}
    </div>
  )
}

function Lines({ caption, rows }: { caption: string; rows: readonly (readonly [string, number])[] }) {
  return (
    <table className="rb-counts">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="rb-number">{formatNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
