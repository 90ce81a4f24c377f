import { z } from 'zod'
import { Text } from '../process.ts'
import { Id, IsoTime, PageQuery, pageOf } from './common.ts'

// The transport of the cloud bridge: signed messages between organisations, their receipts, how they are delivered.

/** How an organisation's own key signed the HTTP request that carried a message or receipt (RFC 9421). */
export const HttpProof = z.object({
  keyId: Id,
  /** the signature base, byte for byte */
  base: z.string(),
  /** base64 */
  signature: z.string(),
  /** SHA-256 of the body in hex, as content-digest says in the base; null: no body */
  bodySha256: z.string().nullable(),
})
export type HttpProof = z.infer<typeof HttpProof>

/**
 * What the sender signs (Ed25519 over the canonical JSON, RFC 8785). `recordSha256` is the digest of the record of the
 * move that the ledger entry `entryId` holds: what was written cannot be changed without breaking it.
 */
export const Envelope = z.object({
  v: z.literal('redbridge-exchange/1'),
  id: Id,
  /** kind and event of the matter: 'assistance_request.approve' */
  type: z.string(),
  from: z.object({ id: Id, name: z.string() }),
  to: z.object({ id: Id, name: z.string() }),
  matter: z.object({ id: Id, number: z.string(), kind: z.string() }),
  at: IsoTime,
  entryId: Id,
  recordSha256: z.string(),
  /** what of an answer's content the bytes were: SHA-256 of its canonical JSON */
  answerSha256: z.string().nullable(),
  memorandum: z.object({ number: z.string(), version: z.number() }).nullable(),
  /** the sender's own signature on the request that caused it, where a client sent it */
  proof: HttpProof.nullable(),
})
export type Envelope = z.infer<typeof Envelope>

export const Receipt = z.object({
  v: z.literal('redbridge-receipt/1'),
  id: Id,
  message: Id,
  envelopeSha256: z.string(),
  by: z.object({ id: Id, name: z.string() }),
  at: IsoTime,
  proof: HttpProof.nullable(),
})
export type Receipt = z.infer<typeof Receipt>

/** A signed text and who signed it: verify Ed25519 over the bytes of `text` with the key `keyId`. */
export const Signed = z.object({ text: z.string(), signature: z.string(), keyId: Id })
export type Signed = z.infer<typeof Signed>

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead', 'paused'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]
export const DELIVERY_STATE_TEXT: Record<DeliveryState, Text> = {
  waiting: { zh: '待送达', en: 'Waiting' },
  delivered: { zh: '已送达', en: 'Delivered' },
  dead: { zh: '未送达，已停止重试', en: 'Given up' },
  paused: { zh: '已暂停', en: 'Paused' },
}

/** A message of the exchange. A webhook's `data` is exactly this. */
export const ExchangeMessage = z.object({
  /** order of sending; for paging only */
  no: z.number(),
  id: Id,
  type: z.string(),
  typeText: Text,
  at: IsoTime,
  from: z.object({ id: Id, name: z.string() }),
  to: z.object({ id: Id, name: z.string() }),
  matter: z.object({ id: Id, number: z.string(), kind: z.string(), title: z.string() }),
  /** canonical JSON of the Envelope, signed by the sender */
  envelope: Signed,
  /** canonical JSON of the Receipt, signed by the receiver; null: not received yet */
  receipt: Signed.nullable(),
  receivedAt: IsoTime.nullable(),
  /** what the form of the move said; null where it may only be pulled (confidential, in a webhook) */
  content: z.record(z.string(), z.unknown()).nullable(),
})
export type ExchangeMessage = z.infer<typeof ExchangeMessage>

// GET /api/exchange/messages: pulling. `box=in&received=false` is what waits for one's receipt: nothing is ever missed.
export const MessageFilter = z.object({
  box: z.enum(['in', 'out']).default('in'),
  received: z.enum(['true', 'false']).optional(),
  matterId: Id.optional(),
  type: z.string().max(120).optional(),
  /** goes on from the `next` of the answer before */
  after: z.coerce.number().int().min(0).optional(),
  /** pulling goes from the oldest on; people look at the newest first */
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MessageFilter = z.infer<typeof MessageFilter>
export const ExchangeMessages = z.object({ items: z.array(ExchangeMessage), next: z.number().nullable() })
export type ExchangeMessages = z.infer<typeof ExchangeMessages>

// POST /api/exchange/messages/:id/receipt (a legal act: clients sign it). Answers with the message, receipted.
export const ReceiptCall = z.strictObject({ envelopeSha256: z.string().regex(/^[0-9a-f]{64}$/) })

/** Keys: 'hosted' ones the installation keeps and signs with for people; 'own' ones sign a client's requests. */
export const ExchangeKey = z.object({
  id: Id,
  organisationId: Id,
  organisationName: z.string(),
  kind: z.enum(['hosted', 'own']),
  algorithm: z.literal('ed25519'),
  name: z.string(),
  /** SPKI, PEM */
  publicKey: z.string(),
  createdAt: IsoTime,
  createdBy: z.string(),
  lastUsedAt: IsoTime.nullable(),
  revokedAt: IsoTime.nullable(),
  revokedReason: z.string().nullable(),
})
export type ExchangeKey = z.infer<typeof ExchangeKey>
export const ExchangeKeys = z.object({ items: z.array(ExchangeKey) })
export const NewExchangeKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** an Ed25519 public key, SPKI in PEM */
  publicKey: z.string().trim().min(50).max(2000),
})
export type NewExchangeKey = z.infer<typeof NewExchangeKey>

/** Where webhooks go (Standard Webhooks). */
export const ExchangeEndpoint = z.object({
  id: Id,
  url: z.string(),
  name: z.string(),
  /** empty: every type */
  types: z.array(z.string()),
  state: z.enum(['active', 'paused']),
  createdAt: IsoTime,
  /** failing without a success since */
  failingSince: IsoTime.nullable(),
  lastDeliveredAt: IsoTime.nullable(),
  waiting: z.number(),
  dead: z.number(),
  /** the previous secret also signs until then */
  oldSecretUntil: IsoTime.nullable(),
})
export type ExchangeEndpoint = z.infer<typeof ExchangeEndpoint>
export const ExchangeEndpoints = z.object({ items: z.array(ExchangeEndpoint) })
export const NewEndpoint = z.strictObject({
  url: z.string().trim().url().max(500),
  name: z.string().trim().min(1).max(100),
  types: z.array(z.string().max(120)).max(50).default([]),
})
export type NewEndpoint = z.infer<typeof NewEndpoint>
export const EndpointChange = NewEndpoint.partial().extend({ state: z.enum(['active', 'paused']).optional() })
/** The secret ('whsec_…') is shown now and never again. */
export const EndpointSecret = z.object({ endpoint: ExchangeEndpoint, secret: z.string() })
export const EndpointTest = z.object({
  ok: z.boolean(),
  status: z.number().nullable(),
  ms: z.number(),
  error: Text.nullable(),
})
export type EndpointTest = z.infer<typeof EndpointTest>

export const ExchangeDelivery = z.object({
  id: z.number(),
  endpointId: Id,
  endpointName: z.string(),
  messageId: Id,
  type: z.string(),
  typeText: Text,
  matter: z.object({ id: Id, number: z.string() }),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  sentAt: IsoTime,
  nextAt: IsoTime.nullable(),
  deliveredAt: IsoTime.nullable(),
  lastStatus: z.number().nullable(),
  lastError: Text.nullable(),
  /** the failures, newest first, at most twenty */
  failures: z.array(z.object({ at: IsoTime, status: z.number().nullable(), error: Text, ms: z.number() })),
})
export type ExchangeDelivery = z.infer<typeof ExchangeDelivery>
export const DeliveryFilter = PageQuery.extend({
  state: z.enum(DELIVERY_STATES).optional(),
  endpointId: Id.optional(),
})
export const ExchangeDeliveries = pageOf(ExchangeDelivery)
// POST /api/exchange/deliveries/replay: by id, or all dead ones of an endpoint, or everything since a time
export const Replay = z.strictObject({
  ids: z.array(z.number().int()).max(1000).optional(),
  endpointId: Id.optional(),
  since: z.iso.datetime({ offset: true }).optional(),
})
export type Replay = z.infer<typeof Replay>
export const Replayed = z.object({ replayed: z.number() })
