import type { CustodyRecord, ItemRecord } from '@redbridge/ledger'
import type { Selectable } from 'kysely'
import type { EvidenceCustodyTable, EvidenceItemTable } from '../../platform/db/schema-evidence.ts'

export type ItemRow = Selectable<EvidenceItemTable>
export type CustodyRow = Selectable<EvidenceCustodyTable>

/** The item's record as the ledger committed to it when it was taken. */
export const itemRecordOf = (row: ItemRow): ItemRecord => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  note: row.note,
  name: row.name,
  bytes: row.bytes,
  sha256: row.sha256,
  sm3: row.sm3,
  organisation: row.organisation_id,
  takenBy: { id: row.taken_by, name: row.taken_by_name },
  takenAt: row.taken_at.toISOString(),
  retention: row.retention,
  capture: row.capture,
  salt: row.salt,
})

/** A step of custody as the ledger committed to it. */
export const custodyRecordOf = (row: CustodyRow): CustodyRecord => ({
  id: row.id,
  item: row.item_id,
  event: row.event,
  at: row.at.toISOString(),
  by: { id: row.by_user, name: row.by_name },
  organisation: { id: row.by_organisation_id, name: row.by_organisation_name },
  to: row.to_organisation_id ? { id: row.to_organisation_id, name: row.to_organisation_name ?? '' } : null,
  reason: row.reason,
  salt: row.salt,
})
