import type { ExchangeKey, ExchangeMessage, HttpProof, Signed } from '@redbridge/contract'
import { envelopeOf, receiptOf } from './message-text.ts'

export type CheckName =
  | 'senderKey'
  | 'senderSignature'
  | 'senderProof'
  | 'envelopeNames'
  | 'receiverKey'
  | 'receiverSignature'
  | 'receiverDigest'
  | 'receiverProof'
export interface MessageCheck {
  readonly name: CheckName
  readonly ok: boolean
}

type KeysOf = (organisationId: string) => Promise<readonly ExchangeKey[]>

/**
 * Checks what the sender and the receiver signed, here and not on the server, with the keys that each is known to have.
 * @example await verifyMessage(message, keysOf)
 */
export const verifyMessage = async (message: ExchangeMessage, keysOf: KeysOf): Promise<MessageCheck[]> => {
  const { verifyHttpProof, verifySigned } = await import('@redbridge/ledger')
  const holds = (signed: Signed, key: ExchangeKey | undefined): boolean =>
    key !== undefined && verifySigned(signed, key.publicKey)
  const proves = (proof: HttpProof, keys: readonly ExchangeKey[]): boolean => {
    const key = keys.find(({ id }) => id === proof.keyId)
    return key !== undefined && verifyHttpProof(proof, key.publicKey)
  }
  const envelope = envelopeOf(message)
  const ofSender = await keysOf(message.from.id)
  const sender = ofSender.find(({ id }) => id === message.envelope.keyId)
  const checks: MessageCheck[] = [
    { name: 'senderKey', ok: sender !== undefined && envelope?.from.id === message.from.id },
    { name: 'senderSignature', ok: holds(message.envelope, sender) },
    {
      name: 'envelopeNames',
      ok: envelope?.id === message.id && envelope.matter.id === message.matter.id && envelope.to.id === message.to.id,
    },
  ]
  if (envelope?.proof) checks.push({ name: 'senderProof', ok: proves(envelope.proof, ofSender) })
  if (!message.receipt) return checks
  const receipt = receiptOf(message)
  const ofReceiver = await keysOf(message.to.id)
  const receiver = ofReceiver.find(({ id }) => id === message.receipt?.keyId)
  const digest = await digestOf(message)
  checks.push(
    { name: 'receiverKey', ok: receiver !== undefined && receipt?.by.id === message.to.id },
    { name: 'receiverSignature', ok: holds(message.receipt, receiver) },
    { name: 'receiverDigest', ok: receipt?.message === message.id && receipt.envelopeSha256 === digest },
  )
  if (receipt?.proof) checks.push({ name: 'receiverProof', ok: proves(receipt.proof, ofReceiver) })
  return checks
}

/** SHA-256 of what the sender signed, in hex: a receipt names it. */
export const digestOf = async ({ envelope }: Pick<ExchangeMessage, 'envelope'>): Promise<string> => {
  // Not the browser's own: it has none where the address is no https.
  const { SHA256_TREE, utf8 } = await import('@redbridge/ledger')
  return Array.from(SHA256_TREE.hash(utf8(envelope.text)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
