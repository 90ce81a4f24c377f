import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0012: the matter kernel.
type Time = ColumnType<Date, Date | string, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

export interface MatterTable {
  id: string
  kind: string
  definition_version: number
  number: string
  title: string
  state: string
  version: Generated<number>
  owner_id: string
  division: string
  party_ids: string[]
  seen_by: string[]
  holder: string | null
  holder_id: string | null
  outcome: Generated<boolean>
  subject_kind: string | null
  subject_id: string | null
  opened_at: Time
  updated_at: Time
  closed_at: NullTime
}
export interface MatterPartyTable {
  matter_id: string
  role: string
  organisation_id: string
  assignee_id: string | null
}
export interface MatterEventTable {
  id: Generated<number>
  matter_id: string
  at: Time
  type: 'move' | 'message' | 'note' | 'assigned' | 'clock'
  event: string | null
  from_state: string | null
  to_state: string | null
  party: string | null
  user_id: string | null
  by_user: string
  organisation_id: string | null
  by_organisation: string
  only_for: string | null
  internal: Generated<boolean>
  text: string | null
  form: JSONColumnType<Record<string, unknown>>
  files: Generated<string[]>
  letter_id: string | null
  entry_id: string | null
  salt: Generated<string>
}
export interface MatterClockTable {
  id: string
  matter_id: string
  clock: string
  owed_by: string
  owed_by_id: string
  only_for: string | null
  rule: JSONColumnType<object>
  start_event: string
  started_on: string
  due_on: string
  fixed: Generated<boolean>
  state: 'running' | 'paused' | 'stopped'
  stopped_on: string | null
  pauses: JSONColumnType<object[]>
  extensions: JSONColumnType<object[]>
  working: JSONColumnType<{ zh: string[]; en: string[] }>
  reminded: Generated<number[]>
  escalated_at: NullTime
}
export interface MatterWatchTable {
  matter_id: string
  user_id: string
  organisation_id: string
}
export interface DelegationTable {
  id: string
  organisation_id: string
  user_id: string
  deputy_id: string
  from_on: string
  to_on: string
  created_at: Time
  ended_at: NullTime
}
export interface MatterNumberTable {
  word: string
  year: number
  last: number
}
export interface ConservationProofTable {
  id: Generated<number>
  at: Time
  ok: boolean
  faults: JSONColumnType<object[]>
}
export interface MatterTables {
  matter: MatterTable
  matter_party: MatterPartyTable
  matter_event: MatterEventTable
  matter_clock: MatterClockTable
  matter_watch: MatterWatchTable
  delegation: DelegationTable
  matter_number: MatterNumberTable
  conservation_proof: ConservationProofTable
}
