import type { MessageFilter } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/pool.ts'

/** A message with its matter and receipt. */
export interface MessageRow {
  readonly no: number
  readonly id: string
  readonly kind: string
  readonly event: string
  readonly at: Date
  readonly matter_id: string
  readonly to_id: string
  readonly move_entry_id: string
  readonly envelope: string
  readonly envelope_sha256: string
  readonly signature: Buffer
  readonly key_id: string
  readonly confidential: boolean
  readonly received_at: Date | null
  readonly title: string
  readonly definition_version: number
  readonly receipt: string | null
  readonly receipt_signature: Buffer | null
  readonly receipt_key_id: string | null
}

const rowsWhere = (where: RawBuilder<boolean>, limit: number, newestFirst = false) => sql<MessageRow>`
  SELECT m.no, m.id, m.kind, m.event, m.at, m.matter_id, m.to_id, m.move_entry_id, m.envelope, m.envelope_sha256,
    m.signature, m.key_id, m.confidential, m.received_at, t.title, t.definition_version, r.receipt,
    r.signature AS receipt_signature, r.key_id AS receipt_key_id
  FROM exchange_message m JOIN matter t ON t.id = m.matter_id LEFT JOIN exchange_receipt r ON r.message_id = m.id
  WHERE ${where} ORDER BY m.no ${newestFirst ? sql`DESC` : sql``} LIMIT ${limit}`

export const findMessage = async (db: Db | Tx, id: string): Promise<MessageRow | undefined> =>
  (await rowsWhere(sql`m.id = ${id}`, 1).execute(db)).rows[0]

export const messagesById = async (db: Db | Tx, ids: readonly string[]): Promise<MessageRow[]> =>
  (await rowsWhere(sql`m.id = ANY (${[...ids]}::text[])`, ids.length).execute(db)).rows

/** An organisation's messages in the order of sending, or the newest first. */
export const listMessageRows = async (
  tx: Tx,
  organisationId: string,
  filter: MessageFilter & { readonly take: number },
): Promise<MessageRow[]> => {
  const newestFirst = filter.order === 'desc'
  const conditions = [
    filter.box === 'in' ? sql`m.to_id = ${organisationId}` : sql`m.from_id = ${organisationId}`,
    ...(filter.received === 'false' ? [sql`m.received_at IS NULL`] : []),
    ...(filter.received === 'true' ? [sql`m.received_at IS NOT NULL`] : []),
    ...(filter.matterId ? [sql`m.matter_id = ${filter.matterId}`] : []),
    ...(filter.type ? [sql`m.kind || '.' || m.event = ${filter.type}`] : []),
    ...(filter.after === undefined ? [] : [newestFirst ? sql`m.no < ${filter.after}` : sql`m.no > ${filter.after}`]),
  ]
  const where = sql<boolean>`${sql.join(conditions, sql` AND `)}`
  return (await rowsWhere(where, filter.take, newestFirst).execute(tx)).rows
}
