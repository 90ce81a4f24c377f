import type {
  EndpointSecret,
  Envelope,
  EvidenceDetail,
  ExchangeKey,
  ExchangeKeys,
  ExchangeMessage,
  ExchangeMessages,
  Matter,
  MatterDetail,
  MessageFilter,
  NewEndpoint,
  NewExchangeKey,
  Page,
  Receipt,
  SandboxInfo,
  SandboxRequest,
} from '@redbridge/contract'
import type { z } from 'zod'
import { actsOf } from './acts.ts'
import { RedbridgeError } from './errors.ts'
import { type ProvenEntry, proveMessage } from './ledger.ts'
import { type Call, type ClientOptions, openTransport, type Transport } from './transport.ts'
import { checkMessage, checkReceipt, envelopeDigest } from './verify.ts'

export interface PendingOptions {
  /** messages a call; 50 where nothing is said */
  readonly limit?: number
  /** only of this type, e.g. 'assistance_request.approve' */
  readonly type?: string
  readonly signal?: AbortSignal
}

type FindKey = (organisationId: string, keyId: string) => Promise<ExchangeKey>

const messagesOf = (transport: Transport, findKey: FindKey) => {
  const list = (filter: Partial<MessageFilter> = {}, signal?: AbortSignal): Promise<ExchangeMessages> =>
    transport.json('/api/exchange/messages', { query: { ...filter }, ...(signal ? { signal } : {}) })
  const verify = async (message: ExchangeMessage): Promise<Envelope> =>
    checkMessage(message, await findKey(message.from.id, message.envelope.keyId))
  return {
    list,
    /** a message with its content: what a webhook left out because it is confidential */
    get: (id: string): Promise<ExchangeMessage> => transport.json(`/api/exchange/messages/${id}`),
    /** Every message that has no receipt of yours yet, oldest first, until there is none. */
    pending: async function* ({ limit = 50, type, signal }: PendingOptions = {}): AsyncGenerator<ExchangeMessage> {
      for (let after: number | null = 0; after !== null; ) {
        const page: ExchangeMessages = await list(
          { box: 'in', received: 'false', after, limit, ...(type === undefined ? {} : { type }) },
          signal,
        )
        yield* page.items
        after = page.next
      }
    },
    /** Holds a message against its sender's signature; throws `not_genuine`. */
    verify,
    /**
     * Verifies the message, then gives your signed receipt (签收). Store the message first: after the receipt it is no
     * longer pending. Repeating it changes nothing.
     */
    receive: async (message: ExchangeMessage): Promise<ExchangeMessage> => {
      await verify(message)
      return transport.json(`/api/exchange/messages/${message.id}/receipt`, {
        method: 'POST',
        body: { envelopeSha256: envelopeDigest(message.envelope.text) },
        signed: true,
        idempotencyKey: `receipt-${message.id}`,
      })
    },
    /** Holds the receipt of one of your own messages against the receiver's signature. */
    verifyReceipt: async (message: ExchangeMessage): Promise<Receipt> =>
      checkReceipt(message, await findKey(message.to.id, message.receipt?.keyId ?? '')),
    /** Proves that a message's entry is in the ledger, under a checkpoint that the keys of the ledger signed. */
    prove: (message: ExchangeMessage, pinned?: readonly string[]): Promise<ProvenEntry> =>
      proveMessage(transport, message, pinned),
  }
}

const filesOf = (transport: Transport) => ({
  /** Takes a file as evidence of yours; its id goes into an answer's `files`. */
  upload: async (file: {
    readonly name: string
    readonly bytes: Uint8Array | string
    readonly title?: string
    readonly note?: string
  }): Promise<EvidenceDetail> => {
    const form = new FormData()
    form.set('title', file.title ?? file.name)
    if (file.note !== undefined) form.set('note', file.note)
    form.set('file', new Blob([typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes)]), file.name)
    return transport.json('/api/evidence', { method: 'POST', form })
  },
  download: (id: string) => transport.bytes(`/api/evidence/${id}/file`),
})

/** Trying an adapter without a bureau: answers come from the sandbox bureau at once. */
const sandboxOf = (transport: Transport) => {
  const post = <T>(path: string, body: object): Promise<T> => transport.json(path, { method: 'POST', body })
  return {
    info: (): Promise<z.infer<typeof SandboxInfo>> => transport.json('/api/sandbox'),
    /** registers your sandbox's public key; sign with its id afterwards */
    registerKey: (key: z.input<typeof NewExchangeKey>): Promise<ExchangeKey> => post('/api/sandbox/keys', key),
    /** where the webhooks of your sandbox go; the secret is shown this once */
    addEndpoint: (endpoint: z.input<typeof NewEndpoint>): Promise<z.infer<typeof EndpointSecret>> =>
      post('/api/sandbox/endpoints', endpoint),
    /** has the sandbox bureau send you a real request or order */
    request: (ask: z.input<typeof SandboxRequest>): Promise<{ readonly id: string; readonly number: string }> =>
      post('/api/sandbox/requests', ask),
  }
}

/** Finds public keys; an organisation's are asked for once, and again where a key is not among them. */
const keyFinder = (transport: Transport): FindKey => {
  const known = new Map<string, ExchangeKey>()
  return async (organisationId, keyId) => {
    if (!known.has(keyId)) for (const key of (await keysOf(transport, organisationId)).items) known.set(key.id, key)
    const found = known.get(keyId)
    if (found?.organisationId === organisationId) return found
    throw new RedbridgeError(`${organisationId} has no key ${keyId}`, { code: 'not_genuine', status: 0 })
  }
}
const keysOf = (transport: Transport, organisationId: string): Promise<z.infer<typeof ExchangeKeys>> =>
  transport.json(`/api/exchange/organisations/${encodeURIComponent(organisationId)}/keys`)

/**
 * A connection to the exchange for one platform. Nothing is sent before the first call.
 * @example
 * const bridge = createClient({ baseUrl, clientId, clientSecret, key: { id, privateKey } })
 * for await (const message of bridge.messages.pending()) await bridge.messages.receive(message)
 */
export const createClient = (options: ClientOptions) => {
  const transport = openTransport(options)
  const findKey = keyFinder(transport)
  return {
    messages: messagesOf(transport, findKey),
    matters: {
      get: (id: string): Promise<MatterDetail> => transport.json(`/api/matters/${id}`),
      list: (filter: Call['query'] = {}): Promise<Page<Matter>> => transport.json('/api/matters', { query: filter }),
      /** writes to the bureau, with files */
      say: (id: string, text: string, options: { files?: readonly string[]; idempotencyKey?: string } = {}) =>
        transport.json<MatterDetail>(`/api/matters/${id}/messages`, {
          method: 'POST',
          signed: true,
          body: { text, ...(options.files ? { files: options.files } : {}) },
          ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
        }),
    },
    ...actsOf(transport),
    files: filesOf(transport),
    letters: {
      download: (id: string, form: 'pdf' | 'docx' = 'pdf') => transport.bytes(`/api/letters/${id}/letter.${form}`),
    },
    keys: {
      /** public keys of an organisation, revoked ones too */
      of: (organisationId: string) => keysOf(transport, organisationId),
      /** the key that signed something of an organisation's */
      find: findKey,
    },
    sandbox: sandboxOf(transport),
  }
}

export type RedbridgeClient = ReturnType<typeof createClient>
