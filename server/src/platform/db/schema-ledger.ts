import type { LedgerAlarmKind } from '@redbridge/contract'
import type { ColumnType, Generated } from 'kysely'

// Tables of migration 0008: the evidence ledger.
type Time = ColumnType<Date, Date | string, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type NullBig = ColumnType<number | null, number | null | undefined, number | null>

export interface LedgerEntryTable {
  no: Generated<number>
  id: string
  at: Time
  kind: string
  subject: string
  readers: string[]
  salt: Buffer
  envelope: string
}
export interface LedgerPendingTable {
  entry_no: ColumnType<number>
}
export interface LedgerLeafTable {
  leaf_index: ColumnType<number>
  entry_no: ColumnType<number>
  entry_id: string
  sha256: Buffer
  sm3: Buffer
}
export interface LedgerNodeTable {
  level: number
  node_index: ColumnType<number>
  sha256: Buffer
  sm3: Buffer
}
export interface LedgerCheckpointTable {
  size: ColumnType<number>
  sha256: Buffer
  sm3: Buffer
  note: string
  at: Time
}
export interface LedgerKeyTable {
  id: string
  algorithm: 'ed25519' | 'sm2'
  name: string
  public_key: Buffer
  sealed: Buffer | null
  from_size: ColumnType<number>
  endorsement: string | null
  created_at: Time
  retired_size: NullBig
  retired_at: NullTime
}
export interface LedgerWitnessTable {
  id: string
  organisation_id: string
  name: string
  key_id: string
  public_key: Buffer
  registered_by: string
  created_at: Time
  revoked_at: NullTime
}
export interface LedgerCosignatureTable {
  size: ColumnType<number>
  witness_id: string
  line: string
  signed_at: Time
  received_at: Time
}
export interface LedgerTimestampTable {
  size: ColumnType<number>
  authority: string
  token: Buffer
  stamped_at: Time
  received_at: Time
}
export interface LedgerAlarmTable {
  id: string
  kind: LedgerAlarmKind
  place: string
  zh: string
  en: string
  first_seen: Time
  last_seen: Time
  resolved_at: NullTime
  acknowledged_at: NullTime
  acknowledged_by: string | null
  reason: string | null
}

export interface LedgerTables {
  ledger_entry: LedgerEntryTable
  ledger_pending: LedgerPendingTable
  ledger_leaf: LedgerLeafTable
  ledger_node: LedgerNodeTable
  ledger_checkpoint: LedgerCheckpointTable
  ledger_key: LedgerKeyTable
  ledger_witness: LedgerWitnessTable
  ledger_cosignature: LedgerCosignatureTable
  ledger_timestamp: LedgerTimestampTable
  ledger_alarm: LedgerAlarmTable
}
