import type { ExchangeEndpoint } from '@redbridge/contract'
import { Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { formatDate } from '../../../lib/format.ts'
import { useConfirm } from '../../../lib/use-confirm.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useReplay } from './deliveries.tsx'
import { words } from './delivery-words.ts'

interface Choice {
  which: 'dead' | 'since'
  endpointId: string | null
  since: string
}

/** Everything given up at an endpoint, or everything since a day, once more; asked twice because it may be much. */
export function ReplayDrawer({ endpoints, onClose }: { endpoints: readonly ExchangeEndpoint[]; onClose(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const confirm = useConfirm()
  const replay = useReplay()
  const first = endpoints.find((one) => one.dead > 0)
  const [choice, setChoice] = useState<Choice>({ which: 'dead', endpointId: first?.id ?? null, since: '' })
  const { which, endpointId, since } = choice
  const endpoint = endpoints.find((one) => one.id === endpointId)
  const missing = which === 'dead' ? (endpoint ? '' : t('endpointMissing')) : since ? '' : t('sinceMissing')
  const save = async (): Promise<boolean> => {
    const text =
      which === 'dead'
        ? t('sureDead', { name: endpoint?.name ?? '', n: endpoint?.dead ?? 0 })
        : t('sureSince', { date: formatDate(since, lang) })
    const question = { title: t('sureTitle'), text, action: t('replay'), cancel: t('cancel') }
    if (!(await confirm(question))) return false
    await replay.mutateAsync({
      ...(endpointId ? { endpointId } : {}),
      ...(which === 'since' ? { since: `${since}T00:00:00+08:00` } : {}),
    })
    return true
  }
  return (
    <FormDrawer
      title={t('replayMany')}
      action={t('replay')}
      missing={missing}
      save={save}
      onSaved={(done) => done && onClose()}
      onClose={onClose}
    >
      <ReplayFields endpoints={endpoints} choice={choice} onChange={(next) => setChoice({ ...choice, ...next })} />
    </FormDrawer>
  )
}

interface FieldsProps {
  endpoints: readonly ExchangeEndpoint[]
  choice: Choice
  onChange(next: Partial<Choice>): void
}

function ReplayFields({ endpoints, choice, onChange }: FieldsProps) {
  const t = useWords(words)
  const name = useId()
  const { which } = choice
  const nameOf = (one: ExchangeEndpoint) =>
    which === 'dead' ? t('deadCount', { name: one.name, n: one.dead }) : one.name
  return (
    <>
      <fieldset className="rb-choice">
        <legend>{t('which')}</legend>
        <Radio.Group
          className="rb-options"
          name={name}
          value={which}
          options={[
            { value: 'dead', label: t('whichDead') },
            { value: 'since', label: t('whichSince') },
          ]}
          onChange={(event) => onChange({ which: event.target.value as Choice['which'] })}
        />
      </fieldset>
      <Field label={t('whichEndpoint')}>
        {(id) => (
          <Select
            id={id}
            value={choice.endpointId}
            allowClear={which === 'since'}
            placeholder={which === 'since' ? t('anyEndpoint') : undefined}
            options={endpoints.map((one) => ({ value: one.id, label: nameOf(one) }))}
            onChange={(next: string | undefined) => onChange({ endpointId: next ?? null })}
          />
        )}
      </Field>
      {which === 'since' && (
        <Field label={t('since')} hint={t('sinceText')}>
          {(id, hint) => (
            <DateInput id={id} describedBy={hint} value={choice.since} onChange={(since) => onChange({ since })} />
          )}
        </Field>
      )}
    </>
  )
}
