import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Secrets } from '../../../platform/secrets.ts'

const USE = 'webhook'

/** Where a message goes, with the secrets it is signed with. */
export interface Destination {
  readonly id: string
  readonly url: string
  readonly secret: Buffer
  readonly old_secret: Buffer | null
  readonly old_until: Date | null
}

/** A secret of Standard Webhooks: 'whsec_' and 32 random bytes in base64. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
export const sealSecret = (secrets: Secrets, secret: string): Buffer => secrets.seal(USE, secret)

/** Opened secrets, as long as this process lives: opening one costs more than signing. */
const opened = new Map<string, Webhook>()
const MOST = 5_000
const signerOf = (secrets: Secrets, sealed: Buffer): Webhook => {
  const key = sealed.toString('latin1')
  const known = opened.get(key)
  if (known) return known
  const signer = new Webhook(secrets.unseal(USE, sealed))
  if (opened.size >= MOST) opened.clear()
  opened.set(key, signer)
  return signer
}

/**
 * The headers of Standard Webhooks: the id is the message's, the same on every attempt, so that a receiver knows what it
 * has had; the time is that of the attempt. For a day after a new secret the old one signs beside it.
 */
export const signedHeaders = (
  secrets: Secrets,
  to: Destination,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> => {
  const seals = to.old_secret && to.old_until && to.old_until > at ? [to.secret, to.old_secret] : [to.secret]
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Redbridge/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': seals.map((seal) => signerOf(secrets, seal).sign(id, at, body)).join(' '),
  }
}
