import type { ExchangeMessage, Text } from '@redbridge/contract'
import { currentProcess } from '@redbridge/law'
import type { Platform } from '../../../platform/platform.ts'

/** What a move is called: 'assistance_request.approve' → 协查函：批准并发出. */
export const typeTextOf = (kind: string, event: string): Text => {
  const definition = currentProcess(kind)
  const step =
    event === 'message'
      ? { zh: '消息', en: 'Message' }
      : definition?.transitions.find((one) => one.event === event)?.text
  if (!definition || !step) return { zh: `${kind}.${event}`, en: `${kind}.${event}` }
  return { zh: `${definition.title.zh}：${step.zh}`, en: `${definition.title.en}: ${step.en}` }
}

/** The body of a webhook, as Standard Webhooks has it. */
export const bodyOf = (message: ExchangeMessage): string =>
  JSON.stringify({ type: 'exchange.message', timestamp: message.at, data: message })

/** Messages as their receivers see them, by id. */
export const messagesForDelivery = async (
  { workerDb }: Platform,
  ids: readonly string[],
): Promise<Map<string, ExchangeMessage>> => {
  if (ids.length === 0) return new Map()
  const rows = await workerDb
    .selectFrom('exchange_message as m')
    .innerJoin('matter as t', 't.id', 'm.matter_id')
    .innerJoin('organisation as f', 'f.id', 'm.from_id')
    .innerJoin('organisation as o', 'o.id', 'm.to_id')
    .select(['m.no', 'm.id', 'm.kind', 'm.event', 'm.at', 'm.envelope', 'm.signature', 'm.key_id', 'm.received_at'])
    .select(['m.from_id', 'f.name_zh as from_name', 'm.to_id', 'o.name_zh as to_name'])
    .select(['t.id as matter_id', 't.number', 't.title'])
    .where('m.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        no: row.no,
        id: row.id,
        type: `${row.kind}.${row.event}`,
        typeText: typeTextOf(row.kind, row.event),
        at: row.at.toISOString(),
        from: { id: row.from_id, name: row.from_name },
        to: { id: row.to_id, name: row.to_name },
        matter: { id: row.matter_id, number: row.number, kind: row.kind, title: row.title },
        envelope: { text: row.envelope, signature: row.signature.toString('base64'), keyId: row.key_id },
        receipt: null,
        receivedAt: row.received_at?.toISOString() ?? null,
        content: null,
      },
    ]),
  )
}
