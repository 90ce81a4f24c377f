import type { LedgerAlarm, LedgerEntries, LedgerKeys, LedgerStatus } from '@redbridge/contract'
import { formatVerifierKey, parseVerifierKey, proofHashes } from '@redbridge/ledger'
import { sql } from 'kysely'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import {
  appendEntries,
  delayMinutes,
  findCheckpoint,
  findConsistency,
  isStopped,
  listOpenAlarms,
  newestCheckpoint,
  readEntries,
  readKeyBook,
  readWitnesses,
  rotateKeys,
  takeCosignature,
} from '../../platform/ledger/index.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { viewAlarm, viewEntries, viewKeys } from './ledger.view.ts'

// Checkpoints, keys and consistency are public by nature: a log that hides them proves nothing. They tell sizes and
// hashes, no entry. Read as the worker role, because nobody need be signed in.

export const getCheckpoint = async ({ workerDb }: Platform, size: number | undefined): Promise<string> => {
  const found = size === undefined ? await newestCheckpoint(workerDb) : await findCheckpoint(workerDb, size)
  if (!found) throw new AppError('not_found')
  return found.note
}

export const getKeys = async ({ workerDb }: Platform): Promise<LedgerKeys> => {
  const witnesses = await readWitnesses(workerDb)
  return viewKeys(
    await readKeyBook(workerDb),
    witnesses.map(({ key }) => formatVerifierKey(key)),
  )
}

export const getConsistency = async ({ workerDb }: Platform, sizes: { first: number; second: number }) => {
  const proof = await findConsistency(workerDb, sizes)
  if (!proof) throw new AppError('not_found')
  return { ...sizes, sha256: proofHashes(proof.sha256), sm3: proofHashes(proof.sm3) }
}

/** Entries about a subject that the caller's organisation may see, with proofs. */
export const listEntries = (ctx: Ctx, subject: string): Promise<LedgerEntries> =>
  ctx.tx(async (tx) => viewEntries(await readEntries(tx, { subjects: [subject] })))

export const cosign = async ({ platform, actor }: Ctx, note: string): Promise<{ size: number; witnessId: string }> => {
  const taken = await takeCosignature(platform, actor.organisation.id, note)
  if (typeof taken === 'string') throw new AppError('ledger_cosignature_refused', { detail: taken })
  return taken
}

/** The log is one for the whole installation: the bureau that operates it is decided in the migration. */
const isOperator = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ yes: boolean }>`SELECT coalesce(actor_org() = ledger_operator(), false) AS yes`.execute(
    tx,
  )
  return rows[0]?.yes === true
}

const operate = async (tx: Tx): Promise<void> => {
  if (!(await isOperator(tx))) throw new AppError('ledger_not_operator')
}

/** New signing keys; the old ones sign the hand-over. */
export const changeKeys = async (ctx: Ctx): Promise<{ statement: string }> => {
  await ctx.tx(operate)
  const { organisation, userId } = ctx.actor
  const statement = await rotateKeys(ctx.platform, { organisationId: organisation.id, userId })
  await ctx.tx((tx) => audit(tx, ctx.actor, { action: 'ledger.keys', subjectKind: 'ledger', subjectId: 'ledger' }))
  return { statement }
}

export const registerWitness = (ctx: Ctx, input: { organisationId: string; key: string }) =>
  ctx.tx(async (tx) => {
    await operate(tx)
    const key = parseVerifierKey(input.key)
    if (key?.type !== 'cosignature') throw new AppError('ledger_witness_key')
    const organisation = await tx
      .selectFrom('organisation')
      .select('id')
      .where('id', '=', input.organisationId)
      .executeTakeFirst()
    if (!organisation) throw new AppError('not_found')
    const now = ctx.platform.clock.now()
    const id = newId('wit', now.getTime())
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto('ledger_witness')
      .values({
        id,
        organisation_id: organisation.id,
        name: key.name,
        key_id: key.id,
        public_key: Buffer.from(key.publicKey),
        registered_by: ctx.actor.userId,
        created_at: now,
      })
      .onConflict((conflict) => conflict.column('key_id').doNothing())
      .executeTakeFirstOrThrow()
    if (!made) throw new AppError('ledger_witness_key')
    const readers = [...new Set([ctx.actor.organisation.id, organisation.id])]
    await appendEntries(
      tx,
      [{ kind: 'ledger.witness', subject: 'ledger', readers, body: { witness: id, key: input.key } }],
      now,
    )
    const detail = { organisation: organisation.id, key: key.id }
    await audit(tx, ctx.actor, { action: 'ledger.witness', subjectKind: 'witness', subjectId: id, detail })
    return { id, organisationId: organisation.id, key: formatVerifierKey(key) }
  })

export const listAlarms = (ctx: Ctx): Promise<LedgerAlarm[]> =>
  ctx.tx(async (tx) => {
    const rows = await tx.selectFrom('ledger_alarm').selectAll().orderBy('first_seen', 'desc').limit(500).execute()
    return rows.map(viewAlarm)
  })

/** Takes an alarm off the to-do, with a reason; it stays on record here and with the monitor. Others see no alarms. */
export const acknowledgeAlarm = (ctx: Ctx, id: string, reason: string): Promise<LedgerAlarm> =>
  ctx.tx(async (tx) => {
    const row = await tx.selectFrom('ledger_alarm').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new AppError('not_found')
    if (row.acknowledged_at) throw new AppError('conflict')
    const changed = await tx
      .updateTable('ledger_alarm')
      .set({ acknowledged_at: ctx.platform.clock.now(), acknowledged_by: ctx.actor.userId, reason })
      .where('id', '=', id)
      .where('acknowledged_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!changed) throw new AppError('conflict')
    const detail = { kind: row.kind, place: row.place, reason }
    await audit(tx, ctx.actor, { action: 'ledger.alarm', subjectKind: 'alarm', subjectId: id, detail })
    return viewAlarm(changed)
  })

const authorityStatus = async (platform: Platform): Promise<LedgerStatus['authority']> => {
  const url = platform.ledger?.authority?.url
  if (!url) return null
  const last = await platform.workerDb
    .selectFrom('ledger_timestamp')
    .select('stamped_at')
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    url,
    stampedAt: last?.stamped_at.toISOString() ?? null,
    waitingMinutes: Math.floor(await delayMinutes(platform)),
    stopped: await isStopped(platform),
  }
}

export const getStatus = async (ctx: Ctx): Promise<LedgerStatus> => {
  const { workerDb } = ctx.platform
  const book = await readKeyBook(workerDb)
  const newest = await newestCheckpoint(workerDb)
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ledger_pending`.execute(workerDb)
  const authority = await authorityStatus(ctx.platform)
  return ctx.tx(async (tx) => ({
    origin: book?.origin ?? null,
    size: newest?.size ?? 0,
    checkpointAt: newest?.at.toISOString() ?? null,
    waiting: Number(rows[0]?.n ?? 0),
    authority,
    witnesses: (await readWitnesses(tx)).length,
    openAlarms: (await listOpenAlarms(tx)).length,
    mayOperate: await isOperator(tx),
  }))
}
