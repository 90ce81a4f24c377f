import type { DeliveryFilter, ExchangeDelivery, Page, Replay } from '@redbridge/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import type { DeliveryFailure } from '../../../platform/db/schema-exchange.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Ctx } from '../../../platform/platform.ts'
import { typeTextOf } from '../messages.view.ts'
import { wakeAfterCommit } from './wake.ts'

interface DeliveryRow {
  id: number
  endpoint_id: string
  endpoint_name: string
  message_id: string
  kind: string
  event: string
  matter_id: string
  number: string
  state: ExchangeDelivery['state']
  attempts: number
  sent_at: Date
  next_at: Date | null
  delivered_at: Date | null
  last_status: number | null
  failures: DeliveryFailure[]
}

/** Deliveries to the endpoints of one's own organisation, newest first. */
export const listDeliveries = (ctx: Ctx, filter: z.output<typeof DeliveryFilter>): Promise<Page<ExchangeDelivery>> =>
  ctx.tx(async (tx) => {
    const { page, size, state, endpointId } = filter
    const shown = sql`CASE WHEN d.state = 'waiting' AND e.state = 'paused' THEN 'paused' ELSE d.state END`
    const chosen = sql`
      FROM exchange_delivery d JOIN exchange_endpoint e ON e.id = d.endpoint_id
      WHERE d.organisation_id = ${ctx.actor.organisation.id} AND e.removed_at IS NULL
        ${state ? sql`AND d.state = ${state === 'paused' ? 'waiting' : state} AND ${shown} = ${state}` : sql``}
        ${endpointId ? sql`AND d.endpoint_id = ${endpointId}` : sql``}`
    const { rows } = await sql<DeliveryRow>`
      SELECT q.*, m.kind, m.event, m.at AS sent_at, m.matter_id, t.number
      FROM (SELECT d.id, d.endpoint_id, e.name AS endpoint_name, d.message_id, ${shown} AS state, d.attempts, d.next_at,
              d.delivered_at, d.last_status, d.failures ${chosen}
            ORDER BY d.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}) q
      JOIN exchange_message m ON m.id = q.message_id JOIN matter t ON t.id = m.matter_id
      ORDER BY q.id DESC`.execute(tx)
    const total = await sql<{ total: number }>`SELECT count(*)::int AS total ${chosen}`.execute(tx)
    return { items: rows.map(viewOf), total: total.rows[0]?.total ?? 0, page, size }
  })

const viewOf = (row: DeliveryRow): ExchangeDelivery => {
  const failures = row.failures.map(({ at, status, zh, en, ms }) => ({ at, status, error: { zh, en }, ms }))
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    endpointName: row.endpoint_name,
    messageId: row.message_id,
    type: `${row.kind}.${row.event}`,
    typeText: typeTextOf(row.kind, row.event),
    matter: { id: row.matter_id, number: row.number },
    state: row.state,
    attempts: row.attempts,
    sentAt: row.sent_at.toISOString(),
    nextAt: row.next_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    lastStatus: row.last_status,
    lastError: row.state === 'delivered' ? null : (failures[0]?.error ?? null),
    failures,
  }
}

/**
 * Sends again, under the same ids: named deliveries whatever became of them, all that an endpoint was sent in vain, or all
 * since a time. What the receiver has had it knows by the id.
 */
export const replayDeliveries = async (ctx: Ctx, input: Replay): Promise<{ replayed: number }> => {
  const { ids, endpointId, since } = input
  if (ids === undefined && endpointId === undefined && since === undefined)
    throw new AppError('bad_request', {
      errors: [{ pointer: '/', message: 'ids、endpointId、since 至少一项 / One of ids, endpointId, since' }],
    })
  const now = ctx.platform.clock.now()
  return ctx.tx(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      UPDATE exchange_delivery d
      SET state = 'waiting', attempts = 0, first_at = NULL, next_at = ${now}, delivered_at = NULL
      FROM exchange_endpoint e
      WHERE e.id = d.endpoint_id AND e.removed_at IS NULL AND d.organisation_id = ${ctx.actor.organisation.id}
        ${ids ? sql`AND d.id = ANY (${ids}::bigint[])` : sql``}
        ${endpointId === undefined ? sql`` : sql`AND d.endpoint_id = ${endpointId}`}
        ${since === undefined ? sql`` : sql`AND d.created_at >= ${since}`}
        ${ids || since !== undefined ? sql`` : sql`AND d.state = 'dead'`}
      RETURNING d.id`.execute(tx)
    await audit(tx, ctx.actor, {
      action: 'exchange.replay',
      subjectKind: 'exchange_delivery',
      subjectId: endpointId ?? '',
      detail: { replayed: rows.length, ...(since ? { since } : {}), ...(ids ? { ids } : {}) },
    })
    wakeAfterCommit(ctx.platform, tx, true)
    return { replayed: rows.length }
  })
}
