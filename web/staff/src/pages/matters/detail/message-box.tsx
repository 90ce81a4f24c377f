import PaperClipOutlined from '@ant-design/icons/PaperClipOutlined'
import type { MatterDetail } from '@redbridge/contract'
import { Button, Input, Tabs } from 'antd'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { describeFailure } from '../../../lib/failure.ts'
import { useMe } from '../../../lib/session.ts'
import { dropDraft, keepDraft, readDraft } from '../../../lib/session-draft.ts'
import { useReport } from '../../../lib/use-report.ts'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { words } from '../detail-words.ts'
import type { DraftFile } from '../form/draft.ts'
import { FilesInput } from '../form/files-input.tsx'
import { counterparts } from '../moves.ts'
import { words as listWords } from '../words.ts'
import { matterPath, useMatterChange } from './use-matter.ts'

type Kind = 'messages' | 'notes'

/** Writing to the other parties, or for one's own organisation alone: two places that do not look alike. */
export function MessageBox({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const tl = useWords(listWords)
  const [kind, setKind] = useState<Kind>('messages')
  const box = useRef<HTMLElement>(null)
  useShortcuts([
    {
      key: 'm',
      text: tl('keyMessage'),
      run: () => box.current?.querySelector<HTMLElement>('.ant-tabs-tabpane-active textarea')?.focus(),
    },
  ])
  return (
    <section ref={box} className={kind === 'notes' ? 'rb-write rb-write-note' : 'rb-write'}>
      <Tabs
        size="small"
        activeKey={kind}
        onChange={(next) => setKind(next as Kind)}
        items={[
          { key: 'messages', label: t('writeMessage'), children: <Writing key="m" matter={matter} kind="messages" /> },
          { key: 'notes', label: t('writeNote'), children: <Writing key="n" matter={matter} kind="notes" /> },
        ]}
      />
    </section>
  )
}

interface Letter {
  text: string
  files: readonly DraftFile[]
}
const NOTHING: Letter = { text: '', files: [] }

function useLetter(name: string) {
  const [letter, setLetter] = useState(() => readDraft<Letter>(name, NOTHING))
  useEffect(() => {
    if (letter.text === '' && letter.files.length === 0) dropDraft(name)
    else keepDraft(name, letter)
  }, [name, letter])
  return [letter, setLetter] as const
}

/** A message or note while it is written: kept for this tab until it is sent. */
function useWriting(matter: MatterDetail, kind: Kind) {
  const t = useWords(words)
  const report = useReport()
  const me = useMe()
  const [letter, setLetter] = useLetter(`${me.userId}.${matter.id}:${kind}`)
  const [attaching, setAttaching] = useState(letter.files.length > 0)
  const [tried, setTried] = useState(false)
  const send = useMatterChange(matter.id, ({ text, files }: Letter) =>
    api.post<MatterDetail>(`${matterPath(matter.id)}/${kind}`, { text, files: files.map((file) => file.id) }),
  )
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    const text = letter.text.trim()
    if (text === '' || send.isPending) return
    send.mutate(
      { text, files: letter.files },
      {
        onSuccess: () => {
          report.done(t(kind === 'messages' ? 'sent' : 'noted'))
          setLetter(NOTHING)
          setAttaching(false)
          setTried(false)
        },
      },
    )
  }
  const missing = tried && letter.text.trim() === ''
  return { letter, setLetter, attaching, setAttaching, missing, send, submit }
}

function Writing({ matter, kind }: { matter: MatterDetail; kind: Kind }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const id = useId()
  const { letter, setLetter, attaching, setAttaching, missing, send, submit } = useWriting(matter, kind)
  return (
    <form className="rb-stack-close" onSubmit={submit}>
      <Hint id={`${id}-hint`} matter={matter} kind={kind} />
      <Input.TextArea
        aria-label={t(kind === 'messages' ? 'messageLabel' : 'noteLabel')}
        aria-describedby={`${id}-hint`}
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={4000}
        value={letter.text}
        status={missing ? 'error' : ''}
        onChange={(event) => setLetter({ ...letter, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
        }}
      />
      {attaching && (
        <FilesInput
          field={{ label: { zh: words.attachments.zh, en: words.attachments.en } }}
          value={letter.files}
          onChange={(files) => setLetter((old) => ({ ...old, files }))}
        />
      )}
      <div role="alert" className="rb-alert">
        {missing && t('writeSomething')}
        {send.error && describeFailure(send.error, lang).text}
      </div>
      <div className="rb-actions">
        {!attaching && (
          <Button size="small" icon={<PaperClipOutlined aria-hidden="true" />} onClick={() => setAttaching(true)}>
            {t('attach')}
          </Button>
        )}
        <span className="rb-push" />
        <Button type={kind === 'messages' ? 'primary' : 'default'} htmlType="submit" loading={send.isPending}>
          {t(kind === 'messages' ? 'send' : 'keepNote')}
        </Button>
      </div>
    </form>
  )
}

function Hint({ id, matter, kind }: { id: string; matter: MatterDetail; kind: Kind }) {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
  return (
    <p id={id} className="rb-quiet rb-small">
      {kind === 'messages'
        ? t('messageHint', { names: counterparts(matter, me).join(pick({ zh: '、', en: ', ' })) })
        : t('noteHint')}
    </p>
  )
}
