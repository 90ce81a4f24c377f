import {
  type AssistanceSettings,
  type AssistanceSettingsView,
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
  settings: AssistanceSettingsView
}
const NOTHING: AssistanceSettings = { answerDays: null, standard: {}, source: '' }

/** Which fields may simply be asked for, and in how many working days they are answered. */
export function Standard() {
  const query = useQuery({
    queryKey: ['bridge-settings'],
    queryFn: async ({ signal }): Promise<Known> => {
      const [catalogue, settings] = await Promise.all([
        api.get<Catalogue>('/api/assistance/catalogue', {}, signal),
        api.get<AssistanceSettingsView>('/api/assistance/settings', {}, signal),
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
  const { lang } = useLanguage()
  const saved = settings.own ?? NOTHING
  const [draft, setDraft] = useState<AssistanceSettings>(saved)
  const [tried, setTried] = useState(false)
  const save = useSave()
  const isStandard = (field: CatalogueField): boolean => draft.standard[field.id] ?? field.standard
  const changes = catalogue.fields.filter((field) => isStandard(field) !== field.standard).length
  const missing = useMissing(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing) save.mutate({ ...draft, source: draft.source.trim() })
  }
  const tick = (field: CatalogueField, on: boolean) => {
    const { [field.id]: _, ...rest } = draft.standard
    const before = saved.standard[field.id]
    // Back to what holds anyway is no setting of one's own; nor is what a bureau below a province may not widen.
    const own = on === field.standard ? before : on && !settings.mayWiden ? undefined : on
    setDraft({ ...draft, standard: own === undefined ? rest : { ...rest, [field.id]: own } })
  }
  return (
    <form className="rb-stack" onSubmit={submit} noValidate>
      <StandardNotes catalogue={catalogue} settings={settings} />
      <FieldBoxes
        fields={catalogue.fields}
        isStandard={isStandard}
        isFixed={(field) => !settings.mayWiden && !isStandard(field) && saved.standard[field.id] !== false}
        onChange={tick}
      />
      <SettingFields
        draft={draft}
        answerDays={catalogue.answerDays}
        onChange={(next) => setDraft({ ...draft, ...next })}
      />
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

const useMissing = ({ answerDays: days, standard, source }: AssistanceSettings): string => {
  const t = useWords(words)
  if (days !== null && !(days >= 1 && days <= 90)) return t('answerDaysWrong')
  const sets = days !== null || Object.keys(standard).length > 0
  return sets && source.trim() === '' ? t('sourceMissing') : ''
}

/** Where the present standard comes from, and what superiors set. */
function StandardNotes({ catalogue, settings }: Known) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <div>
      <p className="rb-bridge-note">
        {t('standardText')} {!settings.mayWiden && t('noWidening')}
      </p>
      {!catalogue.confirmed && <p className="rb-bridge-notice">{t('unconfirmed')}</p>}
      <p className="rb-quiet">{t('nowSource', { days: catalogue.answerDays, source: pick(catalogue.source) })}</p>
      {settings.inherited.map((layer) => (
        <p key={layer.bureauId} className="rb-quiet">
          {t('inherited', {
            bureau: layer.bureauName,
            source: layer.source,
            days: layer.answerDays === null ? '—' : String(layer.answerDays),
            n: Object.keys(layer.standard).length,
          })}
        </p>
      ))}
    </div>
  )
}

interface BoxesProps {
  fields: readonly CatalogueField[]
  isStandard(field: CatalogueField): boolean
  /** not to be ticked here */
  isFixed(field: CatalogueField): boolean
  onChange(field: CatalogueField, on: boolean): void
}

function FieldBoxes({ fields, isStandard, isFixed, onChange }: BoxesProps) {
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
                  disabled={isFixed(field)}
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
