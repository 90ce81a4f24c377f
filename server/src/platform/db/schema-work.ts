import type { ColumnType } from 'kysely'

// Tables of migration 0006: notices and packages of transfers.
type Time = ColumnType<Date, Date | string, Date | string>

export interface NoticeTable {
  id: string
  organisation_id: string
  from_organisation_id: string
  kind: string
  zh: string
  en: string
  link: string
  created_at: Time
}
export interface TransferPackageTable {
  package_no: string
  batch_id: string
  from_bureau_id: string
  from_division: string
  to_bureau_id: string | null
  to_division: string
  province: string
  year: number
  serial: number
  state: 'sending' | 'sent'
  expected: number
  answer_due_on: string | null
  sent_by: string
  sent_at: Time
}
