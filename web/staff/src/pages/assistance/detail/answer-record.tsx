import type { FieldGroup } from '@redbridge/contract'
import { Button, Input } from 'antd'
import { useId } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { rowsOfGroup } from './answer-draft.ts'
import type { Asked } from './asked-fields.ts'
import { words } from './panel-words.ts'
import type { Answer } from './use-answer.ts'
import { isWithheld, WithholdButton } from './withheld-list.tsx'

interface Props {
  group: FieldGroup
  fields: readonly Asked[]
  answer: Answer
}

/** A group of which there mostly is one record, as a form; a second record makes it a table. */
export function AnswerRecord({ group, fields, answer }: Props) {
  const t = useWords(words)
  const id = useId()
  const row = rowsOfGroup(answer.draft, group)[0] ?? {}
  const set = (name: string, value: string) => {
    const next = { ...row, [name]: value }
    answer.setRows(group, Object.values(next).some((one) => one !== '') ? [next] : [])
  }
  return (
    <div className="rb-answer-record">
      {fields.map((field) => (
        <RecordField
          key={field.id}
          id={`${id}-${field.name}`}
          field={field}
          answer={answer}
          value={row[field.name] ?? ''}
          onChange={(value) => set(field.name, value)}
        />
      ))}
      <div className="rb-answer-more">
        <Button size="small" onClick={() => answer.setRows(group, [row, {}])}>
          {t('recordAdd')}
        </Button>
      </div>
    </div>
  )
}

interface FieldProps {
  id: string
  field: Asked
  answer: Answer
  value: string
  onChange(value: string): void
}

function RecordField({ id, field, answer, value, onChange }: FieldProps) {
  const pick = usePick()
  const withheld = isWithheld(answer.draft, field.id)
  return (
    <div className="rb-field">
      <div className="rb-answer-label">
        <label htmlFor={id}>{pick(field.text)}</label>
        <WithholdButton field={field} answer={answer} />
      </div>
      <Input
        id={id}
        value={withheld ? '' : value}
        disabled={withheld}
        maxLength={4000}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
