import type { EvidenceItem } from '@redbridge/contract'
import type { CustodyRecord, ItemRecord } from '@redbridge/ledger'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { recordCustody } from './custody.ts'
import { findItems, findKey, listCustody } from './evidence.store.ts'
import { viewOf } from './evidence.view.ts'
import { custodyRecordOf, itemRecordOf } from './records.ts'

/** Refuses unless every id names an item of the actor's own organisation whose bytes are still there. */
export const requireOwnItems = async (ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> => {
  const wanted = new Set(ids)
  const found = await findItems(tx, [...wanted])
  const own = found.filter((item) => item.organisation_id === ctx.actor.organisation.id)
  if (own.length !== wanted.size) throw new AppError('not_found')
  if (own.some((item) => item.disposed_at)) throw new AppError('evidence_disposed')
}

/**
 * Hands own items over 移交 to organisations: they may read them from now on. Who has an item already is left alone.
 * @throws AppError not_found when an item is not the actor's own
 */
export const shareItems = async (
  ctx: Ctx,
  tx: Tx,
  share: { itemIds: readonly string[]; organisationIds: readonly string[]; reason?: string },
): Promise<void> => {
  const own = ctx.actor.organisation.id
  const others = [...new Set(share.organisationIds)].filter((id) => id !== own)
  const itemIds = [...new Set(share.itemIds)]
  if (itemIds.length === 0) return
  await requireOwnItems(ctx, tx, itemIds)
  if (others.length === 0) return
  const now = ctx.platform.clock.now()
  const added = await tx
    .insertInto('evidence_reader')
    .values(
      itemIds.flatMap((item_id) =>
        others.map((organisation_id) => ({ item_id, owner_id: own, organisation_id, shared_at: now })),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['item_id', 'organisation_id'])
    .execute()
  const items = new Map((await findItems(tx, itemIds)).map((item) => [item.id, item]))
  const names = await namesOf(ctx, others)
  await recordCustody(
    ctx,
    tx,
    added.flatMap(({ item_id, organisation_id }) => {
      const item = items.get(item_id)
      const to = { id: organisation_id, name: names.get(organisation_id) ?? '' }
      const reason = share.reason === undefined ? {} : { reason: share.reason }
      return item ? [{ item, event: 'handed_over' as const, to, ...reason }] : []
    }),
  )
}

/** Names of organisations that the actor's own rows may not show (a platform does not see a partner authority). */
const namesOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await ctx.platform.workerDb
    .selectFrom('organisation')
    .select(['id', 'name_zh'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name_zh]))
}

/** Items by id, as a list of attachments shows them; what the actor may not see is left out. */
export const listItemsById = async (ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<EvidenceItem[]> =>
  (await findItems(tx, [...new Set(ids)])).map((item) => viewOf(item, ctx.actor.organisation.id))

/** What an evidence bag holds of an item. */
export interface BagItem {
  readonly record: ItemRecord
  readonly custody: readonly CustodyRecord[]
  /** null: disposed of; the bag then holds record and custody alone */
  readonly key: string | null
}

/**
 * Items with the custody that the actor may see, after recording that each is copied into a bag.
 * @throws AppError not_found when one is not the actor's to see
 */
export const copyIntoBag = async (ctx: Ctx, tx: Tx, ids: readonly string[], reason: string): Promise<BagItem[]> => {
  const wanted = [...new Set(ids)]
  const items = await findItems(tx, wanted)
  if (items.length !== wanted.length) throw new AppError('not_found')
  await recordCustody(
    ctx,
    tx,
    items.map((item) => ({ item, event: 'copied', reason })),
  )
  const custody = await listCustody(tx, wanted)
  const bag: BagItem[] = []
  const inOrder = items.sort((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id))
  for (const item of inOrder)
    bag.push({
      record: itemRecordOf(item),
      custody: custody.filter((step) => step.item_id === item.id).map(custodyRecordOf),
      key: item.disposed_at ? null : await findKey(tx, item),
    })
  return bag
}
