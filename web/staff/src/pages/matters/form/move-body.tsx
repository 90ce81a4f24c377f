import type { FormField, Text } from '@redbridge/contract'
import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { words as formWords } from '../../../ui/form-words.ts'
import { DefinitionForm } from './definition-form.tsx'
import { words } from './form-words.ts'
import type { RowsNamed } from './rows-named.ts'
import type { FormState } from './use-form.ts'

interface Props {
  about: Text | undefined
  fields: readonly FormField[]
  form: FormState
  error: unknown
  pending: boolean
  action: string
  rowsNamed?: RowsNamed
  onCancel(): void
}

/** What the step means, its form, what is wrong with it, and its buttons: everything within one `<form>`. */
export function MoveBody({ about, fields, form, rowsNamed, error, ...buttons }: Props) {
  const t = useWords(formWords)
  return (
    <div className="rb-stack">
      <FormHead about={about} form={form} />
      <DefinitionForm
        fields={fields}
        draft={form.draft}
        faults={form.faults}
        onChange={form.change}
        {...(rowsNamed ? { rowsNamed } : {})}
      />
      <FormFaults form={form} error={error} />
      <div className="rb-actions">
        <span className="rb-push" />
        <Button onClick={buttons.onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={buttons.pending}>
          {buttons.action}
        </Button>
      </div>
    </div>
  )
}

export function FormHead({ about, form }: { about: Text | undefined; form: FormState }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      {about && <p className="rb-about">{pick(about)}</p>}
      {form.restored && (
        <p className="rb-quiet" role="status">
          {t('restored')}{' '}
          <Button type="link" size="small" onClick={form.discard}>
            {t('discard')}
          </Button>
        </p>
      )}
    </>
  )
}

/** How many places need attention, and what the server said beyond them. */
export function FormFaults({ form, error }: { form: FormState; error: unknown }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const failure = error ? describeFailure(error, lang) : null
  return (
    <div role="alert" className="rb-alert">
      {form.faults.size > 0 && <div>{t('toCorrect', { n: form.faults.size })}</div>}
      {failure && <div>{failure.text}</div>}
      {failure?.items.filter(Boolean).map((item) => (
        <div key={item}>{item}</div>
      ))}
    </div>
  )
}
