import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorOfAnswer, RedbridgeError } from './errors.ts'
import { loadPrivateKey } from './keys.ts'
import { type SigningKey, signatureHeaders } from './sign.ts'
import { type Tokens, tokensOf } from './token.ts'

export interface ClientOptions {
  /** address of the server, e.g. 'https://redbridge.example.gov.cn' */
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** your organisation's own registered key: its id, and the private key as PEM. Without it no legal act can be sent. */
  readonly key?: { readonly id: string; readonly privateKey: string }
  /** the address that the server goes by, where a proxy of yours stands in between; signatures are made for it */
  readonly publicUrl?: string
  /** attempts of one call, the first included; 6 where nothing is said, which is about half a minute */
  readonly attempts?: number
  /** milliseconds after which an attempt is given up; 30,000 where nothing is said */
  readonly timeout?: number
  /** language of error titles */
  readonly language?: 'zh' | 'en'
  /** told of each attempt that is repeated */
  readonly onRetry?: (retry: { readonly call: string; readonly attempt: number; readonly why: string }) => void
  /** another fetch, e.g. one that knows a company's proxy */
  readonly fetch?: typeof fetch
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly form?: FormData
  /** a legal act: signed with the organisation's own key */
  readonly signed?: boolean
  /** name of the act: who repeats it with the same name does it once. A fresh one is made where none is given. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

export interface Transport {
  readonly clientId: string
  json<T>(path: string, call?: Call): Promise<T>
  bytes(path: string, call?: Call): Promise<{ readonly bytes: Uint8Array; readonly name: string | null }>
}

/** One attempt as it is sent; `body` stays the same over all attempts, the signature does not. */
interface Prepared {
  readonly method: string
  readonly url: string
  /** address that is signed */
  readonly target: string
  readonly body: string | FormData | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly signed: boolean
  readonly signal: AbortSignal | undefined
}

/** Sends calls: token, signature, repeats with growing pauses, problem details as errors. */
export const openTransport = (options: ClientOptions): Transport => {
  const key: SigningKey | null = options.key
    ? { id: options.key.id, key: loadPrivateKey(options.key.privateKey) }
    : null
  const tokens = tokensOf(options)
  const answer = async (path: string, call: Call): Promise<Response> => {
    const prepared = prepare(options, path, call)
    if (prepared.signed && !key) throw new Error(`${path} is a legal act: createClient needs your key to sign it`)
    return repeat({ options, tokens, key }, prepared)
  }
  return {
    clientId: options.clientId,
    json: async <T>(path: string, call: Call = {}) => {
      const response = await answer(path, call)
      return (response.status === 204 ? undefined : await response.json()) as T
    },
    bytes: async (path, call = {}) => {
      const response = await answer(path, call)
      const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      return {
        bytes: new Uint8Array(await response.arrayBuffer()),
        name: name === undefined ? null : decodeURIComponent(name),
      }
    },
  }
}

const prepare = (options: ClientOptions, path: string, call: Call): Prepared => {
  const base = options.baseUrl.replace(/\/+$/, '')
  const query = Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined)
  const search = query.length > 0 ? `?${new URLSearchParams(query.map(([k, v]) => [k, String(v)]))}` : ''
  const method = call.method ?? 'GET'
  const body = call.form ?? (call.body === undefined ? undefined : JSON.stringify(call.body))
  return {
    method,
    url: `${base}${path}${search}`,
    target: `${(options.publicUrl ?? base).replace(/\/+$/, '')}${path}${search}`,
    body,
    headers: {
      accept: 'application/json',
      'accept-language': options.language ?? 'en',
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...(method === 'POST' && typeof body === 'string'
        ? { 'idempotency-key': call.idempotencyKey ?? randomUUID() }
        : {}),
    },
    signed: call.signed ?? false,
    signal: call.signal,
  }
}

interface Sender {
  readonly options: ClientOptions
  readonly tokens: Tokens
  readonly key: SigningKey | null
}

/** What may be sent again: no answer, too many requests, a fault of the server. A conflict or refusal is final. */
const REPEATED = new Set([408, 425, 429, 500, 502, 503, 504])

const repeat = async (sender: Sender, prepared: Prepared): Promise<Response> => {
  const { attempts = 6, onRetry } = sender.options
  const call = `${prepared.method} ${new URL(prepared.url).pathname}`
  let renewed = false
  for (let attempt = 1; ; attempt++) {
    const tried = await once(sender, prepared).catch((cause: unknown) => ({ cause }))
    prepared.signal?.throwIfAborted()
    if (tried instanceof Response && tried.ok) return tried
    if (tried instanceof Response && tried.status === 401 && !renewed) {
      renewed = true
      sender.tokens.forget()
      const body = await tried.text()
      if (/"not_signed_in"/.test(body)) continue
      throw errorOfAnswer(401, body, call)
    }
    if (tried instanceof Response && (!REPEATED.has(tried.status) || attempt >= attempts))
      throw errorOfAnswer(tried.status, await tried.text(), call)
    if (!(tried instanceof Response)) {
      if (tried.cause instanceof RedbridgeError) throw tried.cause
      if (attempt >= attempts) throw noAnswer(call, tried.cause)
    }
    onRetry?.({ call, attempt, why: tried instanceof Response ? String(tried.status) : String(tried.cause) })
    await sleep(pauseOf(attempt, tried instanceof Response ? tried : null), undefined, abortable(prepared.signal))
  }
}
const abortable = (signal: AbortSignal | undefined) => (signal ? { signal } : {})
const noAnswer = (call: string, cause: unknown): RedbridgeError =>
  new RedbridgeError(`${call}: no answer (${String(cause)})`, { code: 'no_answer', status: 0, cause })

/** What the server asks for (Retry-After, seconds), else 0.25 s doubled up to 15 s, with chance so that not all come at once. */
const pauseOf = (attempt: number, response: Response | null): number => {
  const asked = Number(response?.headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(asked) && asked >= 0) return Math.min(asked, 120) * 1000
  return Math.min(250 * 2 ** (attempt - 1), 15_000) * (0.5 + Math.random() / 2)
}

const once = async ({ options, tokens, key }: Sender, prepared: Prepared): Promise<Response> => {
  const { method, url, target, body } = prepared
  const signature =
    prepared.signed && key
      ? await signatureHeaders(
          { method, url: target, body: body as string, contentType: prepared.headers['content-type'] as string },
          key,
        )
      : {}
  const limit = AbortSignal.timeout(options.timeout ?? 30_000)
  return (options.fetch ?? fetch)(url, {
    method,
    headers: { ...prepared.headers, ...signature, authorization: `Bearer ${await tokens.get()}` },
    ...(body === undefined ? {} : { body }),
    redirect: 'error',
    signal: prepared.signal ? AbortSignal.any([limit, prepared.signal]) : limit,
  })
}
