import { CLOCK_UNITS, CONFIDENCES, type LawDeadline, type NewLawChange, REST_DAYS } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { isoDateOf } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { currentOf } from './law-data.ts'
import { words } from './words.ts'

interface Draft extends Omit<NewLawChange, 'basis' | 'amount' | 'restDay'> {
  basis: string
  amount: number | null
  restDay: (typeof REST_DAYS)[number]
}

const draftOf = (limit: LawDeadline): Draft => {
  const { amount, unit, restDay, basis } = currentOf(limit)
  const from = isoDateOf(new Date())
  return { from, amount, unit, restDay, basis: basis ?? '', confidence: 'read', source: '', reason: '' }
}
const complete = ({ from, amount, source, reason }: Draft): boolean =>
  from !== '' && amount !== null && Number.isInteger(amount) && source.trim().length >= 2 && reason.trim().length >= 2

/** From a day on a limit reads differently: what it says then, where that was read, and why. */
export function ChangeDrawer({ limit, onClose }: { limit: LawDeadline; onClose(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const client = useQueryClient()
  const report = useReport()
  const [draft, setDraft] = useState(() => draftOf(limit))
  const title = pick(currentOf(limit).title)
  const save = () =>
    api.post<LawDeadline>(`/api/law/deadlines/${encodeURIComponent(limit.id)}/changes`, {
      ...draft,
      basis: draft.basis.trim() || null,
    })
  return (
    <FormDrawer
      title={t('changeTitle', { title })}
      action={t('changeSave')}
      missing={complete(draft) ? '' : t('incomplete')}
      save={save}
      onSaved={() => {
        report.done(t('changeSaved', { title }))
        void client.invalidateQueries({ queryKey: ['law'] })
        onClose()
      }}
      onClose={onClose}
    >
      <p className="rb-quiet">{t('changeNote')}</p>
      <ChangeFields draft={draft} onChange={setDraft} />
    </FormDrawer>
  )
}

function ChangeFields({ draft, onChange }: { draft: Draft; onChange(draft: Draft): void }) {
  const t = useWords(words)
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  return (
    <>
      <Field label={t('from')}>
        {(id) => <DateInput id={id} value={draft.from} onChange={(from) => set({ from })} />}
      </Field>
      <div className="rb-field-row">
        <Field label={t('amount')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={1000}
              precision={0}
              value={draft.amount}
              onChange={(amount) => set({ amount })}
            />
          )}
        </Field>
        <Field label={t('unit')}>
          {(id) => (
            <Select
              id={id}
              value={draft.unit}
              options={CLOCK_UNITS.map((unit) => ({ value: unit, label: t(`unit_${unit}`) }))}
              onChange={(unit) => set({ unit })}
            />
          )}
        </Field>
      </div>
      {draft.unit !== 'working_day' && draft.unit !== 'hour' && (
        <Field label={t('restDay')}>
          {(id) => (
            <Select
              id={id}
              value={draft.restDay}
              options={REST_DAYS.map((one) => ({ value: one, label: t(one) }))}
              onChange={(restDay) => set({ restDay })}
            />
          )}
        </Field>
      )}
      <Field label={t('basis')} hint={t('basisHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={200}
            value={draft.basis}
            onChange={(event) => set({ basis: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('confidence')}>
        {(id) => (
          <Select
            id={id}
            value={draft.confidence}
            options={CONFIDENCES.map((one) => ({
              value: one,
              label: t(one === 'unconfirmed' ? 'unconfirmedLong' : one),
            }))}
            onChange={(confidence) => set({ confidence })}
          />
        )}
      </Field>
      <Field label={t('source')} hint={t('sourceHint')}>
        {(id, hint) => (
          <Input
            id={id}
            aria-describedby={hint}
            maxLength={500}
            value={draft.source}
            onChange={(event) => set({ source: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={1000}
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
