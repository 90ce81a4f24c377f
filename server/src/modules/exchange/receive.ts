import { hash } from 'node:crypto'
import type { HttpProof, Receipt } from '@redbridge/contract'
import { envelopeText } from '@redbridge/ledger'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Effect } from '../../platform/effects.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { hostedSigner } from './hosted-keys.ts'
import { requireProof } from './proof.ts'

/** A message that its receiver has not receipted, under lock. */
interface Unreceipted {
  readonly id: string
  readonly envelope_sha256: string
  readonly from_id: string
}
/** Who receipts what when. */
export interface Receiving {
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
  readonly proof: HttpProof | null
}

/**
 * The effect `exchange.receive`: the actor's organisation signs a receipt for every message to it in these matters that
 * has none yet.
 */
export const receiveMessages: Effect = async ({ platform, actor, tx, now, proof }, moves) => {
  if (!actor) throw new Error('A receipt has a receiver')
  await receiptMatters({ platform, actor, now, proof }, tx, [...new Set(moves.map((move) => move.matterId))])
}

/** Receipts of every message to the receiver's organisation in these matters that has none yet. */
export const receiptMatters = async (receiving: Receiving, tx: Tx, matterIds: readonly string[]): Promise<void> => {
  const { rows } = await sql<Unreceipted>`
    SELECT id, envelope_sha256, from_id FROM exchange_message
    WHERE matter_id = ANY (${[...matterIds]}::text[]) AND to_id = ${receiving.actor.organisation.id}
      AND received_at IS NULL ORDER BY no FOR UPDATE`.execute(tx)
  await writeReceipts(receiving, tx, rows)
}

/** Signs, enters and notes receipts, in four statements for any number. The messages are locked by the caller. */
export const writeReceipts = async (
  { platform, actor, now, proof }: Receiving,
  tx: Tx,
  messages: readonly Unreceipted[],
): Promise<void> => {
  if (messages.length === 0) return
  requireProof(actor, proof)
  const { id: byId, nameZh } = actor.organisation
  const signer = await hostedSigner(platform, tx, { organisationId: byId, now })
  const receipts = messages.map((message) => {
    const receipt: Receipt = {
      v: 'redbridge-receipt/1',
      id: newId('rec', now.getTime()),
      message: message.id,
      envelopeSha256: message.envelope_sha256,
      by: { id: byId, name: nameZh },
      at: now.toISOString(),
      proof,
    }
    return { receipt, text: envelopeText(receipt), to: message.from_id }
  })
  const entries = await appendEntries(
    tx,
    receipts.map(({ receipt, text, to }) => ({
      kind: 'exchange.receipt',
      subject: receipt.message,
      readers: [byId, to],
      body: { receipt: receipt.id, receiptSha256: hash('sha256', text), by: byId },
    })),
    now,
  )
  const rows = receipts.map(({ receipt, text }, i) => ({
    id: receipt.id,
    message_id: receipt.message,
    receipt: text,
    signature: signer.sign(text).toString('base64'),
    entry_id: entries[i],
  }))
  await sql`
    INSERT INTO exchange_receipt (message_id, id, by_id, by_user, at, receipt, signature, key_id, entry_id)
    SELECT message_id, id, ${byId}, ${actor.userId}, ${now}::timestamptz, receipt, decode(signature, 'base64'),
      ${signer.keyId}, entry_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(message_id text, id text, receipt text, signature text,
      entry_id text)`.execute(tx)
  await sql`
    UPDATE exchange_message SET received_at = ${now}::timestamptz
    WHERE id = ANY (${messages.map((message) => message.id)}::text[])`.execute(tx)
}
