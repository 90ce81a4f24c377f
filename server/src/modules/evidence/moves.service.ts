import type { EvidenceDetail } from '@redbridge/contract'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { recordCustody } from './custody.ts'
import { detailOf, disposalBar } from './evidence.service.ts'
import { findItem, lockItem } from './evidence.store.ts'
import type { ItemRow } from './records.ts'

export const ERASE_JOB = 'evidence.erase'

/** The item for a move of its owner: others who may read it may not move it. */
const getOwnItem = async (ctx: Ctx, tx: Tx, id: string): Promise<ItemRow> => {
  const seen = await findItem(tx, id)
  if (!seen) throw new AppError('not_found')
  if (seen.organisation_id !== ctx.actor.organisation.id) throw new AppError('forbidden')
  const item = await lockItem(tx, id)
  if (!item) throw new AppError('not_found')
  return item
}

/** Freezes an item 冻结: nobody disposes of it, whatever its time, until it is released. */
export const hold = (ctx: Ctx, id: string, reason: string): Promise<EvidenceDetail> =>
  ctx.tx(async (tx) => {
    const item = await getOwnItem(ctx, tx, id)
    if (item.disposed_at) throw new AppError('evidence_disposed')
    if (item.held_at) throw new AppError('move_not_allowed')
    await tx
      .updateTable('evidence_item')
      .set({ held_at: ctx.platform.clock.now(), held_by_name: ctx.actor.name, held_reason: reason })
      .where('id', '=', id)
      .execute()
    await recordCustody(ctx, tx, [{ item, event: 'held', reason }])
    return detailOf(ctx, tx, id)
  })

export const release = (ctx: Ctx, id: string, reason: string): Promise<EvidenceDetail> =>
  ctx.tx(async (tx) => {
    const item = await getOwnItem(ctx, tx, id)
    if (!item.held_at) throw new AppError('move_not_allowed')
    await tx
      .updateTable('evidence_item')
      .set({ held_at: null, held_by_name: null, held_reason: null })
      .where('id', '=', id)
      .execute()
    await recordCustody(ctx, tx, [{ item, event: 'released', reason }])
    return detailOf(ctx, tx, id)
  })

/** The bytes go when no other item of the organisation has them; digests, record and custody stay. */
export const dispose = (ctx: Ctx, id: string, reason: string): Promise<EvidenceDetail> =>
  ctx.tx(async (tx) => {
    const item = await getOwnItem(ctx, tx, id)
    const bar = disposalBar(item, dayOf(ctx.platform.clock.now()))
    if (bar) throw new AppError(bar, item.retain_until ? { extra: { retainUntil: item.retain_until } } : {})
    await tx
      .updateTable('evidence_item')
      .set({ disposed_at: ctx.platform.clock.now(), disposed_by_name: ctx.actor.name, disposed_reason: reason })
      .where('id', '=', id)
      .execute()
    await recordCustody(ctx, tx, [{ item, event: 'disposed', reason }])
    await letGo(ctx, tx, item)
    return detailOf(ctx, tx, id)
  })

const letGo = async (ctx: Ctx, tx: Tx, item: ItemRow): Promise<void> => {
  // Locked first: whoever takes the same bytes at this moment waits, and brings its own copy.
  const content = await tx
    .selectFrom('evidence_content')
    .select('key')
    .where('organisation_id', '=', item.organisation_id)
    .where('sha256', '=', item.sha256)
    .forUpdate()
    .executeTakeFirst()
  const other = await tx
    .selectFrom('evidence_item')
    .select('id')
    .where('organisation_id', '=', item.organisation_id)
    .where('sha256', '=', item.sha256)
    .where('disposed_at', 'is', null)
    .executeTakeFirst()
  if (!content?.key || other) return
  await tx
    .updateTable('evidence_content')
    .set({ key: null })
    .where('organisation_id', '=', item.organisation_id)
    .where('sha256', '=', item.sha256)
    .execute()
  await ctx.platform.jobs.send(tx, ERASE_JOB, { key: content.key }, content.key)
}
