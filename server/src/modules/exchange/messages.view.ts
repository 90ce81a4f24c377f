import type { Envelope, ExchangeMessage, Text } from '@redbridge/contract'
import { currentProcess, findProcess } from '@redbridge/law'
import type { Db, Tx } from '../../platform/db/pool.ts'
import { type KeptRecord, listRecords } from '../matters/index.ts'
import { type MessageRow, messagesById } from './messages.store.ts'

/** What a message is about in words: 'assistance_request.approve' → 协查函：批准并发出. */
export const typeTextOf = (kind: string, event: string, version?: number): Text => {
  const definition = version === undefined ? currentProcess(kind) : findProcess(kind, version)
  const step =
    event === 'message'
      ? { zh: '消息', en: 'Message' }
      : definition?.transitions.find((one) => one.event === event)?.text
  if (!definition || !step) return { zh: `${kind}.${event}`, en: `${kind}.${event}` }
  return { zh: `${definition.title.zh}：${step.zh}`, en: `${definition.title.en}: ${step.en}` }
}

/**
 * What a message says. Of a move its form, and the last form of each event up to it; of a plain message text and files.
 * With it the record, salt included, that the sender signed the digest of (recordSha256 of the envelope), so that the
 * receiver proves the content by itself.
 */
const contentOf = (row: MessageRow, told: readonly KeptRecord[]): ExchangeMessage['content'] => {
  const at = told.findIndex((one) => one.entryId === row.move_entry_id)
  const record = told[at]?.record
  if (!record) return null
  if (record.type === 'message') return { text: record.text, files: record.files, record }
  const facts = Object.fromEntries(
    told
      .slice(0, at + 1)
      .flatMap(({ record: { type, event, form } }) => (type === 'move' && event ? [[event, form]] : [])),
  )
  return { form: record.form, facts, record }
}

const signed = (text: string, signature: Buffer, keyId: string) => ({
  text,
  signature: signature.toString('base64'),
  keyId,
})

/** A message on the wire. Names of the parties are those that were signed. */
const messageView = (row: MessageRow, content: ExchangeMessage['content']): ExchangeMessage => {
  const { from, to, matter } = JSON.parse(row.envelope) as Envelope
  const { receipt, receipt_signature, receipt_key_id } = row
  return {
    no: row.no,
    id: row.id,
    type: `${row.kind}.${row.event}`,
    typeText: typeTextOf(row.kind, row.event, row.definition_version),
    at: row.at.toISOString(),
    from,
    to,
    matter: { ...matter, title: row.title },
    envelope: signed(row.envelope, row.signature, row.key_id),
    receipt: receipt && receipt_signature && receipt_key_id ? signed(receipt, receipt_signature, receipt_key_id) : null,
    receivedAt: row.received_at?.toISOString() ?? null,
    content,
  }
}

/** Messages with their content, in two statements for any number. */
export const withContent = async (db: Db | Tx, rows: readonly MessageRow[]): Promise<ExchangeMessage[]> => {
  const told = Map.groupBy(
    await listRecords(
      db,
      rows.map((row) => row.matter_id),
    ),
    (one) => one.matterId,
  )
  return rows.map((row) => messageView(row, contentOf(row, told.get(row.matter_id) ?? [])))
}

/**
 * Messages as a webhook carries them (role redbridge_worker), by id, exactly what pulling answers; of confidential
 * requests without their content, which the receiver pulls.
 */
export const messagesForDelivery = async (
  db: Db | Tx,
  ids: readonly string[],
): Promise<Map<string, ExchangeMessage>> => {
  const rows = ids.length > 0 ? await messagesById(db, ids) : []
  const open = await withContent(
    db,
    rows.filter((row) => !row.confidential),
  )
  const closed = rows.filter((row) => row.confidential).map((row) => messageView(row, null))
  return new Map([...open, ...closed].map((message) => [message.id, message]))
}
