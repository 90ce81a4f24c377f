import type { BagState, CaptureState, CustodyEvent, EvidenceKind } from '@redbridge/contract'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0009: evidence, its custody, captures and bags.
type Time = ColumnType<Date, Date | string, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Big = ColumnType<number, number | bigint, number | bigint>
type NullBig = ColumnType<number | null, number | null | undefined, number | null>
type Json<T extends object> = JSONColumnType<T>
type Day = string

export interface EvidenceContentTable {
  organisation_id: string
  sha256: string
  sm3: string
  bytes: Big
  key: string | null
}
export interface EvidenceItemTable {
  id: string
  organisation_id: string
  kind: EvidenceKind
  title: string
  note: string
  name: string
  bytes: Big
  sha256: string
  sm3: string
  capture: Json<Record<string, unknown>> | null
  salt: string
  taken_by: string
  taken_by_name: string
  taken_at: Time
  retention: string
  retain_until: Day | null
  held_at: NullTime
  held_by_name: string | null
  held_reason: string | null
  disposed_at: NullTime
  disposed_by_name: string | null
  disposed_reason: string | null
}
export interface EvidenceReaderTable {
  item_id: string
  owner_id: string
  organisation_id: string
  shared_at: Time
}
export interface EvidenceCustodyTable {
  no: Generated<number>
  id: string
  item_id: string
  owner_id: string
  event: CustodyEvent
  at: Time
  day: Day
  by_user: string
  by_name: string
  by_organisation_id: string
  by_organisation_name: string
  to_organisation_id: string | null
  to_organisation_name: string | null
  reason: string | null
  salt: string
}
export interface EvidenceCaptureTable {
  id: string
  organisation_id: string
  url: string
  purpose: string
  title: string
  retention: string
  state: Generated<CaptureState>
  item_id: string | null
  fault: Json<{ code: string; zh: string; en: string; detail?: string }> | null
  by_user: string
  by_name: string
  created_at: Time
  finished_at: NullTime
}
export interface EvidenceBagTable {
  id: string
  organisation_id: string
  title: string
  state: Generated<BagState>
  item_ids: string[]
  subjects: string[]
  draft_key: string
  file_key: string | null
  bytes: NullBig
  sha256: string | null
  fault: Json<{ code: string; zh: string; en: string }> | null
  by_user: string
  by_name: string
  created_at: Time
  finished_at: NullTime
}
