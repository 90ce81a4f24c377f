import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0010: official letters, their templates and numbers.
type Time = ColumnType<Date, Date | string, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

interface LetterWordTable {
  issuer_id: string
  organ_code: string
  words: JSONColumnType<Record<string, string>>
  ordinal: Generated<boolean>
  contact: Generated<string>
  phone: Generated<string>
  address: Generated<string>
  changed_by: string
  changed_at: Time
}
interface LetterTemplateTable {
  bureau_id: string
  key: string
  version: number
  title_zh: string
  title_en: string
  body: string
  effective_from: string
  restored_from: number | null
  changed_by: string
  changed_at: Time
}
interface LetterCounterTable {
  issuer_id: string
  code: string
  year: number
  last: number
}
interface LetterTable {
  id: string
  issuer_id: string
  issuer_kind: 'bureau' | 'partner'
  division: string
  template_key: string
  template_version: number
  template_sha256: string
  code: string
  year: number
  serial: number
  number: string
  matter_id: string | null
  recipient_id: string
  recipient_name: string
  issuer_name: string
  title: string
  sealed: Buffer
  content_sha256: string
  issued_on: string
  issued_by: string
  issued_at: Time
  state: Generated<'issued' | 'void'>
  void_reason: string | null
  voided_by: string | null
  voided_at: NullTime
}

export interface LetterTables {
  letter_word: LetterWordTable
  letter_template: LetterTemplateTable
  letter_counter: LetterCounterTable
  letter: LetterTable
}
