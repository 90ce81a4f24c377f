import type { ExchangeMessage } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from './words.ts'

/** A message as a row; `party` is whom it names: the one it came from, or the one it went to. */
export function useMessageColumns(open: (id: string) => void, party: 'from' | 'to'): Column<ExchangeMessage>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    {
      key: 'type',
      title: t('type'),
      render: (message) => (
        <>
          <button type="button" className="rb-bridge-open" onClick={() => open(message.id)}>
            {pick(message.typeText)}
          </button>
          <div className="rb-sub rb-only-narrow">
            {message[party].name} · {formatTime(message.at)}
          </div>
        </>
      ),
    },
    { key: 'party', title: t(party), priority: 2, render: (message) => message[party].name },
    {
      key: 'matter',
      title: t('matter'),
      priority: 3,
      render: (message) => (
        <>
          <div>
            <AppLink href={`/matters/${encodeURIComponent(message.matter.id)}`}>{message.matter.number}</AppLink>
          </div>
          <div className="rb-sub rb-short" title={message.matter.title}>
            {message.matter.title}
          </div>
        </>
      ),
    },
    { key: 'at', title: t('sent'), priority: 2, render: (message) => formatTime(message.at) },
    { key: 'receipt', title: t('received'), render: (message) => <ReceiptState message={message} /> },
  ]
}

export function ReceiptState({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  if (!message.receivedAt) return <StateTag tone="waiting">{t('receivedNo')}</StateTag>
  return (
    <>
      <StateTag tone="done">{t('receivedYes')}</StateTag>
      <div className="rb-sub">{formatTime(message.receivedAt)}</div>
    </>
  )
}
