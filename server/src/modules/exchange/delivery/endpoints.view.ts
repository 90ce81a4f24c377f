import type { ExchangeEndpoint } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/pool.ts'
import { AppError } from '../../../platform/errors.ts'

const ENDPOINT = [
  'e.id',
  'e.url',
  'e.name',
  'e.types',
  'e.state',
  'e.created_at',
  'e.failing_since',
  'e.delivered_at',
  'e.old_until',
] as const

/** Endpoints of an organisation as it sees them, in the order of their making; secrets are never among it. */
export const listEndpointViews = async (
  tx: Tx,
  of: { organisationId: string; now: Date; id?: string },
): Promise<ExchangeEndpoint[]> => {
  let query = tx
    .selectFrom('exchange_endpoint as e')
    .select(ENDPOINT)
    .select(
      sql<{ waiting: number; dead: number }>`(
        SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE d.state = 'waiting'),
                                  'dead', count(*) FILTER (WHERE d.state = 'dead'))
        FROM exchange_delivery d WHERE d.endpoint_id = e.id AND d.state IN ('waiting', 'dead'))`.as('counts'),
    )
    .where('e.organisation_id', '=', of.organisationId)
    .where('e.removed_at', 'is', null)
    .orderBy('e.created_at')
    .orderBy('e.id')
  if (of.id !== undefined) query = query.where('e.id', '=', of.id)
  return (await query.execute()).map((row) => ({
    id: row.id,
    url: row.url,
    name: row.name,
    types: row.types,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    failingSince: row.failing_since?.toISOString() ?? null,
    lastDeliveredAt: row.delivered_at?.toISOString() ?? null,
    waiting: row.counts.waiting,
    dead: row.counts.dead,
    oldSecretUntil: row.old_until && row.old_until > of.now ? row.old_until.toISOString() : null,
  }))
}

export const getEndpointView = async (
  tx: Tx,
  of: { organisationId: string; now: Date; id: string },
): Promise<ExchangeEndpoint> => {
  const [found] = await listEndpointViews(tx, of)
  if (!found) throw new AppError('not_found')
  return found
}
