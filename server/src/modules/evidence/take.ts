import { randomBytes } from 'node:crypto'
import type { EvidenceKind } from '@redbridge/contract'
import { findRetention, retainUntil } from '@redbridge/law'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { recordCustody } from './custody.ts'
import type { Intake } from './intake.ts'
import type { ItemRow } from './records.ts'

export interface Taking {
  readonly file: Intake
  readonly kind: EvidenceKind
  readonly title: string
  readonly note: string
  /** id of a retention class; left out: the ordinary one of the organisation */
  readonly retention?: string | undefined
  readonly capture: Record<string, unknown> | null
}

/** Bureaus keep for case files; platforms keep what the law asks of them. */
export const ordinaryRetention = (kind: string): string => (kind === 'platform' ? 'transaction' : 'file_10')

/**
 * Makes an item of bytes that lie in the file store. The same bytes twice are two items on one content; the second copy
 * of the bytes is then no longer needed, and its key comes back as `spare` to be deleted after the commit.
 */
export const takeItem = async (ctx: Ctx, tx: Tx, taking: Taking): Promise<{ item: ItemRow; spare: string | null }> => {
  const { file } = taking
  const now = ctx.platform.clock.now()
  const day = dayOf(now)
  const organisation = ctx.actor.organisation
  const retention = taking.retention || ordinaryRetention(organisation.kind)
  const kept = findRetention(retention, day)
  if (!kept) throw new AppError('bad_request', { errors: [{ pointer: '/retention', message: 'unknown' }] })
  const key = await contentKey(tx, organisation.id, file)
  const item = await tx
    .insertInto('evidence_item')
    .values({
      id: newId('evi', now.getTime()),
      organisation_id: organisation.id,
      kind: taking.kind,
      title: taking.title,
      note: taking.note,
      name: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
      sm3: file.sm3,
      capture: taking.capture ? JSON.stringify(taking.capture) : null,
      salt: randomBytes(16).toString('hex'),
      taken_by: ctx.actor.userId,
      taken_by_name: ctx.actor.name,
      taken_at: now,
      retention,
      retain_until: retainUntil(kept, day),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await recordCustody(ctx, tx, [{ item, event: 'taken' }])
  return { item, spare: key === file.key ? null : file.key }
}

/** The key under which the bytes are kept: what is there already stays, what had been disposed of comes back. */
const contentKey = async (tx: Tx, organisationId: string, file: Intake): Promise<string> => {
  const { rows } = await sql<{ key: string; sm3: string }>`
    INSERT INTO evidence_content AS c (organisation_id, sha256, sm3, bytes, key)
    VALUES (${organisationId}, ${file.sha256}, ${file.sm3}, ${file.bytes}, ${file.key})
    ON CONFLICT (organisation_id, sha256) DO UPDATE SET key = coalesce(c.key, excluded.key)
    RETURNING c.key, c.sm3`.execute(tx)
  const [content] = rows
  // Two contents with one SHA-256 and different SM3 would be a collision: better no evidence than a wrong one.
  if (!content || content.sm3 !== file.sm3) throw new Error(`digests disagree for ${file.sha256}`)
  return content.key
}
