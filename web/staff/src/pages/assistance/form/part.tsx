import type { FormField } from '@redbridge/contract'
import { type ReactNode, useId } from 'react'
import type { DraftValue } from '../../matters/form/draft.ts'
import { FieldInput } from '../../matters/form/field-input.tsx'
import type { Request } from './use-request.ts'

/** A part of the form under its heading. */
export function Part({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className="rb-ask-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note && <p className="rb-quiet">{note}</p>}
      {children}
    </section>
  )
}

export interface PartProps {
  request: Request
}

/** A field that a fault can point at. */
export function Place({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div data-field={name} className={wide ? 'rb-ask-wide' : undefined}>
      {children}
    </div>
  )
}

export const fieldOf = (request: Request, name: string): FormField | undefined =>
  request.fields.find((field) => field.name === name)

export const setField = (request: Request, name: string, value: DraftValue | undefined): void =>
  request.form.change({ ...request.form.draft, [name]: value })

interface PlainProps extends PartProps {
  name: string
  wide?: boolean
  /** replaces help and whether it must be filled in */
  look?: Partial<Pick<FormField, 'help' | 'required'>>
}

/** A field as its definition draws it. */
export function Plain({ request, name, wide = false, look = {} }: PlainProps) {
  const field = fieldOf(request, name)
  if (!field) return null
  return (
    <Place name={name} wide={wide}>
      <FieldInput
        field={{ ...field, ...look }}
        path={name}
        value={request.form.draft[name]}
        faults={request.faults}
        onChange={(value) => setField(request, name, value)}
      />
    </Place>
  )
}
