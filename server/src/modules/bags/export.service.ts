import type { Bag } from '@redbridge/contract'
import {
  anchoredParts,
  BAG_ENTRY,
  type BagContents,
  type BagExchange,
  type BagStep,
  listPart,
  writeZip,
  type ZipPart,
} from '@redbridge/ledger'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import { copyIntoBag, listItemsById } from '../evidence/index.ts'
import { viewOf } from './bags.view.ts'

export const SEAL_JOB = 'bags.seal'

/** What a bag is to hold, from whoever has it. */
export interface BagSource {
  readonly title: string
  /** what the bag is about, as JSON the recipient may see; names of small letters, digits and hyphens */
  readonly records: readonly { readonly name: string; readonly json: unknown }[]
  readonly itemIds: readonly string[]
  /** matters that the bag is about */
  readonly subjects: readonly string[]
  /** their steps, each proven by its ledger entry */
  readonly steps: readonly BagStep[]
  /** what the parties sent each other over the exchange; null: nothing */
  readonly exchange: BagExchange | null
}

/** What one file on one's disk may reasonably be, and fits the plain format. */
const MAX_BYTES = 1 << 30

/**
 * Asks for an evidence bag: what it holds is fixed now, each item is recorded as copied, and the digests of the manifest
 * go into the ledger; a job seals the bag once the ledger has signed for all of it.
 * @throws AppError not_found for an item that is not the actor's to see, bag_too_large
 */
export const exportBag = async (ctx: Ctx, source: BagSource): Promise<Bag> => {
  const id = newId('bag')
  const draftKey = `bags/${ctx.actor.organisation.id}/${id}.draft`
  try {
    return await ctx.tx(async (tx) => {
      await checkSize(ctx, tx, source.itemIds)
      const now = ctx.platform.clock.now()
      const items = await copyIntoBag(ctx, tx, source.itemIds, `证据包 ${id}`)
      const contents: BagContents = {
        bag: id,
        title: source.title,
        madeAt: now.toISOString(),
        madeBy: {
          organisation: { id: ctx.actor.organisation.id, name: ctx.actor.organisation.nameZh },
          person: ctx.actor.name,
        },
        items: items.map(({ record }) => record),
        present: new Set(items.flatMap(({ record, key }) => (key ? [record.id] : []))),
        custody: items.flatMap(({ custody }) => custody),
        steps: source.steps,
        exchange: source.exchange,
        records: source.records,
      }
      const parts = anchoredParts(contents)
      await ctx.platform.files.put(draftKey, writeZip(parts))
      await anchor(ctx, tx, { id, manifest: parts[0] as ZipPart, items: items.length, now })
      return insert(ctx, tx, { id, draftKey, source, now })
    })
  } catch (error) {
    await ctx.platform.files.delete(draftKey).catch(() => {})
    throw error
  }
}

const checkSize = async (ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> => {
  const items = await listItemsById(ctx, tx, ids)
  const bytes = items.reduce((all, item) => all + (item.disposed ? 0 : item.bytes), 0)
  if (bytes > MAX_BYTES) throw new AppError('bag_too_large')
}

const anchor = async (
  ctx: Ctx,
  tx: Tx,
  { id, manifest, items, now }: { id: string; manifest: ZipPart; items: number; now: Date },
): Promise<void> => {
  const { sha256, sm3 } = listPart(manifest)
  const readers = [ctx.actor.organisation.id]
  await appendEntries(tx, [{ kind: BAG_ENTRY, subject: id, readers, body: { sha256, sm3, items } }], now)
}

const insert = async (
  ctx: Ctx,
  tx: Tx,
  { id, draftKey, source, now }: { id: string; draftKey: string; source: BagSource; now: Date },
): Promise<Bag> => {
  const row = await tx
    .insertInto('evidence_bag')
    .values({
      id,
      organisation_id: ctx.actor.organisation.id,
      title: source.title,
      item_ids: [...source.itemIds],
      subjects: [...source.subjects],
      draft_key: draftKey,
      by_user: ctx.actor.userId,
      by_name: ctx.actor.name,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const detail = { items: source.itemIds, subjects: source.subjects }
  await audit(tx, ctx.actor, { action: 'bag.made', subjectKind: 'bag', subjectId: id, detail })
  await ctx.platform.jobs.send(tx, SEAL_JOB, { bagId: id }, id)
  return viewOf(row)
}
