import { createHash } from 'node:crypto'
import type { Envelope, HttpProof, Receipt, Signed } from '@redbridge/contract'
import type { BagExchange, BagExchangeKey, BagMessage } from '../bag/exchange-records.ts'
import { type BagStep, recordDigest } from '../bag/records.ts'
import { fingerprintOfPem, pemOfEd25519 } from '../bag/spki.ts'
import { toBase64, utf8 } from '../bytes.ts'
import { envelopeText } from '../exchange.ts'
import { generateKeyPair, type KeyPair, sign } from '../signature.ts'
import type { TestLog } from './make-bag.ts'

// A bureau and a platform that write to each other, with keys of their own: what goes into a bag of their matter.

interface Holder {
  readonly key: BagExchangeKey
  readonly pair: KeyPair
}
const BUREAU = { id: 'org_1', name: '北京市市场监督管理局' }
const PLATFORM = { id: 'org_2', name: '拼购平台' }
const KEYS_MADE = '2026-07-01T00:00:00.000Z'
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The id of the entry at a leaf. */
const entryAt = (log: TestLog, leaf: number): string => (JSON.parse(log.proof(leaf).envelope) as { id: string }).id

/** Appends what a server would append, and notes the leaves. */
const openBook = (log: TestLog) => {
  const leaves: number[] = []
  return {
    leaves,
    enter: (kind: string, subject: string, body: Record<string, unknown>, at: string): string => {
      const leaf = log.append(kind, subject, body, at)
      leaves.push(leaf)
      return entryAt(log, leaf)
    },
  }
}
type Book = ReturnType<typeof openBook>

interface NewKey {
  readonly id: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly kind: BagExchangeKey['kind']
  readonly revokedAt?: string
}
const makeKey = (book: Book, { id, organisation, kind, revokedAt }: NewKey): Holder => {
  const pair = generateKeyPair('ed25519')
  const publicKey = pemOfEd25519(pair.publicKey)
  const body = { organisation: organisation.id, kind, fingerprint: fingerprintOfPem(publicKey) }
  const entry = book.enter('exchange.key', id, body, KEYS_MADE)
  const revokedEntry = revokedAt ? book.enter('exchange.key_revoked', id, {}, revokedAt) : null
  const key = { id, organisation, kind, name: kind, publicKey, createdAt: KEYS_MADE, entry, revokedEntry }
  return { key: { ...key, revokedAt: revokedAt ?? null }, pair }
}

/** Signs a text. @example signedBy(keys.bureau, envelopeText(envelope)) */
export const signedBy = ({ key, pair }: Holder, text: string): Signed => ({
  text,
  signature: toBase64(sign(pair, utf8(text))),
  keyId: key.id,
})

/** A signature over an HTTP request (RFC 9421) with a body. */
export const proofBy = (holder: Holder, body: string): HttpProof => {
  const base = [
    '"@method": POST',
    '"@target-uri": https://bridge.example/api/assistance/mat_1/answers',
    `"content-digest": sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    `"@signature-params": ("@method" "@target-uri" "content-digest");created=1784685600;nonce="n1";keyid="${holder.key.id}"`,
  ].join('\n')
  const { signature } = signedBy(holder, base)
  return { keyId: holder.key.id, base, signature, bodySha256: digest(body) }
}

/**
 * Messages about the given steps: the first from the bureau to the platform, signed by its hosted key and received by a
 * client of the platform with its own key; the second back, caused by a client's signed request, received by a person.
 */
export const makeExchange = (log: TestLog, steps: readonly BagStep[]) => {
  const book = openBook(log)
  const keys = {
    bureau: makeKey(book, { id: 'key_bureau', organisation: BUREAU, kind: 'hosted' }),
    platform: makeKey(book, { id: 'key_platform', organisation: PLATFORM, kind: 'hosted' }),
    own: makeKey(book, {
      id: 'key_own',
      organisation: PLATFORM,
      kind: 'own',
      revokedAt: '2026-08-01T00:00:00.000Z',
    }),
  }
  const messages = steps.map((step, i): BagMessage => {
    const there = i % 2 === 0
    const [from, to] = there ? [BUREAU, PLATFORM] : [PLATFORM, BUREAU]
    const { at, number, event } = step.record as { at: string; number: string; event: string }
    const envelope: Envelope = {
      v: 'redbridge-exchange/1',
      id: `msg_${i + 1}`,
      type: `assistance_request.${event}`,
      from,
      to,
      matter: { id: step.subject, number, kind: 'assistance_request' },
      at,
      entryId: step.entry,
      recordSha256: recordDigest(step.record),
      answerSha256: there ? null : digest('answer'),
      memorandum: there ? { number: '备忘录〔2026〕1号', version: 1 } : null,
      proof: there ? null : proofBy(keys.own, '{"version":3}'),
    }
    const signed = signedBy(there ? keys.bureau : keys.platform, envelopeText(envelope))
    const envelopeSha256 = digest(signed.text)
    const body = { envelopeSha256, matter: step.subject, from: from.id, to: to.id }
    const entry = book.enter('exchange.message', envelope.id, body, at)
    const receipt: Receipt = {
      v: 'redbridge-receipt/1',
      id: `rcp_${i + 1}`,
      message: envelope.id,
      envelopeSha256,
      by: to,
      at: '2026-07-10T03:00:00.000Z',
      proof: there ? proofBy(keys.own, JSON.stringify({ envelopeSha256 })) : null,
    }
    const received = signedBy(there ? keys.platform : keys.bureau, envelopeText(receipt))
    const receiptBody = { receiptSha256: digest(received.text) }
    const receiptEntry = book.enter('exchange.receipt', envelope.id, receiptBody, receipt.at)
    return { entry, signed, receipt: { entry: receiptEntry, signed: received } }
  })
  const exchange: BagExchange = { messages, keys: Object.values(keys).map(({ key }) => key) }
  return { exchange, keys, leaves: book.leaves }
}
