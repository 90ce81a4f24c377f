import type { EvidenceFilter } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/pool.ts'
import type { CustodyRow, ItemRow } from './records.ts'

export type ItemOfOwner = ItemRow & { organisation_name: string }

const withOwner = (tx: Tx) =>
  tx
    .selectFrom('evidence_item as i')
    .innerJoin('organisation as o', 'o.id', 'i.organisation_id')
    .selectAll('i')
    .select('o.name_zh as organisation_name')

/** An item the actor may see: its own organisation's, or one handed over to it. */
export const findItem = (tx: Tx, id: string): Promise<ItemOfOwner | undefined> =>
  withOwner(tx).where('i.id', '=', id).executeTakeFirst()

export const findItems = (tx: Tx, ids: readonly string[]): Promise<ItemOfOwner[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : withOwner(tx)
        .where('i.id', 'in', [...ids])
        .orderBy('i.taken_at')
        .orderBy('i.id')
        .execute()

/** The item, locked against a second move at the same time. */
export const lockItem = async (tx: Tx, id: string): Promise<ItemRow | undefined> =>
  tx.selectFrom('evidence_item').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

const whereOf = (own: string, filter: z.output<typeof EvidenceFilter>): RawBuilder<boolean> => {
  const parts: RawBuilder<unknown>[] = [
    filter.box === 'own' ? sql`i.organisation_id = ${own}` : sql`i.organisation_id <> ${own}`,
  ]
  if (filter.kind?.length) parts.push(sql`i.kind = ANY(${[...filter.kind]})`)
  if (filter.state?.length)
    parts.push(sql`CASE WHEN i.disposed_at IS NOT NULL THEN 'disposed' WHEN i.held_at IS NOT NULL THEN 'held' ELSE 'kept' END
      = ANY(${[...filter.state]})`)
  if (filter.q)
    parts.push(sql`(position(lower(${filter.q}) in lower(i.title)) > 0 OR position(lower(${filter.q}) in lower(i.name)) > 0
      OR starts_with(i.sha256, lower(${filter.q})) OR starts_with(i.sm3, lower(${filter.q})) OR i.id = ${filter.q})`)
  return sql`${sql.join(parts, sql` AND `)}`
}

export const listItems = async (tx: Tx, own: string, filter: z.output<typeof EvidenceFilter>) => {
  const where = whereOf(own, filter)
  const { rows: counted } = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM evidence_item i WHERE ${where}`.execute(tx)
  const { rows } = await sql<ItemOfOwner>`
    SELECT i.*, o.name_zh AS organisation_name FROM evidence_item i JOIN organisation o ON o.id = i.organisation_id
    WHERE ${where} ORDER BY i.taken_at DESC, i.id LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`.execute(
    tx,
  )
  return { rows, total: counted[0]?.n ?? 0 }
}

/** Steps the actor may see, in the order they happened. */
export const listCustody = (tx: Tx, itemIds: readonly string[]): Promise<CustodyRow[]> =>
  itemIds.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('evidence_custody')
        .selectAll()
        .where('item_id', 'in', [...itemIds])
        .orderBy('no')
        .execute()

export const listReaders = (tx: Tx, itemId: string) =>
  tx
    .selectFrom('evidence_reader as r')
    .leftJoin('organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.organisation_id', 'r.shared_at', 'o.name_zh as name'])
    .where('r.item_id', '=', itemId)
    .orderBy('r.shared_at')
    .execute()

/** Where the bytes of an item lie; null once they were disposed of. */
export const findKey = async (tx: Tx, item: Pick<ItemRow, 'organisation_id' | 'sha256'>): Promise<string | null> => {
  const content = await tx
    .selectFrom('evidence_content')
    .select('key')
    .where('organisation_id', '=', item.organisation_id)
    .where('sha256', '=', item.sha256)
    .executeTakeFirst()
  return content?.key ?? null
}
