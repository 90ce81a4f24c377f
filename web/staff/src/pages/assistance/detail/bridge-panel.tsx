import type { ExchangeMessage, MatterDetail } from '@redbridge/contract'
import { Button } from 'antd'
import { useId } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { formatTime } from '../../../lib/format.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from './panel-words.ts'
import { useReceipts } from './use-receipts.ts'
import '../assistance.css'

const SHOWN = 3

/** Who has received what of a matter of the bridge; opening it receives what has come in. */
export function BridgePanel({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const id = useId()
  const { incoming, outgoing, receipt, again } = useReceipts(matter)
  const { lang } = useLanguage()
  const all = [...incoming.map((one) => ({ one, own: false })), ...outgoing.map((one) => ({ one, own: true }))].sort(
    (a, b) => b.one.no - a.one.no,
  )
  if (all.length === 0) return null
  const lines = (from: typeof all) =>
    from.map(({ one, own }) => <li key={one.id}>{own ? <Sent message={one} /> : <Got message={one} />}</li>)
  return (
    <section className="rb-receipts" aria-labelledby={id}>
      <h3 id={id} className="rb-hidden">
        {t('receipts')}
      </h3>
      <ul>{lines(all.slice(0, SHOWN))}</ul>
      {all.length > SHOWN && (
        <details className="rb-fold">
          <summary>{t('earlier', { n: all.length - SHOWN })}</summary>
          <ul>{lines(all.slice(SHOWN))}</ul>
        </details>
      )}
      {receipt.error && (
        <p className="rb-alert" role="alert">
          {t('receiptFailed')}
          {describeFailure(receipt.error, lang).text}{' '}
          <Button size="small" onClick={again}>
            {t('retry')}
          </Button>
        </p>
      )}
    </section>
  )
}

function Got({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  const pick = usePick()
  if (message.receivedAt === null) return <StateTag tone="waiting">{t('receiving')}</StateTag>
  return (
    <StateTag tone="done">
      {t('received')}
      <span className="rb-quiet">
        {t('receivedAt', { type: pick(message.typeText), time: formatTime(message.receivedAt) })}
      </span>
    </StateTag>
  )
}

function Sent({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  const pick = usePick()
  const values = { type: pick(message.typeText), to: message.to.name }
  return message.receivedAt === null ? (
    <StateTag tone="waiting">{t('sentWaiting', values)}</StateTag>
  ) : (
    <StateTag tone="done">{t('sentReceived', { ...values, time: formatTime(message.receivedAt) })}</StateTag>
  )
}
