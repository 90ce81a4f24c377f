import type { NewAuthorisation, Organisation, Page } from '@redbridge/contract'
import { REQUEST_REACH_TEXT } from '@redbridge/contract'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { isoDateOf } from '../../../lib/format.ts'
import { useReport } from '../../../lib/use-report.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { words } from './words.ts'

const REACHES = ['area', 'category', 'period'] as const
interface Draft {
  bureauId: string | null
  reaches: NewAuthorisation['reaches']
  documentNo: string
  fromOn: string
  toOn: string
}

/** A province's authorisation as its document says it. */
export function GrantDrawer({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const today = isoDateOf(new Date())
  const [draft, setDraft] = useState<Draft>({ bureauId: null, reaches: [], documentNo: '', fromOn: today, toOn: '' })
  const missing = useMissing(draft)
  return (
    <FormDrawer
      title={t('grant')}
      action={t('grant')}
      missing={missing}
      save={() =>
        api.post('/api/assistance/authorisations', {
          ...draft,
          documentNo: draft.documentNo.trim(),
          toOn: draft.toOn || null,
        })
      }
      onSaved={() => {
        report.done(t('granted'))
        void client.invalidateQueries({ queryKey: ['authorisations'] })
        onClose()
      }}
      onClose={onClose}
    >
      <GrantFields draft={draft} onChange={(next) => setDraft({ ...draft, ...next })} />
    </FormDrawer>
  )
}

const useMissing = ({ bureauId, reaches, documentNo, fromOn, toOn }: Draft): string => {
  const t = useWords(words)
  if (!bureauId) return t('bureauMissing')
  if (reaches.length === 0) return t('reachesMissing')
  if (documentNo.trim().length < 2) return t('documentMissing')
  if (!fromOn) return t('fromMissing')
  return toOn && toOn < fromOn ? t('wrongOrder') : ''
}

function GrantFields({ draft, onChange }: { draft: Draft; onChange(next: Partial<Draft>): void }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      <ProvinceSelect value={draft.bureauId} onChange={(bureauId) => onChange({ bureauId })} />
      <fieldset className="rb-choice">
        <legend>{t('reaches')}</legend>
        <Checkbox.Group
          className="rb-options"
          options={REACHES.map((value) => ({ value, label: pick(REQUEST_REACH_TEXT[value]) }))}
          value={[...draft.reaches]}
          onChange={(next) => onChange({ reaches: next as Draft['reaches'] })}
        />
      </fieldset>
      <Field label={t('documentNo')}>
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            value={draft.documentNo}
            onChange={(event) => onChange({ documentNo: event.target.value })}
          />
        )}
      </Field>
      <div className="rb-field-row">
        <Field label={t('from')}>
          {(id) => <DateInput id={id} value={draft.fromOn} onChange={(fromOn) => onChange({ fromOn })} />}
        </Field>
        <Field label={t('to')}>
          {(id) => <DateInput id={id} value={draft.toOn} onChange={(toOn) => onChange({ toOn })} />}
        </Field>
      </div>
    </>
  )
}

/** Bureaus of provinces by name: their divisions end in 0000. The server looks, since a nation has thousands of bureaus. */
function ProvinceSelect({ value, onChange }: { value: string | null; onChange(id: string): void }) {
  const t = useWords(words)
  const [q, setQ] = useState('')
  const { data } = useQuery({
    queryKey: ['organisations', 'provinces', q],
    queryFn: ({ signal }) =>
      api.get<Page<Organisation>>('/api/organisations', { kind: 'bureau', q, size: 200 }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  })
  const provinces = (data?.items ?? []).filter(({ division }) => /^(?!00|99)\d\d0000$/.test(division))
  return (
    <Field label={t('bureau')}>
      {(id) => (
        <Select
          id={id}
          value={value}
          showSearch={{ filterOption: false, onSearch: (text: string) => setQ(text.trim()) }}
          options={provinces.map((one) => ({ value: one.id, label: one.nameZh }))}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
