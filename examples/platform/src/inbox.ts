import type { ExchangeKey, ExchangeMessage } from '@redbridge/client'
import { type Database, nowText } from './database.ts'

// The inbox: a message is stored before it is acknowledged, once however often it comes, and worked on until it is
// handled. Messages of one matter are handled in the order they were sent.

export interface Stored {
  readonly id: string
  readonly matterId: string
  readonly kind: string
  readonly event: string
  readonly message: ExchangeMessage
  readonly received: boolean
  readonly tries: number
}

/** Stores a message; false when it is there already. A content that a webhook left out is filled in later. */
export const storeMessage = (db: Database, message: ExchangeMessage): boolean => {
  const [kind = '', event = ''] = message.type.split('.')
  return (
    db.run(
      `INSERT INTO message (id, matter_id, kind, event, at, message, stored_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
      message.id,
      message.matter.id,
      kind,
      event,
      message.at,
      JSON.stringify(message),
      nowText(),
    ) > 0
  )
}

const OPEN = 'handled_at IS NULL AND wait_until <= ?'

/** What is to be done next, oldest first; of each matter only its oldest message. */
export const nextMessages = (db: Database, limit: number): Stored[] =>
  db
    .all(
      `SELECT * FROM message m WHERE ${OPEN} AND NOT EXISTS (SELECT 1 FROM message e WHERE e.matter_id = m.matter_id
         AND e.handled_at IS NULL AND (e.at < m.at OR (e.at = m.at AND e.id < m.id))) ORDER BY at, id LIMIT ?`,
      Date.now(),
      limit,
    )
    .map((row) => ({
      id: String(row.id),
      matterId: String(row.matter_id),
      kind: String(row.kind),
      event: String(row.event),
      message: JSON.parse(String(row.message)) as ExchangeMessage,
      received: row.received_at !== null,
      tries: Number(row.tries),
    }))

/** Keeps the receipt we gave, with the key that signed the message: our own proof of what came. */
export const keepReceipt = (db: Database, message: ExchangeMessage, senderKey: ExchangeKey): void => {
  db.run(
    'UPDATE message SET message = ?, sender_key = ?, receipt = ?, received_at = ? WHERE id = ?',
    JSON.stringify(message),
    JSON.stringify(senderKey),
    JSON.stringify(message.receipt),
    message.receivedAt ?? nowText(),
    message.id,
  )
}

export const markHandled = (db: Database, id: string): void => {
  db.run('UPDATE message SET handled_at = ?, error = NULL WHERE id = ?', nowText(), id)
}

/** Tries again later, each time later: a second, two, four … five minutes at most. */
export const postpone = (db: Database, { id, tries }: Stored, error: unknown): void => {
  const wait = Math.min(1000 * 2 ** tries, 300_000)
  db.run(
    'UPDATE message SET tries = tries + 1, wait_until = ?, error = ? WHERE id = ?',
    Date.now() + wait,
    String(error).slice(0, 500),
    id,
  )
}

/** A bureau's answer was down or refused to talk: after a restart everything is tried at once. */
export const hurry = (db: Database): void => {
  db.run('UPDATE message SET wait_until = 0 WHERE handled_at IS NULL')
}
