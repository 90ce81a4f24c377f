import type { Bag } from '@redbridge/contract'
import type { Selectable } from 'kysely'
import type { EvidenceBagTable } from '../../platform/db/schema-evidence.ts'

export type BagRow = Selectable<EvidenceBagTable>

export const viewOf = (row: BagRow): Bag => ({
  id: row.id,
  title: row.title,
  state: row.state,
  items: row.item_ids.length,
  createdAt: row.created_at.toISOString(),
  createdBy: row.by_name,
  finishedAt: row.finished_at?.toISOString() ?? null,
  bytes: row.bytes,
  sha256: row.sha256,
  fault: row.fault,
})
