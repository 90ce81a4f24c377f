import type { ExchangeMessage, ExchangeMessages } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { ReceiptState } from '../messages/message-columns.tsx'
import { words } from './words.ts'

/** What the sandbox and its bureau sent each other, the newest first: how far the adapter got. */
export function SandboxMessages() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['sandbox', 'messages'],
    queryFn: async ({ signal }) => {
      const read = (box: 'in' | 'out') =>
        api.get<ExchangeMessages>('/api/sandbox/messages', { box, order: 'desc', limit: 20 }, signal)
      const [{ items: came }, { items: went }] = await Promise.all([read('in'), read('out')])
      return [...came, ...went].sort((a, b) => b.no - a.no).slice(0, 20)
    },
    refetchInterval: 5_000,
  })
  const columns = useColumns()
  return (
    <section aria-labelledby="sandbox-messages">
      <h2 id="sandbox-messages">{t('latest')}</h2>
      <Loaded query={query}>
        {(messages) =>
          messages.length === 0 ? (
            <p className="rb-quiet">{t('latestNone')}</p>
          ) : (
            <DataTable label={t('latest')} columns={columns} rows={messages} rowKey={(message) => message.id} />
          )
        }
      </Loaded>
    </section>
  )
}

function useColumns(): Column<ExchangeMessage>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    { key: 'type', title: t('message'), render: (message) => pick(message.typeText) },
    {
      key: 'matter',
      title: t('matter'),
      render: (message) => (
        <>
          <div translate="no">{message.matter.number}</div>
          <div className="rb-sub rb-short" title={message.matter.title}>
            {message.matter.title}
          </div>
        </>
      ),
    },
    { key: 'from', title: t('from'), priority: 3, render: (message) => message.from.name },
    { key: 'at', title: t('at'), priority: 2, render: (message) => formatTime(message.at) },
    { key: 'receipt', title: t('receipt'), render: (message) => <ReceiptState message={message} /> },
  ]
}
