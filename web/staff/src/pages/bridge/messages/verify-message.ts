import type { ExchangeKey, ExchangeMessage, HttpProof } from '@redbridge/contract'
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

/**
 * Checks what the sender and the receiver signed, here and not on the server; `keyOf` finds a public key by its id.
 * @example await verifyMessage(message, (id) => api.get(`/api/exchange/keys/${id}`))
 */
export const verifyMessage = async (
  message: ExchangeMessage,
  keyOf: (id: string) => Promise<ExchangeKey>,
): Promise<MessageCheck[]> => {
  const { SHA256_TREE, utf8, verifyHttpProof, verifySigned } = await import('@redbridge/ledger')
  const proves = async (proof: HttpProof, by: string): Promise<boolean> => {
    const key = await keyOf(proof.keyId)
    return key.organisationId === by && verifyHttpProof(proof, key.publicKey)
  }
  const envelope = envelopeOf(message)
  const sender = await keyOf(message.envelope.keyId)
  const checks: MessageCheck[] = [
    { name: 'senderKey', ok: sender.organisationId === envelope?.from.id },
    { name: 'senderSignature', ok: verifySigned(message.envelope, sender.publicKey) },
    {
      name: 'envelopeNames',
      ok: envelope?.id === message.id && envelope.matter.id === message.matter.id && envelope.to.id === message.to.id,
    },
  ]
  if (envelope?.proof) checks.push({ name: 'senderProof', ok: await proves(envelope.proof, envelope.from.id) })
  if (!message.receipt) return checks
  const receipt = receiptOf(message)
  const receiver = await keyOf(message.receipt.keyId)
  const digest = Array.from(SHA256_TREE.hash(utf8(message.envelope.text)), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  )
  checks.push(
    { name: 'receiverKey', ok: receiver.organisationId === message.to.id && receipt?.by.id === message.to.id },
    { name: 'receiverSignature', ok: verifySigned(message.receipt, receiver.publicKey) },
    { name: 'receiverDigest', ok: receipt?.message === message.id && receipt.envelopeSha256 === digest },
  )
  if (receipt?.proof) checks.push({ name: 'receiverProof', ok: await proves(receipt.proof, receipt.by.id) })
  return checks
}
