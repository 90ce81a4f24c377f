import { useMutation } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { describeFailure } from '../lib/failure.ts'
import { words } from './form-words.ts'

interface Props<T> {
  title: string
  action: string
  /** what is missing or wrong in the form; empty when it may be sent */
  missing?: string
  save(): Promise<T>
  onSaved(result: T): void
  onClose(): void
  children: ReactNode
  size?: number
}

/** A form at the side: the list stays in sight, and what the server refuses is said beside the button. */
export function FormDrawer<T>(props: Props<T>) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const id = useId()
  const [tried, setTried] = useState(false)
  const save = useMutation({ mutationFn: props.save, onSuccess: props.onSaved })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!props.missing) save.mutate()
  }
  const failure = save.error && describeFailure(save.error, lang)
  const foot = (
    <div className="rb-drawer-foot">
      <Button onClick={props.onClose}>{t('cancel')}</Button>
      <Button type="primary" htmlType="submit" form={id} loading={save.isPending}>
        {props.action}
      </Button>
    </div>
  )
  return (
    <Drawer open size={props.size ?? 480} title={props.title} onClose={props.onClose} footer={foot}>
      <form id={id} className="rb-stack" onSubmit={submit} noValidate>
        {props.children}
        <div role="alert" className="rb-alert">
          {tried && props.missing}
          {failure && <div>{failure.text}</div>}
          {failure?.items.filter(Boolean).map((item) => (
            <div key={item}>{item}</div>
          ))}
        </div>
      </form>
    </Drawer>
  )
}
