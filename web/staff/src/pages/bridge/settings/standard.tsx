import {
  type AssistanceSettings,
  type Catalogue,
  type CatalogueField,
  FIELD_GROUP_TEXT,
  FIELD_GROUPS,
} from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { describeFailure } from '../../../lib/failure.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Field } from '../../../ui/field.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { words } from './words.ts'

interface Known {
  catalogue: Catalogue
  settings: AssistanceSettings
}

/** Which fields may simply be asked for, and in how many working days they are answered. */
export function Standard() {
  const query = useQuery({
    queryKey: ['bridge-settings'],
    queryFn: async ({ signal }): Promise<Known> => {
      const [catalogue, settings] = await Promise.all([
        api.get<Catalogue>('/api/assistance/catalogue', {}, signal),
        api.get<AssistanceSettings>('/api/assistance/settings', {}, signal),
      ])
      return { catalogue, settings }
    },
  })
  return <Loaded query={query}>{(known) => <StandardForm key={query.dataUpdatedAt} {...known} />}</Loaded>
}

function useSave() {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (next: AssistanceSettings) => api.put('/api/assistance/settings', next),
    onSuccess: () => {
      report.done(t('saved'))
      void client.invalidateQueries({ queryKey: ['bridge-settings'] })
      void client.invalidateQueries({ queryKey: ['assistance'] })
    },
  })
}

function StandardForm({ catalogue, settings }: Known) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const [draft, setDraft] = useState<AssistanceSettings>(settings)
  const [tried, setTried] = useState(false)
  const save = useSave()
  const { fields, answerDays, source, confirmed } = catalogue
  const isStandard = (field: CatalogueField): boolean => draft.standard[field.id] ?? field.standard
  const changes = fields.filter((field) => isStandard(field) !== field.standard).length
  const days = draft.answerDays
  const missing =
    days !== null && !(days >= 1 && days <= 90)
      ? t('answerDaysWrong')
      : draft.source.trim() === ''
        ? t('sourceMissing')
        : ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing) save.mutate({ ...draft, source: draft.source.trim() })
  }
  return (
    <form className="rb-stack" onSubmit={submit} noValidate>
      <div>
        <p className="rb-bridge-note">{t('standardText')}</p>
        {!confirmed && <p className="rb-bridge-notice">{t('unconfirmed')}</p>}
        <p className="rb-quiet">{t('nowSource', { source: pick(source) })}</p>
      </div>
      <FieldBoxes
        fields={fields}
        isStandard={isStandard}
        onChange={(field, on) => setDraft({ ...draft, standard: { ...draft.standard, [field.id]: on } })}
      />
      <SettingFields draft={draft} answerDays={answerDays} onChange={(next) => setDraft({ ...draft, ...next })} />
      <div className="rb-actions rb-bridge-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        {changes > 0 && <span className="rb-quiet">{t('changed', { n: changes })}</span>}
        <span role="alert" className="rb-alert">
          {tried && missing}
          {save.error && describeFailure(save.error, lang).text}
        </span>
      </div>
    </form>
  )
}

interface BoxesProps {
  fields: readonly CatalogueField[]
  isStandard(field: CatalogueField): boolean
  onChange(field: CatalogueField, on: boolean): void
}

function FieldBoxes({ fields, isStandard, onChange }: BoxesProps) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <div>
      {FIELD_GROUPS.map((group) => {
        const own = fields.filter((field) => field.group === group)
        if (own.length === 0) return null
        return (
          <fieldset key={group} className="rb-standard-group">
            <legend>{pick(FIELD_GROUP_TEXT[group])}</legend>
            <div className="rb-standard-fields">
              {own.map((field) => (
                <Checkbox
                  key={field.id}
                  checked={isStandard(field)}
                  onChange={(event) => onChange(field, event.target.checked)}
                >
                  {pick(field.text)}
                  {field.personal && <span className="rb-sub">{t('personal')}</span>}
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )
      })}
    </div>
  )
}

interface SettingProps {
  draft: AssistanceSettings
  answerDays: number
  onChange(next: Partial<AssistanceSettings>): void
}

function SettingFields({ draft, answerDays, onChange }: SettingProps) {
  const t = useWords(words)
  return (
    <div className="rb-stack rb-bridge-narrow">
      <Field label={t('answerDays')} hint={t('answerDaysHint', { n: answerDays })}>
        {(id, hint) => (
          <InputNumber
            id={id}
            aria-describedby={hint}
            min={1}
            max={90}
            precision={0}
            value={draft.answerDays}
            onChange={(next) => onChange({ answerDays: next })}
          />
        )}
      </Field>
      <Field label={t('source')}>
        {(id) => (
          <Input
            id={id}
            maxLength={300}
            value={draft.source}
            onChange={(event) => onChange({ source: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
