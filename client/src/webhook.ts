import { ExchangeMessage } from '@redbridge/contract'
import { Webhook } from 'standardwebhooks'
import { RedbridgeError } from './errors.ts'

type HeaderBag = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/** What a webhook says: `type` and `timestamp` beside the message itself. */
export interface WebhookEvent {
  readonly type: string
  readonly timestamp: string
  /** its content is null where the request is confidential: pull it with `messages.get` */
  readonly data: ExchangeMessage
}

/**
 * Verifies a webhook (Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`) over the raw body, and
 * reads it. Throws a RedbridgeError with code `not_genuine` where signature or time, five minutes either way, do not hold.
 * The id of a message stays the same over attempts: keep it, and take a message once.
 * @example const { data } = verifyWebhook('whsec_…', request.headers, rawBody)
 */
export const verifyWebhook = (secret: string, headers: HeaderBag, body: string | Uint8Array): WebhookEvent => {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
  const read = (name: string): string => {
    const value = headers instanceof Headers ? headers.get(name) : (headers as Record<string, string | string[]>)[name]
    return String(Array.isArray(value) ? value[0] : (value ?? ''))
  }
  let payload: unknown
  try {
    payload = new Webhook(secret).verify(text, {
      'webhook-id': read('webhook-id'),
      'webhook-timestamp': read('webhook-timestamp'),
      'webhook-signature': read('webhook-signature'),
    })
  } catch (cause) {
    throw new RedbridgeError('the webhook is not genuine', { code: 'not_genuine', status: 0, cause })
  }
  const { type, timestamp, data } = payload as { type: string; timestamp: string; data: unknown }
  return { type, timestamp, data: ExchangeMessage.parse(data) }
}
