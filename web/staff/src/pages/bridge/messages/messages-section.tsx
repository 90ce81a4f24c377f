import type { ExchangeMessage, ExchangeMessages, MatterDetail } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { ReceiptState } from './message-columns.tsx'
import { MessageDrawer } from './message-drawer.tsx'
import { words } from './words.ts'
import '../bridge.css'

/** What of a matter went over the bridge: each message with its receipt, the newest first. */
export function MessagesSection({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const [open, setOpen] = useState<string | null>(null)
  const query = useQuery({
    queryKey: ['exchange', 'messages', 'matter', matter.id, matter.version],
    queryFn: async ({ signal }) => {
      const read = (box: 'in' | 'out') =>
        api.get<ExchangeMessages>('/api/exchange/messages', { box, matterId: matter.id, limit: 200 }, signal)
      const [{ items: came }, { items: went }] = await Promise.all([read('in'), read('out')])
      return [...came, ...went].sort((a, b) => b.no - a.no)
    },
  })
  return (
    <section className="rb-bridge-panel" aria-labelledby={`messages-${matter.id}`}>
      <h3 id={`messages-${matter.id}`}>{t('panel')}</h3>
      <Loaded query={query}>
        {(messages) =>
          messages.length === 0 ? (
            <p className="rb-quiet">{t('panelNone')}</p>
          ) : (
            <ul className="rb-bridge-list">
              {messages.map((message) => (
                <Line key={message.id} message={message} onOpen={() => setOpen(message.id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {open && <MessageDrawer id={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function Line({ message, onOpen }: { message: ExchangeMessage; onOpen(): void }) {
  const pick = usePick()
  return (
    <li>
      <div>
        <button type="button" className="rb-bridge-open" onClick={onOpen}>
          {pick(message.typeText)}
        </button>
        <div className="rb-sub">
          {message.from.name} → {message.to.name} · {formatTime(message.at)}
        </div>
      </div>
      <div>
        <ReceiptState message={message} />
      </div>
    </li>
  )
}
