import { createHash, createPublicKey, verify } from 'node:crypto'
import { Envelope, type ExchangeKey, type ExchangeMessage, Receipt, type Signed } from '@redbridge/contract'
import { RedbridgeError } from './errors.ts'

const notGenuine = (why: string): RedbridgeError => new RedbridgeError(why, { code: 'not_genuine', status: 0 })

/** SHA-256 in hex of the bytes that were signed; what a receipt names. */
export const envelopeDigest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Whether a key signed a text (Ed25519 over its UTF-8 bytes). @example isSignedBy(message.envelope, key) // true */
export const isSignedBy = ({ text, signature }: Signed, key: Pick<ExchangeKey, 'publicKey'>): boolean =>
  verify(null, Buffer.from(text, 'utf8'), createPublicKey(key.publicKey), Buffer.from(signature, 'base64'))

/**
 * Holds a message against what its sender signed: signature, sender, receiver, matter, type and id. Throws a
 * RedbridgeError with code `not_genuine` that says what does not hold.
 * @example const envelope = checkMessage(message, await client.keys.find(message.from.id, message.envelope.keyId))
 */
export const checkMessage = (message: ExchangeMessage, key: ExchangeKey): Envelope => {
  if (key.id !== message.envelope.keyId) throw notGenuine('the key is not the one the message names')
  if (key.organisationId !== message.from.id) throw notGenuine('the key is not the sender’s')
  if (key.revokedAt && key.revokedAt < message.at) throw notGenuine('the key was revoked before it signed')
  if (!isSignedBy(message.envelope, key)) throw notGenuine('the signature does not hold')
  const envelope = Envelope.parse(JSON.parse(message.envelope.text))
  const pairs: [string, unknown, unknown][] = [
    ['id', envelope.id, message.id],
    ['type', envelope.type, message.type],
    ['sender', envelope.from.id, message.from.id],
    ['receiver', envelope.to.id, message.to.id],
    ['matter', envelope.matter.id, message.matter.id],
    ['number', envelope.matter.number, message.matter.number],
  ]
  for (const [what, signed, told] of pairs)
    if (signed !== told) throw notGenuine(`${what}: signed ${String(signed)}, told ${String(told)}`)
  return envelope
}

/** Holds a receipt against the message it is for and the key that signed it. */
export const checkReceipt = (message: ExchangeMessage, key: ExchangeKey): Receipt => {
  if (!message.receipt) throw notGenuine('there is no receipt')
  if (key.organisationId !== message.to.id) throw notGenuine('the key is not the receiver’s')
  if (!isSignedBy(message.receipt, key)) throw notGenuine('the signature of the receipt does not hold')
  const receipt = Receipt.parse(JSON.parse(message.receipt.text))
  if (receipt.message !== message.id || receipt.envelopeSha256 !== envelopeDigest(message.envelope.text))
    throw notGenuine('the receipt is for another message')
  return receipt
}
