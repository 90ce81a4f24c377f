import { PROBLEM_KIND_TEXT, PROBLEM_KINDS, type ProblemKind } from '@redbridge/contract'
import { Input, Select } from 'antd'
import { usePick, useWords } from '../../i18n/language.tsx'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { type BureauEvent, type MoveInput, needsReason } from './problem-moves.ts'
import { words } from './words.ts'

interface Props {
  event: BureauEvent
  input: MoveInput
  undecided: boolean
  onChange(input: MoveInput): void
}

/** What a move asks for: a reason, a date and a message, or the kind of an undecided one. */
export function MoveForm({ event, input, onChange, undecided }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const text = event === 'push' ? t('message') : needsReason(event) ? t('reason') : t('reasonOptional')
  return (
    <div className="rb-stack">
      {event === 'push' && (
        <Field label={t('dueOn')}>
          {(id) => (
            <DateInput
              id={id}
              future
              value={input.answerDueOn ?? ''}
              onChange={(day) => onChange({ ...input, answerDueOn: day })}
            />
          )}
        </Field>
      )}
      {event === 'confirm' && undecided && (
        <Field label={t('kindFor')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={input.kind ?? null}
              options={PROBLEM_KINDS.map((value) => ({ value, label: pick(PROBLEM_KIND_TEXT[value]) }))}
              onChange={(kind: ProblemKind | null) => {
                const { kind: _, ...rest } = input
                onChange(kind ? { ...rest, kind } : rest)
              }}
            />
          )}
        </Field>
      )}
      <Field label={text}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={event === 'push' ? 2000 : 1000}
            value={(event === 'push' ? input.message : input.reason) ?? ''}
            onChange={(e) =>
              onChange(event === 'push' ? { ...input, message: e.target.value } : { ...input, reason: e.target.value })
            }
          />
        )}
      </Field>
    </div>
  )
}
