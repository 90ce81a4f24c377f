import {
  FOUND_BY,
  FOUND_BY_TEXT,
  type NewOrganisation,
  PARTNER_CATEGORIES,
  PARTNER_CATEGORIES_TEXT,
  PLATFORM_STATUS_TEXT,
  PLATFORM_STATUSES,
} from '@redbridge/contract'
import { Input, Select } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { Field } from '../../../ui/field.tsx'
import { DivisionPicker } from './division-picker.tsx'
import type { Draft } from './organisation-draft.ts'
import { words } from './words.ts'

interface Props {
  kind: NewOrganisation['kind']
  draft: Draft
  onChange(draft: Draft): void
}
type TextKey = 'nameZh' | 'nameEn' | 'uscc' | 'url' | 'category'

export function OrganisationForm({ kind, draft, onChange }: Props) {
  const t = useWords(words)
  const text = (key: TextKey, label: string, maxLength: number, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(id, hintId) => (
        <Input
          id={id}
          aria-describedby={hintId}
          maxLength={maxLength}
          className={key === 'uscc' ? 'rb-mono' : ''}
          value={draft[key]}
          onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      {text('nameZh', t('nameZh'), 100)}
      {text('nameEn', t('nameEn'), 200)}
      <DivisionPicker value={draft.division} onChange={(division) => onChange({ ...draft, division })} />
      {kind === 'partner' && (
        <>
          <PartnerCategoryField draft={draft} onChange={onChange} />
          {text('uscc', t('uscc'), 18)}
          {text('url', t('url'), 500)}
        </>
      )}
      {kind === 'platform' && (
        <>
          {text('uscc', t('uscc'), 18)}
          {text('url', t('url'), 500)}
          {text('category', t('categoryLabel'), 50, t('categoryHint'))}
          <PlatformFields draft={draft} onChange={onChange} />
        </>
      )}
    </>
  )
}

function PartnerCategoryField({ draft, onChange }: Omit<Props, 'kind'>) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <Field label={t('partnerCategory')}>
      {(id) => (
        <Select
          id={id}
          value={draft.category || null}
          placeholder={t('choose')}
          options={PARTNER_CATEGORIES.map((value) => ({ value, label: pick(PARTNER_CATEGORIES_TEXT[value]) }))}
          onChange={(category: string) => onChange({ ...draft, category })}
        />
      )}
    </Field>
  )
}

/** How it was found and where it stands. */
function PlatformFields({ draft, onChange }: Omit<Props, 'kind'>) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      <div className="rb-field-row">
        <Field label={t('foundBy')}>
          {(id) => (
            <Select
              id={id}
              value={draft.foundBy || null}
              placeholder={t('choose')}
              options={FOUND_BY.map((value) => ({ value, label: pick(FOUND_BY_TEXT[value]) }))}
              onChange={(foundBy: string) => onChange({ ...draft, foundBy })}
            />
          )}
        </Field>
        <Field label={t('foundOnLabel')}>
          {(id) => <DateInput id={id} value={draft.foundOn} onChange={(foundOn) => onChange({ ...draft, foundOn })} />}
        </Field>
      </div>
      <Field label={t('status')} hint={t('statusHint')}>
        {(id, hintId) => (
          <Select
            id={id}
            aria-describedby={hintId}
            value={draft.status || null}
            options={PLATFORM_STATUSES.map((value) => ({ value, label: pick(PLATFORM_STATUS_TEXT[value]) }))}
            onChange={(status: string) => onChange({ ...draft, status })}
          />
        )}
      </Field>
    </>
  )
}
