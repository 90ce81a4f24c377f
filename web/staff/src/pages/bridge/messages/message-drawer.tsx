import type { ExchangeMessage, Signed } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatTime } from '../../../lib/format.ts'
import { useReport } from '../../../lib/use-report.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Code, CopyButton } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { BagButton } from '../../evidence/bag-button.tsx'
import { envelopeOf, receiptOf } from './message-text.ts'
import { ReceiveButton } from './receive-button.tsx'
import { Verification } from './verification.tsx'
import { words } from './words.ts'

/** One message: what was signed, by whom, and whether it holds. */
export function MessageDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const query = useQuery({
    queryKey: ['exchange', 'message', id],
    queryFn: ({ signal }) => api.get<ExchangeMessage>(`/api/exchange/messages/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <Drawer open size={640} title={query.data ? pick(query.data.typeText) : t('type')} onClose={onClose}>
      <Loaded query={query}>
        {(message) => (
          <div className="rb-bridge-page">
            <Verification message={message} />
            <EnvelopeSection message={message} />
            <ReceiptSection message={message} />
            <section aria-labelledby="message-bag">
              <h2 id="message-bag" className="rb-hidden">
                {t('bag')}
              </h2>
              <BagButton of={{ matterId: message.matter.id }} label={t('bag')} />
            </section>
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}

function EnvelopeSection({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  const envelope = envelopeOf(message)
  return (
    <section aria-labelledby="message-envelope">
      <h2 id="message-envelope">{t('envelope')}</h2>
      <p className="rb-quiet">{t('envelopeText')}</p>
      <Facts
        items={[
          [t('from'), message.from.name],
          [t('to'), message.to.name],
          [t('sent'), formatTime(message.at)],
          [
            t('number'),
            <AppLink key="matter" href={`/matters/${encodeURIComponent(message.matter.id)}`}>
              {message.matter.number}
            </AppLink>,
          ],
          [t('messageId'), <Id key="id" id={message.id} />],
          [t('key'), <Id key="key" id={message.envelope.keyId} />],
          envelope !== null && [t('entry'), <Id key="entry" id={envelope.entryId} />],
          envelope?.memorandum ? [t('memorandum'), t('memorandumVersion', envelope.memorandum)] : null,
          envelope?.proof ? [t('byClient'), t('byClientText', { key: envelope.proof.keyId })] : null,
          envelope !== null && [t('digest'), <Code key="digest" value={envelope.recordSha256} />],
          envelope?.answerSha256 ? [t('answerDigest'), <Code key="answer" value={envelope.answerSha256} />] : null,
        ]}
      />
      <Raw of={message.envelope} />
    </section>
  )
}

function ReceiptSection({ message }: { message: ExchangeMessage }) {
  const t = useWords(words)
  const receipt = receiptOf(message)
  return (
    <section aria-labelledby="message-receipt">
      <h2 id="message-receipt">{t('receipt')}</h2>
      {message.receipt ? (
        <>
          <p className="rb-quiet">{t('receiptText')}</p>
          <Facts
            items={[
              [t('by'), receipt?.by.name ?? message.to.name],
              [t('receiptAt'), formatTime(message.receivedAt)],
              receipt !== null && [t('receiptId'), <Id key="id" id={receipt.id} />],
              [t('key'), <Id key="key" id={message.receipt.keyId} />],
              receipt?.proof ? [t('byClient'), t('byClientText', { key: receipt.proof.keyId })] : null,
            ]}
          />
          <Raw of={message.receipt} />
        </>
      ) : (
        <div className="rb-actions rb-bridge-foot">
          <span className="rb-quiet">{t('noReceipt')}</span>
          <ReceiveButton message={message} />
        </div>
      )}
    </section>
  )
}

function Id({ id }: { id: string }) {
  return (
    <span className="rb-code">
      <code translate="no">{id}</code>
      <CopyButton text={id} />
    </span>
  )
}

/** The very bytes that were signed, and the signature. */
function Raw({ of: signed }: { of: Signed }) {
  const t = useWords(words)
  const report = useReport()
  const copy = async () => {
    await navigator.clipboard.writeText(signed.text)
    report.done(t('copied'))
  }
  return (
    <details className="rb-fold">
      <summary>{t('raw')}</summary>
      <figure className="rb-bridge-text">
        <pre className="rb-bridge-wrap" translate="no">
          <code>{signed.text}</code>
        </pre>
      </figure>
      <p className="rb-quiet rb-bridge-signature">
        {t('signature')}: <code translate="no">{signed.signature}</code>
      </p>
      <Button size="small" onClick={() => void copy()}>
        {t('copyRaw')}
      </Button>
    </details>
  )
}
