import type { ColumnType, Generated, JSONColumnType } from 'kysely'

// Tables of migration 0014: messages between organisations, their receipts, keys, endpoints and deliveries.
type Time = ColumnType<Date, Date | string, Date | string>
type NullTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

interface ExchangeKeyTable {
  id: string
  organisation_id: string
  kind: 'hosted' | 'own'
  name: string
  public_key: Buffer
  sealed: Buffer | null
  created_by: string
  created_at: Time
  last_used_at: NullTime
  revoked_at: NullTime
  revoked_reason: string | null
  entry_id: string
}
interface ExchangeNonceTable {
  key_id: string
  nonce: string
  expires_at: Time
}
interface ExchangeMessageTable {
  no: Generated<number>
  id: string
  matter_id: string
  kind: string
  event: string
  from_id: string
  to_id: string
  at: Time
  move_entry_id: string
  envelope: string
  envelope_sha256: string
  signature: Buffer
  key_id: string
  entry_id: string
  confidential: Generated<boolean>
  received_at: NullTime
}
interface ExchangeReceiptTable {
  message_id: string
  id: string
  by_id: string
  by_user: string
  at: Time
  receipt: string
  signature: Buffer
  key_id: string
  entry_id: string
}
interface ExchangeEndpointTable {
  id: string
  organisation_id: string
  name: string
  url: string
  types: string[]
  secret: Buffer
  old_secret: Buffer | null
  old_until: NullTime
  state: 'active' | 'paused'
  created_by: string
  created_at: Time
  failing_since: NullTime
  failed_in_row: Generated<number>
  delivered_at: NullTime
  /** when its organisation was last told that something was given up */
  noticed_at: NullTime
  removed_at: NullTime
}
/** One failed attempt, as it is kept: newest first, at most twenty. */
export interface DeliveryFailure {
  at: string
  status: number | null
  zh: string
  en: string
  ms: number
}
interface ExchangeDeliveryTable {
  id: Generated<number>
  message_id: string
  endpoint_id: string
  organisation_id: string
  state: 'waiting' | 'delivered' | 'dead'
  attempts: Generated<number>
  created_at: Time
  first_at: NullTime
  next_at: NullTime
  delivered_at: NullTime
  last_status: number | null
  failures: JSONColumnType<DeliveryFailure[], string | undefined, string>
}
interface ExchangePendingTable {
  message_no: ColumnType<number, number, never>
}
export interface ExchangeTables {
  exchange_key: ExchangeKeyTable
  exchange_nonce: ExchangeNonceTable
  exchange_message: ExchangeMessageTable
  exchange_receipt: ExchangeReceiptTable
  exchange_endpoint: ExchangeEndpointTable
  exchange_delivery: ExchangeDeliveryTable
  exchange_pending: ExchangePendingTable
}
