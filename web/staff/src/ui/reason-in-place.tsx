import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useWords } from '../i18n/language.tsx'
import { words } from './reason-words.ts'

interface Props {
  label: string
  hint?: string
  action: string
  pending?: boolean
  required?: boolean
  danger?: boolean
  /** shortest reason the server accepts */
  min?: number
  extra?: ReactNode
  onSubmit(reason: string): void
  onCancel(): void
}

/** Asks for a reason where the action was, not in a window over it. Ctrl + Enter sends, Escape goes back. */
export function ReasonInPlace(props: Props) {
  const t = useWords(words)
  const id = useId()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const least = props.min ?? 2
  const missing = props.required !== false && reason.trim().length < least
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (!missing) props.onSubmit(reason.trim())
  }
  return (
    <form className="rb-reason" onSubmit={submit}>
      <label htmlFor={id}>{props.label}</label>
      <Input.TextArea
        id={id}
        autoFocus
        rows={2}
        maxLength={1000}
        value={reason}
        placeholder={props.hint}
        status={tried && missing ? 'error' : ''}
        aria-invalid={tried && missing}
        aria-describedby={`${id}-error`}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          if (event.key === 'Escape') props.onCancel()
        }}
      />
      <span id={`${id}-error`} className="rb-alert" role="alert">
        {tried && missing ? t('atLeast', { n: least }) : ''}
      </span>
      {props.extra}
      <div className="rb-actions">
        <span className="rb-push" />
        <Button onClick={props.onCancel}>{t('cancel')}</Button>
        <Button type="primary" danger={props.danger ?? false} htmlType="submit" loading={props.pending ?? false}>
          {props.action}
        </Button>
      </div>
    </form>
  )
}
