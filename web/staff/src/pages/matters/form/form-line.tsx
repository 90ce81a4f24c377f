import type { FormField } from '@redbridge/contract'
import { type ReactNode, useId } from 'react'
import type { Word } from '../../../i18n/define-words.ts'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { words } from './form-words.ts'

export interface InputIds {
  id: string
  describedBy: string | undefined
  invalid: boolean
}

interface Props {
  field: FormField
  fault: Word | undefined
  /** several controls under one name, such as boxes or rows */
  group?: boolean
  children(ids: InputIds): ReactNode
}

/** Name, help, control and what is wrong with it, tied together for those who hear the page. */
export function FormLine({ field, fault, group = false, children }: Props) {
  const t = useWords(words)
  const pick = usePick()
  const id = useId()
  const labelId = `${id}-label`
  const described = [field.help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ')
  const name = (
    <>
      {pick(field.label)}
      {!field.required && <span className="rb-quiet">{t('optional')}</span>}
    </>
  )
  const body = (
    <>
      {group ? <span id={labelId}>{name}</span> : <label htmlFor={id}>{name}</label>}
      {field.help && (
        <span id={`${id}-help`} className="rb-quiet rb-small">
          {pick(field.help)}
        </span>
      )}
      {children({ id, describedBy: described || undefined, invalid: fault !== undefined })}
      <span id={`${id}-fault`} className="rb-alert rb-small" role={fault ? 'alert' : undefined}>
        {fault && pick(fault)}
      </span>
    </>
  )
  return group ? (
    // biome-ignore lint/a11y/useSemanticElements: several controls under one label, described by help and fault
    <div
      className="rb-field rb-form-line"
      role="group"
      aria-labelledby={labelId}
      aria-describedby={described || undefined}
      data-fault={fault !== undefined}
    >
      {body}
    </div>
  ) : (
    <div className="rb-field rb-form-line" data-fault={fault !== undefined}>
      {body}
    </div>
  )
}
