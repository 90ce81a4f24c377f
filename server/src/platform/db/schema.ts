import type { Answer, BatchState, ProblemState, TransferFinding, TransferState } from '@redbridge/contract'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { AccountTables } from './schema-accounts.ts'
import type { AssistanceTables } from './schema-assistance.ts'
import type {
  EvidenceBagTable,
  EvidenceCaptureTable,
  EvidenceContentTable,
  EvidenceCustodyTable,
  EvidenceItemTable,
  EvidenceReaderTable,
} from './schema-evidence.ts'
import type { ExchangeTables } from './schema-exchange.ts'
import type { LawTables } from './schema-law.ts'
import type { LedgerTables } from './schema-ledger.ts'
import type { LetterTables } from './schema-letters.ts'
import type { MatterTables } from './schema-matters.ts'
import type { NoticeTable, TransferPackageTable } from './schema-work.ts'

// The tables as queries see them; migrations/*.sql is the truth, and a test compares the two.
type Time = ColumnType<Date, Date | string | undefined, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json<T extends object> = JSONColumnType<T>
type Big = ColumnType<number, number | bigint | undefined, number | bigint>
/** statutory dates stay text 'YYYY-MM-DD' (see the type parser in pool.ts) */
type Day = string

export interface OrganisationTable {
  id: string
  kind: 'bureau' | 'platform' | 'partner'
  name_zh: string
  name_en: Generated<string>
  division: string
  uscc: string | null
  url: string | null
  category: string | null
  found_by: string | null
  found_on: Day | null
  status: string | null
  on_bridge: Generated<boolean>
  sandbox_of: string | null
  sandbox: Generated<boolean>
  created_at: Time
  updated_at: Time
}
export interface AuditEventTable {
  id: Generated<number>
  at: Time
  user_id: string | null
  actor_name: string
  organisation_id: string | null
  organisation_name: string
  division: string
  action: string
  subject_kind: string
  subject_id: string
  detail: Json<Record<string, unknown>>
}
export interface StoredFileTable {
  id: string
  organisation_id: string
  name: string
  key: string
  bytes: Big
  sha256: string
  purpose: string
  created_at: Time
}
export interface IdempotencyKeyTable {
  organisation_id: string
  key: string
  route: string
  request_hash: string
  response: Json<object> | null
  created_at: Time
}
export interface RegisterTable {
  id: string
  bureau_id: string
  division: string
  name_zh: string
  name_en: Generated<string>
  coverage: string[]
  current_version_id: string | null
  created_at: Time
}
export interface RegisterImportTable {
  id: string
  register_id: string
  division: string
  kind: 'register' | 'cancelled' | 'revoked' | 'abnormal' | 'serious'
  mode: 'replace' | 'add'
  file_name: string
  file_key: string
  csv_key: string | null
  mapping: Json<Record<string, number>> | null
  as_of: Day
  state: Generated<'uploaded' | 'reading' | 'ready' | 'failed'>
  rows: Big
  rows_read: Big
  bytes: Big
  problem: Json<{ code: string; zh: string; en: string }> | null
  by_user: string
  created_at: Time
}
export interface RegisterVersionTable {
  id: string
  register_id: string
  division: string
  no: number
  as_of: Day
  imports: string[]
  state: Generated<'building' | 'ready' | 'failed'>
  entries: Big
  index_key: string | null
  bytes: ColumnType<number | null, number | null | undefined, number | null>
  build_seconds: number | null
  created_at: Time
}
export interface ReportPeriodTable {
  id: string
  key: string
  bureau_id: string
  division: string
  opens_on: Day
  due_on: Day
  closes_on: Day
  created_at: Time
}
export interface ReportBatchTable {
  id: string
  period_id: string
  platform_id: string
  division: string
  source: 'file' | 'rows'
  file_name: string | null
  file_key: string | null
  bytes: Big
  sha256: string | null
  state: Generated<BatchState>
  stage: Generated<'waiting' | 'reading' | 'matching' | 'finishing' | 'done'>
  mapping: Json<Record<string, number>> | null
  columns: Json<{ known: string[]; unknown: string[]; header: string[] }> | null
  register_version_id: string | null
  register_no: number | null
  register_as_of: Day | null
  chunks: number | null
  chunks_done: Generated<number>
  rows_total: ColumnType<number | null, number | null | undefined, number | null>
  totals: Json<Record<string, unknown>>
  fault: Json<{ code: string; zh: string; en: string }> | null
  uploaded_by: string
  uploaded_at: Time
  started_at: NullTime
  finished_at: NullTime
  replaces_batch_id: string | null
  updated_at: Time
}
export interface BatchChunkTable {
  batch_id: string
  no: number
  division: string
  platform_id: string
  key: string
  byte_from: Big
  byte_to: Big
  first_row: Big
  rows: number
  segments: Json<{ row: number; source: number }[]>
  duplicates: Generated<number[]>
  correction: Generated<boolean>
  state: Generated<'waiting' | 'done'>
  totals: Json<Record<string, unknown>> | null
  done_at: NullTime
}
export interface ReportDutyTable {
  id: string
  period_id: string
  platform_id: string
  division: string
  batch_id: string | null
  reminded_at: NullTime
  rectification_at: NullTime
  rectification_due_on: Day | null
  rectification_text: string | null
  rectification_by: string | null
  resolved_at: NullTime
}
export interface ProblemTable {
  id: string
  batch_id: string
  chunk_no: number
  row_no: Big
  period_id: string
  platform_id: string
  division: string
  kind: string | null
  kinds: string[]
  undecided_reason: string | null
  state: Generated<ProblemState>
  version: Generated<number>
  name: string
  uscc: string
  representative: Generated<string>
  address: Generated<string>
  shop_name: Generated<string>
  shop_url: Generated<string>
  phone_masked: Generated<string>
  sealed: Buffer | null
  province: Generated<string>
  tier: Generated<string>
  registered: Json<Registered> | null
  proposed_code: string | null
  pushed_at: NullTime
  answer_due_on: Day | null
  push_message: string | null
  answer: Answer | null
  answer_text: string | null
  corrected_name: string | null
  corrected_uscc: string | null
  proof_file_id: string | null
  answered_at: NullTime
  verified_at: NullTime
  updated_at: Time
}
/** The register entry a problem was matched with, as it stood in the version used. */
export interface Registered {
  uscc: string
  name: string
  representative: string
  status: string
  statusDate: string
  abnormal: boolean
  serious: boolean
  address: string
  listedReason: string
}
export interface ProblemEventTable {
  id: Generated<number>
  problem_id: string
  at: Time
  event: string
  from_state: string | null
  to_state: string | null
  by_user: string
  by_organisation: string
  reason: string | null
  platform_id: string
  division: string
}
export interface TransferTable {
  id: string
  package_no: string
  batch_id: string
  row_no: Big
  period_key: string
  platform_name: string
  from_bureau_id: string
  from_division: string
  to_bureau_id: string | null
  to_division: string
  province: string
  name: string
  uscc: string
  shop_name: Generated<string>
  address: Generated<string>
  state: Generated<TransferState>
  version: Generated<number>
  sent_at: Time
  sent_by: string
  answer_due_on: Day | null
  received_at: NullTime
  received_by: string | null
  proposed: TransferFinding | null
  finding: TransferFinding | null
  note: string | null
  answered_at: NullTime
  answered_by: string | null
  closed_at: NullTime
  proposed_at: NullTime
  registered: Json<Registered> | null
  applied_at: NullTime
}

export interface Database
  extends AccountTables,
    AssistanceTables,
    ExchangeTables,
    LawTables,
    LedgerTables,
    MatterTables,
    LetterTables {
  organisation: OrganisationTable
  audit_event: AuditEventTable
  stored_file: StoredFileTable
  idempotency_key: IdempotencyKeyTable
  register: RegisterTable
  register_import: RegisterImportTable
  register_version: RegisterVersionTable
  report_period: ReportPeriodTable
  report_batch: ReportBatchTable
  batch_chunk: BatchChunkTable
  report_duty: ReportDutyTable
  problem: ProblemTable
  problem_event: ProblemEventTable
  transfer: TransferTable
  transfer_package: TransferPackageTable
  notice: NoticeTable
  evidence_content: EvidenceContentTable
  evidence_item: EvidenceItemTable
  evidence_reader: EvidenceReaderTable
  evidence_custody: EvidenceCustodyTable
  evidence_capture: EvidenceCaptureTable
  evidence_bag: EvidenceBagTable
}
