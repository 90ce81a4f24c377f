import { setTimeout as sleep } from 'node:timers/promises'
import type { ExchangeMessages, MatterBulkResult, MatterDetail, RequestForm } from '@redbridge/contract'
import { lawfulRequest } from '../request-form.ts'

// The bureau's side as its people do it, over HTTP and through the bad network: requests written, submitted and approved
// in bulk, answers received. Every act has a name, and is repeated under it until an answer comes.

/** Somebody who is signed in. */
export interface Person {
  /** Calls until there is an answer that is no fault of server or network; `key` names an act. */
  call<T>(method: 'GET' | 'POST', path: string, act?: { readonly body: unknown; readonly key?: string }): Promise<T>
  readonly retries: () => number
}

const TIMEOUT_MS = 15_000
/** What is worth another attempt: faults of servers, and too many requests. */
const passing = (status: number): boolean => status >= 500 || status === 429 || status === 408

export const signIn = async (url: string, who: { login: string; password: string }): Promise<Person> => {
  const headers = { 'content-type': 'application/json', 'x-redbridge-request': '1' }
  const signed = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify(who) })
  if (!signed.ok) throw new Error(`${who.login} ${signed.status} ${await signed.text()}`)
  const cookie = (signed.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  let retries = 0
  const once = async (method: string, path: string, act?: { body: unknown; key?: string }) => {
    // A timer of our own: it also ends the reading of an answer of which the rest never comes.
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), TIMEOUT_MS)
    try {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(act ? headers : {}),
          'x-redbridge-request': '1',
          cookie,
          ...(act?.key ? { 'idempotency-key': act.key } : {}),
        },
        ...(act ? { body: JSON.stringify(act.body) } : {}),
        signal: limit.signal,
      })
      return { status: response.status, text: await response.text() }
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    retries: () => retries,
    call: async <T>(method: 'GET' | 'POST', path: string, act?: { body: unknown; key?: string }): Promise<T> => {
      for (let attempt = 1; attempt <= 400; attempt++) {
        const answer = await once(method, path, act).catch(() => null)
        if (answer && answer.status < 300) return JSON.parse(answer.text) as T
        if (answer && !passing(answer.status)) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
        retries++
        await sleep(Math.min(100 * attempt, 1_000))
      }
      throw new Error(`${method} ${path}: no answer`)
    },
  }
}

/** Works on 0 … n−1, so many at a time. */
const inParallel = async (n: number, hands: number, work: (i: number) => Promise<void>): Promise<void> => {
  let next = 0
  const hand = async (): Promise<void> => {
    for (let i = next++; i < n; i = next++) await work(i)
  }
  await Promise.all(Array.from({ length: hands }, hand))
}

const formOf = (target: string): RequestForm =>
  lawfulRequest({
    targets: [{ kind: 'order', value: target }],
    fields: ['identity.name', 'identity.uscc', 'payment.order_no', 'payment.amount'],
  })

export interface Asking {
  readonly analyst: Person
  readonly head: Person
  readonly platformId: string
  readonly count: number
  /** requests that are submitted and approved together */
  readonly bulk: number
  readonly hands: number
  /** order numbers that the platform has */
  readonly orders: number
  /** time in milliseconds after which nothing more is asked */
  readonly until: number
  /** where the load stands: told after each bulk */
  readonly onSent?: (sent: number) => void
}

export interface Asked {
  /** ids of the matters, as they were acknowledged */
  readonly ids: string[]
  /** moves that were refused although they were due: an act done twice is refused the second time */
  readonly refused: string[]
}

/** Writes and sends `count` requests. */
export const ask = async ({
  analyst,
  head,
  platformId,
  count,
  bulk,
  hands,
  orders,
  until: end,
  onSent,
}: Asking): Promise<Asked> => {
  const ids: string[] = []
  const refused: string[] = []
  for (let from = 0; from < count && Date.now() < end; from += bulk) {
    const made: { id: string; version: number }[] = []
    await inParallel(Math.min(bulk, count - from), hands, async (i) => {
      const no = from + i
      const form = formOf(`ORDER-${String((no % orders) + 1).padStart(6, '0')}`)
      const act = { body: { platformId, form }, key: `fault-ask-${no}` }
      const { id, version } = await analyst.call<{ id: string; version: number }>(
        'POST',
        '/api/assistance/requests',
        act,
      )
      made.push({ id, version })
    })
    refused.push(...(await moveAll(analyst, { event: 'submit', items: made, key: `fault-submit-${from}` })))
    const submitted = made.map(({ id, version }) => ({ id, version: version + 1 }))
    refused.push(...(await moveAll(head, { event: 'approve', items: submitted, key: `fault-approve-${from}` })))
    ids.push(...made.map(({ id }) => id))
    onSent?.(ids.length)
  }
  return { ids, refused }
}

interface BulkMove {
  readonly event: string
  readonly items: readonly { readonly id: string; readonly version: number }[]
  readonly key: string
}
const moveAll = async (who: Person, { event, items, key }: BulkMove): Promise<string[]> => {
  const body = { preview: false, kind: 'assistance_request', event, ids: items }
  const done = await who.call<MatterBulkResult>('POST', '/api/matters/bulk', { body, key })
  return done.excluded.map(({ id, reason }) => `${event} ${id} ${reason}`)
}

/** Receives what the platform answers, until told to end and nothing is left. */
export const receiveAnswers = async (who: Person, hands: number, ended: () => boolean): Promise<number> => {
  let received = 0
  for (;;) {
    const last = ended()
    const { items } = await who.call<ExchangeMessages>('GET', '/api/exchange/messages?box=in&received=false&limit=200')
    await inParallel(items.length, hands, async (i) => {
      const { id, envelope } = items[i] as ExchangeMessages['items'][number]
      const body = { envelopeSha256: await sha256Hex(envelope.text) }
      await who.call<MatterDetail>('POST', `/api/exchange/messages/${id}/receipt`, { body, key: `fault-receipt-${id}` })
      received++
    })
    if (items.length === 0 && last) return received
    if (items.length === 0) await sleep(300)
  }
}

const sha256Hex = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')
