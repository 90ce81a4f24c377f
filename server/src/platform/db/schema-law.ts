import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0011: what administrators know better about the law.
type Time = ColumnType<Date, Date | string, never>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json<T extends object> = JSONColumnType<T>
type Day = string
interface Words {
  readonly zh: string
  readonly en: string
}

export interface DeadlineChangeTable {
  id: string
  rule_id: string
  from_day: Day
  amount: number
  unit: 'working_day' | 'calendar_day' | 'month' | 'year' | 'hour'
  rest_day: 'next_working_day' | 'stands'
  basis: string | null
  confidence: 'read' | 'page' | 'memory' | 'unconfirmed'
  source: string
  reason: string
  organisation_id: string
  by_user: string
  created_at: Time
  withdrawn_at: NullTime
  withdrawn_by: string | null
  withdraw_reason: string | null
}
export interface HolidayOrderTable {
  id: string
  year: number
  holidays: Json<{ from: string; to: string; name: Words }[]>
  workdays: Json<{ day: string; name: Words }[]>
  source: string
  organisation_id: string
  by_user: string
  created_at: Time
  withdrawn_at: NullTime
  withdrawn_by: string | null
  withdraw_reason: string | null
}
export interface LawStateTable {
  only: Generated<boolean>
  token: string
}

export interface LawTables {
  deadline_change: DeadlineChangeTable
  holiday_order: HolidayOrderTable
  law_state: LawStateTable
}
