import { CLOCK_UNITS, type LawDeadline } from '@redbridge/contract'
import { Input, InputNumber, Select } from 'antd'
import { usePick, useWords } from '../../i18n/language.tsx'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { words } from './calculator-words.ts'
import { currentOf } from './law-data.ts'
import { words as lawWords } from './words.ts'

export interface Asked {
  /** undefined: nothing chosen yet · '': a limit of one's own */
  rule: string | undefined
  amount: number | null
  unit: (typeof CLOCK_UNITS)[number]
  start: string
  startedAt: string
  tolledFrom: string
  tolledTo: string
  tollReason: string
  extended: string
}
interface Props {
  limits: readonly LawDeadline[]
  asked: Asked
  onChange(asked: Asked): void
}

export function CalculatorFields({ limits, asked, onChange }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const set = (part: Partial<Asked>) => onChange({ ...asked, ...part })
  const limit = limits.find((one) => one.id === asked.rule)
  const version = limit && currentOf(limit)
  const back = version?.kind === 'act_before' || version?.kind === 'looks_back'
  const hours = version ? version.unit === 'hour' : asked.rule === '' && asked.unit === 'hour'
  const options = [
    { value: '', label: t('own') },
    ...limits.map((one) => ({ value: one.id, label: pick(currentOf(one).title) })),
  ]
  return (
    <>
      <Field label={t('limit')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('choose')}
            {...(asked.rule === undefined ? {} : { value: asked.rule })}
            options={options}
            onChange={(rule: string) => set({ rule, extended: '' })}
          />
        )}
      </Field>
      {asked.rule === '' && <OwnLimit asked={asked} onChange={onChange} />}
      <div className="rb-field-row">
        <Field label={t('start')} hint={version ? t('startOf', { event: pick(version.startEvent) }) : undefined}>
          {(id) => <DateInput id={id} value={asked.start} onChange={(start) => set({ start })} />}
        </Field>
        {hours && (
          <Field label={t('startedAt')}>
            {(id) => (
              <Input
                id={id}
                placeholder="16:30"
                maxLength={5}
                value={asked.startedAt}
                onChange={(event) => set({ startedAt: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
      {!back && <Tolled asked={asked} onChange={onChange} />}
      {version?.extension && <Extended asked={asked} onChange={onChange} extension={version.extension} />}
    </>
  )
}

type Part = Omit<Props, 'limits'>

function OwnLimit({ asked, onChange }: Part) {
  const t = useWords(words)
  const l = useWords(lawWords)
  return (
    <div className="rb-field-row">
      <Field label={t('amount')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={1000}
            precision={0}
            value={asked.amount}
            onChange={(amount) => onChange({ ...asked, amount })}
          />
        )}
      </Field>
      <Field label={t('unit')}>
        {(id) => (
          <Select
            id={id}
            value={asked.unit}
            options={CLOCK_UNITS.map((unit) => ({ value: unit, label: l(`unit_${unit}`) }))}
            onChange={(unit) => onChange({ ...asked, unit })}
          />
        )}
      </Field>
    </div>
  )
}

function Tolled({ asked, onChange }: Part) {
  const t = useWords(words)
  const set = (part: Partial<Asked>) => onChange({ ...asked, ...part })
  return (
    <>
      <div className="rb-field-row">
        <Field label={t('tolledFrom')} hint={t('tolledFromHint')}>
          {(id, hint) => (
            <DateInput
              id={id}
              describedBy={hint}
              value={asked.tolledFrom}
              onChange={(tolledFrom) => set({ tolledFrom })}
            />
          )}
        </Field>
        <Field label={t('tolledTo')} hint={t('tolledToHint')}>
          {(id, hint) => (
            <DateInput id={id} describedBy={hint} value={asked.tolledTo} onChange={(tolledTo) => set({ tolledTo })} />
          )}
        </Field>
      </div>
      {asked.tolledFrom !== '' && (
        <Field label={t('tollReason')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={asked.tollReason}
              onChange={(event) => set({ tollReason: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

type Extension = NonNullable<LawDeadline['versions'][number]['extension']>

function Extended({ asked, onChange, extension }: Part & { extension: Extension }) {
  const t = useWords(words)
  const l = useWords(lawWords)
  const pick = usePick()
  const limit = l(extension.unit, { n: extension.amount })
  return (
    <Field label={t('extended')} hint={t('extendedHint', { limit, approver: pick(extension.approver) })}>
      {(id, hint) => (
        <DateInput
          id={id}
          describedBy={hint}
          value={asked.extended}
          onChange={(extended) => onChange({ ...asked, extended })}
        />
      )}
    </Field>
  )
}
