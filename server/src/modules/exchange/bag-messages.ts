import { type BagExchange, type BagExchangeKey, type BagMessage, pemOfEd25519, signingKeys } from '@redbridge/ledger'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'

/** What is signed, as the API and bags carry it. */
const signedOf = (text: string, signature: Buffer, keyId: string): BagMessage['signed'] => ({
  text,
  signature: signature.toString('base64'),
  keyId,
})

/**
 * Messages and receipts about a matter with the keys that signed them, as an evidence bag holds them: what the caller may
 * see (row-level security), no more; null where nothing went over the exchange.
 */
export const listBagMessages = (ctx: Ctx, matterId: string): Promise<BagExchange | null> =>
  ctx.tx(async (tx) => {
    const messages = await readMessages(tx, matterId)
    return messages.length > 0 ? { messages, keys: await readKeys(ctx, signingKeys(messages)) } : null
  })

const readMessages = async (tx: Tx, matterId: string): Promise<BagMessage[]> => {
  const rows = await tx
    .selectFrom('exchange_message as m')
    .leftJoin('exchange_receipt as r', 'r.message_id', 'm.id')
    .select(['m.envelope', 'm.signature', 'm.key_id', 'm.entry_id'])
    .select(['r.receipt', 'r.signature as receipt_signature', 'r.key_id as receipt_key', 'r.entry_id as receipt_entry'])
    .where('m.matter_id', '=', matterId)
    .orderBy('m.no')
    .execute()
  return rows.map((row) => ({
    entry: row.entry_id,
    signed: signedOf(row.envelope, row.signature, row.key_id),
    receipt:
      row.receipt !== null && row.receipt_signature && row.receipt_key && row.receipt_entry
        ? { entry: row.receipt_entry, signed: signedOf(row.receipt, row.receipt_signature, row.receipt_key) }
        : null,
  }))
}

/** Public keys are public, and so is when they were revoked: read even where their organisation has left the bridge. */
const readKeys = async ({ platform: { workerDb } }: Ctx, ids: readonly string[]): Promise<BagExchangeKey[]> => {
  const rows = await workerDb
    .selectFrom('exchange_key as k')
    .innerJoin('organisation as o', 'o.id', 'k.organisation_id')
    .leftJoin('ledger_entry as e', (join) =>
      join.onRef('e.subject', '=', 'k.id').on('e.kind', '=', 'exchange.key_revoked'),
    )
    .select(['k.id', 'k.organisation_id', 'o.name_zh', 'k.kind', 'k.name', 'k.public_key', 'k.created_at'])
    .select(['k.revoked_at', 'k.entry_id', 'e.id as revoked_entry'])
    .where('k.id', 'in', [...ids])
    .orderBy('k.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    organisation: { id: row.organisation_id, name: row.name_zh },
    kind: row.kind,
    name: row.name,
    publicKey: pemOfEd25519(row.public_key),
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    entry: row.entry_id,
    revokedEntry: row.revoked_entry,
  }))
}
