import type { AnswerSummary, MemorandumPolicy } from '@redbridge/contract'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0015: what requests for assistance are checked against, and what came back.
type Time = ColumnType<Date, Date | string, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

interface MemorandumTable {
  matter_id: string
  version: number
  number: string
  title: string
  bureau_id: string
  division: string
  platform_id: string
  policy: JSONColumnType<MemorandumPolicy>
  from_on: string
  to_on: string
  accepted_at: Time
  ended_at: NullTime
}
interface AuthorisationTable {
  id: string
  bureau_id: string
  reaches: string[]
  document_no: string
  from_on: string
  to_on: string | null
  granted_by_id: string
  granted_by: string
  created_at: Time
  revoked_at: NullTime
}
interface SettingTable {
  bureau_id: string
  answer_days: number | null
  standard: JSONColumnType<Record<string, boolean>, string | undefined, string>
  source: Generated<string>
  updated_at: Time
  updated_by: string
}
interface TargetTable {
  matter_id: string
  kind: string
  digest: string
  platform_id: string
  bureau_id: string
  at: Time
  confidential: Generated<boolean>
}
interface AnswerTable {
  id: string
  matter_id: string
  organisation_id: string
  state: 'draft' | 'sent'
  part: boolean
  content: Buffer | null
  sha256: string
  bytes: number
  summary: JSONColumnType<Pick<AnswerSummary, 'groups' | 'none' | 'withheld'>>
  created_by: string
  created_at: Time
  sent_at: NullTime
  erase_on: string | null
  erased_at: NullTime
}
/** Measured times and counts; what nothing was measured for is null. */
type Figures = Record<string, number | null>
interface ServiceLevelTable {
  month: string
  by: 'all' | 'platform' | 'bureau'
  organisation_id: string
  name: string
  figures: JSONColumnType<Figures>
  computed_at: Time
}
export interface AssistanceTables {
  memorandum: MemorandumTable
  assistance_authorisation: AuthorisationTable
  assistance_setting: SettingTable
  assistance_target: TargetTable
  assistance_answer: AnswerTable
  service_level: ServiceLevelTable
}
