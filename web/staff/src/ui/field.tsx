import { type ReactNode, useId } from 'react'

interface Props {
  label: string
  hint?: ReactNode
  /** the input, with the id that ties it to its label and the id of its hint */
  children(id: string, hintId: string | undefined): ReactNode
}

/** A label over its input, and a line of help under it. */
export function Field({ label, hint, children }: Props) {
  const id = useId()
  const hintId = hint ? `${id}-hint` : undefined
  return (
    <div className="rb-field">
      <label htmlFor={id}>{label}</label>
      {children(id, hintId)}
      {hint && (
        <span id={hintId} className="rb-quiet rb-small">
          {hint}
        </span>
      )}
    </div>
  )
}
