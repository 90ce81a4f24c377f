import { createPublicKey } from 'node:crypto'
import type { ExchangeKey, NewExchangeKey } from '@redbridge/contract'
import { ed25519OfPem, isUsableKey, pemOfEd25519 } from '@redbridge/ledger'
import { sql } from 'kysely'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import { createHosted, enterKey, findHosted, lockHosted } from './hosted-keys.ts'

// Keys of the exchange. Public halves are for everybody who deals with their owner, revoked ones too, with their times:
// what they signed while they were in force stays verifiable.

interface KeyRow {
  id: string
  organisation_id: string
  name_zh: string
  kind: 'hosted' | 'own'
  name: string
  public_key: Buffer
  created_by: string
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
  revoked_reason: string | null
}

const rowsOf = async (tx: Tx, organisationId: string, id?: string): Promise<KeyRow[]> => {
  const { rows } = await sql<KeyRow>`
    SELECT k.id, k.organisation_id, o.name_zh, k.kind, k.name, k.public_key, k.created_by, k.created_at, k.last_used_at,
      k.revoked_at, k.revoked_reason
    FROM exchange_key k JOIN organisation o ON o.id = k.organisation_id
    WHERE k.organisation_id = ${organisationId} AND (${id ?? null}::text IS NULL OR k.id = ${id ?? null})
    ORDER BY k.created_at DESC, k.id DESC LIMIT 500`.execute(tx)
  return rows
}

/** A key as it is shown: who registered it, when it was last used and why it was revoked is its owner's affair. */
const keyView = (row: KeyRow, own: boolean): ExchangeKey => ({
  id: row.id,
  organisationId: row.organisation_id,
  organisationName: row.name_zh,
  kind: row.kind,
  algorithm: 'ed25519',
  name: own ? row.name : '',
  publicKey: pemOfEd25519(new Uint8Array(row.public_key)),
  createdAt: row.created_at.toISOString(),
  createdBy: own ? row.created_by : '',
  lastUsedAt: own ? (row.last_used_at?.toISOString() ?? null) : null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  revokedReason: own ? row.revoked_reason : null,
})

/** Keys of an organisation that the caller's may see, newest first. */
export const listKeys = (ctx: Ctx, organisationId: string): Promise<{ items: ExchangeKey[] }> =>
  ctx.tx(async (tx) => {
    const seen = await tx.selectFrom('organisation').select('id').where('id', '=', organisationId).executeTakeFirst()
    if (!seen) throw new AppError('not_found')
    const own = organisationId === ctx.actor.organisation.id
    return { items: (await rowsOf(tx, organisationId)).map((row) => keyView(row, own)) }
  })

const getOwn = async (ctx: Ctx, tx: Tx, id: string): Promise<ExchangeKey> => {
  const [row] = await rowsOf(tx, ctx.actor.organisation.id, id)
  if (!row) throw new AppError('not_found')
  return keyView(row, true)
}

/** The key in a PEM as the ledger writes it. A private key would be read as its public half: refused, it was leaked. */
const readPublicKey = (text: string): { pem: string; bytes: Uint8Array } => {
  const fault = (): AppError => new AppError('exchange_key_invalid')
  if (!/^-----BEGIN PUBLIC KEY-----\s/.test(text) || text.includes('PRIVATE')) throw fault()
  try {
    const pem = createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString()
    const bytes = ed25519OfPem(pem)
    if (!bytes || !isUsableKey(pem)) throw fault()
    return { pem, bytes }
  } catch {
    throw fault()
  }
}

/** Registers the organisation's own key, with which its clients sign. */
export const addKey = (ctx: Ctx, { name, publicKey }: NewExchangeKey): Promise<ExchangeKey> =>
  ctx.tx(async (tx) => {
    const { actor, platform } = ctx
    const { pem, bytes } = readPublicKey(publicKey)
    const now = platform.clock.now()
    const id = newId('key', now.getTime())
    const organisationId = actor.organisation.id
    const entry_id = await enterKey(tx, { id, organisationId, kind: 'own', pem }, now)
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('exchange_key')
      .values({
        id,
        organisation_id: organisationId,
        kind: 'own',
        name,
        public_key: Buffer.from(bytes),
        sealed: null,
        created_by: actor.name,
        created_at: now,
        revoked_reason: null,
        entry_id,
      })
      .onConflict((conflict) => conflict.column('public_key').doNothing())
      .executeTakeFirstOrThrow()
    if (!added) throw new AppError('exchange_key_taken')
    await audit(tx, actor, { action: 'exchange.key.add', subjectKind: 'exchange_key', subjectId: id })
    return getOwn(ctx, tx, id)
  })

/** Revokes in the caller's transaction, from now on; the ledger says since when. */
const revokeIn = async (ctx: Ctx, tx: Tx, key: { id: string; reason: string; now: Date }): Promise<void> => {
  const { id, reason, now } = key
  const revoked = await tx
    .updateTable('exchange_key')
    .set({ revoked_at: now, revoked_reason: reason })
    .where('id', '=', id)
    .where('organisation_id', '=', ctx.actor.organisation.id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!revoked) throw new AppError('exchange_key_revoked')
  const readers = [ctx.actor.organisation.id]
  await appendEntries(tx, [{ kind: 'exchange.key_revoked', subject: id, readers, body: {} }], now)
  await audit(tx, ctx.actor, { action: 'exchange.key.revoke', subjectKind: 'exchange_key', subjectId: id })
}

/** Revokes a key. Of a hosted one the next is made when it is needed. */
export const revokeKey = (ctx: Ctx, id: string, reason: string): Promise<ExchangeKey> =>
  ctx.tx(async (tx) => {
    await getOwn(ctx, tx, id)
    await revokeIn(ctx, tx, { id, reason, now: ctx.platform.clock.now() })
    return getOwn(ctx, tx, id)
  })

/** Puts a new hosted key in the place of the present one. */
export const rotateHosted = (ctx: Ctx): Promise<ExchangeKey> =>
  ctx.tx(async (tx) => {
    const { actor, platform } = ctx
    const organisationId = actor.organisation.id
    await lockHosted(tx, organisationId)
    const now = platform.clock.now()
    const present = await findHosted(tx, organisationId)
    if (present) await revokeIn(ctx, tx, { id: present.id, reason: '更换托管密钥', now })
    const { id } = await createHosted(platform, tx, { organisationId, by: actor.name, now })
    await audit(tx, actor, { action: 'exchange.key.rotate', subjectKind: 'exchange_key', subjectId: id })
    return getOwn(ctx, tx, id)
  })
