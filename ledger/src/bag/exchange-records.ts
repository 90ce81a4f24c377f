import type { Envelope, HttpProof, Receipt, Signed } from '@redbridge/contract'
import { canonicalJson } from './records.ts'
import { count, hex64, type Is, list, only, orNull, person, record, text, time } from './shape.ts'

// Messages of the cloud bridge in a bag: the very texts that were signed, with the keys to check them.

/** A message as it went out, and the receipt that came back; null: none yet. */
export interface BagMessage {
  /** id of its ledger entry, kind 'exchange.message' */
  readonly entry: string
  readonly signed: Signed
  readonly receipt: {
    /** id of its ledger entry, kind 'exchange.receipt' */
    readonly entry: string
    readonly signed: Signed
  } | null
}

/** A key that signed something in the bag. */
export interface BagExchangeKey {
  readonly id: string
  readonly organisation: { readonly id: string; readonly name: string }
  /** hosted: kept by the installation, signs for people; own: kept by the organisation, signs its clients' requests */
  readonly kind: 'hosted' | 'own'
  readonly name: string
  /** SubjectPublicKeyInfo, PEM */
  readonly publicKey: string
  readonly createdAt: string
  readonly revokedAt: string | null
  /** id of its ledger entry, kind 'exchange.key' */
  readonly entry: string
  /** id of the ledger entry of its revocation, kind 'exchange.key_revoked' */
  readonly revokedEntry: string | null
}

export interface BagExchange {
  /** in order of sending */
  readonly messages: readonly BagMessage[]
  readonly keys: readonly BagExchangeKey[]
}

const signed = record<Signed>({ text, signature: text, keyId: text })
export const isExchange = record<BagExchange>({
  messages: list(
    record<BagMessage>({
      entry: text,
      signed,
      receipt: orNull(record<NonNullable<BagMessage['receipt']>>({ entry: text, signed })),
    }),
  ),
  keys: list(
    record<BagExchangeKey>({
      id: text,
      organisation: person,
      kind: only(['hosted', 'own']),
      name: text,
      publicKey: text,
      createdAt: time,
      revokedAt: orNull(time),
      entry: text,
      revokedEntry: orNull(text),
    }),
  ),
})

const proof = record<HttpProof>({ keyId: text, base: text, signature: text, bodySha256: orNull(hex64) })
const isEnvelope = record<Envelope>({
  v: only(['redbridge-exchange/1']),
  id: text,
  type: text,
  from: person,
  to: person,
  matter: record<Envelope['matter']>({ id: text, number: text, kind: text }),
  at: time,
  entryId: text,
  recordSha256: hex64,
  answerSha256: orNull(hex64),
  memorandum: orNull(record<NonNullable<Envelope['memorandum']>>({ number: text, version: count })),
  proof: orNull(proof),
})
const isReceipt = record<Receipt>({
  v: only(['redbridge-receipt/1']),
  id: text,
  message: text,
  envelopeSha256: hex64,
  by: person,
  at: time,
  proof: orNull(proof),
})

/** The value of a signed text: null unless it is the canonical text of a value of the shape. */
const parsing =
  <T>(shape: Is<T>) =>
  (source: string): T | null => {
    try {
      const value: unknown = JSON.parse(source)
      return shape(value) && canonicalJson(value) === source ? value : null
    } catch {
      return null
    }
  }
export const parseEnvelope = parsing(isEnvelope)
export const parseReceipt = parsing(isReceipt)

/**
 * Ids of all keys that signed something of these messages: envelopes, receipts, and the requests that caused them.
 * @example signingKeys(messages) // ['key_1', 'key_2']
 */
export const signingKeys = (messages: readonly BagMessage[]): string[] => [
  ...new Set(
    messages.flatMap(({ signed: sent, receipt }) =>
      [
        sent.keyId,
        parseEnvelope(sent.text)?.proof?.keyId ?? [],
        receipt?.signed.keyId ?? [],
        (receipt && parseReceipt(receipt.signed.text)?.proof?.keyId) ?? [],
      ].flat(),
    ),
  ),
]
