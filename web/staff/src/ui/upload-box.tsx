import InboxOutlined from '@ant-design/icons/InboxOutlined'
import { Button, Progress } from 'antd'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '../i18n/language.tsx'
import { describeFailure } from '../lib/failure.ts'
import { formatBytes } from '../lib/format.ts'
import type { UploadOptions } from '../lib/upload.ts'
import { words } from './upload-words.ts'

interface Props<T> {
  /** what to hand in here */
  label: string
  hint?: ReactNode
  button: string
  /** endings of files one may choose, none for any; another one is refused here with words */
  accept: readonly string[]
  /** several files at once, sent one after the other */
  many?: boolean
  primary?: boolean
  disabled?: boolean
  send(file: File, options: UploadOptions): Promise<T>
  onDone(result: T, file: File): void
}

interface Sending {
  name: string
  sent: number
  total: number
}

/** A file by button or drag and drop, with the progress of its way to the server and a way to break it off. */
export function UploadBox<T>(props: Props<T>) {
  const t = useWords(words)
  const upload = useUpload(props)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!props.disabled) upload.take(event.dataTransfer.files)
  }
  if (upload.sending) return <SendingPanel sending={upload.sending} onCancel={upload.cancel} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's shortcut for the button inside
    <div
      className={over ? 'rb-upload rb-upload-over' : 'rb-upload'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <InboxOutlined className="rb-upload-icon" aria-hidden="true" />
      <div className="rb-upload-text">
        <div>{props.label}</div>
        {props.hint && <div className="rb-quiet rb-small">{props.hint}</div>}
        {!props.disabled && <div className="rb-quiet rb-small rb-upload-drop">{t('orDrop')}</div>}
        <div role="alert" className="rb-alert">
          {upload.failure}
        </div>
      </div>
      <Button
        type={props.primary ? 'primary' : 'default'}
        disabled={props.disabled ?? false}
        onClick={() => input.current?.click()}
      >
        {props.button}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={props.label}
        accept={props.accept.join(',')}
        multiple={props.many ?? false}
        onChange={(event) => {
          if (event.target.files) upload.take(event.target.files)
          event.target.value = ''
        }}
      />
    </div>
  )
}

function useUpload<T>({ accept, many, send, onDone }: Props<T>) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [sending, setSending] = useState<Sending | null>(null)
  const [failure, setFailure] = useState('')
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const refusalOf = (file: File): string | null => {
    if (accept.length > 0 && !accept.some((ending) => file.name.toLowerCase().endsWith(ending)))
      return t('wrongKind', { name: file.name, kinds: accept.join(' ') })
    return file.size === 0 ? t('emptyFile', { name: file.name }) : null
  }
  const take = async (files: readonly File[]) => {
    if (files.length > 1 && !many) return setFailure(t('oneFile'))
    setFailure('')
    for (const file of files) {
      const refused = refusalOf(file)
      if (refused) return setFailure(refused)
      if (!(await sendOne(file))) break
    }
  }
  const sendOne = async (file: File): Promise<boolean> => {
    setSending({ name: file.name, sent: 0, total: file.size })
    abort.current = new AbortController()
    const { signal } = abort.current
    try {
      const onProgress = (sent: number, total: number) => setSending({ name: file.name, sent, total })
      onDone(await send(file, { onProgress, signal }), file)
    } catch (error) {
      const { text, items } = describeFailure(error, lang)
      setFailure(signal.aborted ? t('broken') : [text, ...items].join(lang === 'zh' ? '；' : '; '))
      return false
    } finally {
      setSending(null)
    }
    return true
  }
  return {
    sending,
    failure,
    take: (files: FileList) => void take([...files]),
    cancel: () => abort.current?.abort(),
  }
}

function SendingPanel({ sending, onCancel }: { sending: Sending; onCancel(): void }) {
  const t = useWords(words)
  const { name, sent, total } = sending
  const percent = total ? Math.min(100, Math.floor((sent / total) * 100)) : 0
  const text =
    percent === 100 ? t('arriving') : t('sent', { sent: formatBytes(sent), total: formatBytes(total), percent })
  return (
    <div className="rb-upload rb-uploading">
      <div className="rb-upload-text">
        <div>{t('sending', { name })}</div>
        <Progress percent={percent} showInfo={false} status="active" aria-label={t('sending', { name })} />
        <div className="rb-quiet">{text}</div>
      </div>
      <Button onClick={onCancel}>{t('cancel')}</Button>
    </div>
  )
}
