import type { Text } from '@redbridge/contract'
import { sql } from 'kysely'
import { auditSystem } from '../../../platform/audit.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import type { Platform } from '../../../platform/platform.ts'
import { sendNotices } from '../../notices/index.ts'
import type { Claimed } from './claim.ts'
import { FAILING, nextTry } from './schedule.ts'

/** What came of an attempt. */
export interface Result {
  readonly delivery: Claimed
  readonly at: Date
  readonly ms: number
  /** null: no answer */
  readonly status: number | null
  /** null: it arrived */
  readonly error: Text | null
  readonly retryAfter: string | null
  /** nothing was sent, because the message had been receipted */
  readonly receipted?: true
}

/** A status that says so for good (Standard Webhooks): the endpoint is not to be asked any more. */
const GONE = 410
const NOTICE_EVERY = '1 day'

/** Writes what came of attempts, all in one transaction; written twice it changes nothing more. */
export const settle = async (platform: Platform, results: readonly Result[]): Promise<void> => {
  const arrived = results.filter((one) => one.error === null)
  const failed = results.filter((one) => one.error !== null)
  await platform.workerDb.transaction().execute(async (tx) => {
    // Failures first: one success among them means that the endpoint is back.
    if (failed.length > 0) await settleFailed(tx, failed)
    if (arrived.length > 0) await settleArrived(tx, arrived)
  })
}

const settleArrived = async (tx: Tx, results: readonly Result[]): Promise<void> => {
  const rows = results.map(({ delivery, at, status, receipted }) => ({
    id: delivery.id,
    at: receipted ? delivery.receivedAt : at,
    status,
    tried: receipted ? 0 : 1,
  }))
  await sql`
    UPDATE exchange_delivery d SET state = 'delivered', next_at = NULL, delivered_at = n.at, attempts = d.attempts + n.tried,
      last_status = n.status, first_at = coalesce(d.first_at, n.at)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id bigint, at timestamptz, status int, tried int)
    WHERE d.id = n.id AND d.state <> 'delivered'`.execute(tx)
  const endpoints = [
    ...Map.groupBy(
      results.filter((one) => !one.receipted),
      (one) => one.delivery.endpointId,
    ),
  ].map(([id, of]) => ({ id, at: (of.at(-1) as Result).at }))
  // Once a second is often enough to say that all is well.
  const { rows: recovered } = await sql<{ id: string }>`
    WITH news AS (
      SELECT e.id, n.at, e.failed_in_row FROM exchange_endpoint e
      JOIN jsonb_to_recordset(${JSON.stringify(endpoints)}::jsonb) AS n(id text, at timestamptz) ON n.id = e.id
      WHERE e.failed_in_row > 0 OR e.delivered_at IS NULL OR e.delivered_at < n.at - interval '1 second'
      ORDER BY e.id FOR UPDATE OF e)
    UPDATE exchange_endpoint e SET failed_in_row = 0, failing_since = NULL, delivered_at = news.at
    FROM news WHERE e.id = news.id RETURNING CASE WHEN news.failed_in_row >= ${FAILING} THEN e.id END AS id`.execute(tx)
  await hurry(
    tx,
    recovered.flatMap(({ id }) => id ?? []),
    results[0]?.at as Date,
  )
}

/**
 * What waits for an endpoint that is back is due now: after an outage nothing waits out the rest of its six hours. What
 * is due soon anyway, or being sent, is left alone.
 */
export const hurry = async (tx: Tx, endpointIds: readonly string[], now: Date): Promise<void> => {
  if (endpointIds.length > 0)
    await sql`UPDATE exchange_delivery SET next_at = ${now}
      WHERE endpoint_id = ANY (${endpointIds}::text[]) AND state = 'waiting' AND attempts > 0
        AND next_at > ${now}::timestamptz + interval '90 seconds'`.execute(tx)
}

const settleFailed = async (tx: Tx, results: readonly Result[]): Promise<void> => {
  const rows = results.map(({ delivery, at, status, error, ms, retryAfter }) => {
    const attempts = delivery.attempts + 1
    const next = nextTry({ at, firstAt: delivery.firstAt ?? at, attempts, retryAfter })
    return { id: delivery.id, at, status, next, failure: { at: at.toISOString(), status, ...error, ms } }
  })
  await sql`
    UPDATE exchange_delivery d SET state = CASE WHEN n.next IS NULL THEN 'dead' ELSE 'waiting' END, next_at = n.next,
      attempts = d.attempts + 1, first_at = coalesce(d.first_at, n.at), last_status = n.status,
      failures = jsonb_path_query_array(jsonb_build_array(n.failure) || d.failures, '$[0 to 19]')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS n(id bigint, at timestamptz, status int, next timestamptz, failure jsonb)
    WHERE d.id = n.id AND d.state = 'waiting'`.execute(tx)
  const dead = new Set(rows.filter((row) => row.next === null).map((row) => row.id))
  const endpoints = [...Map.groupBy(results, (one) => one.delivery.endpointId)].map(([id, of]) => ({
    id,
    at: (of[0] as Result).at,
    failures: of.length,
    gone: of.some((one) => one.status === GONE),
    dead: of.filter((one) => dead.has(one.delivery.id)).length,
  }))
  await noteFailing(tx, endpoints)
}

interface Failing {
  readonly id: string
  readonly at: Date
  readonly failures: number
  readonly gone: boolean
  readonly dead: number
}

const noteFailing = async (tx: Tx, endpoints: readonly Failing[]): Promise<void> => {
  const { rows } = await sql<{ id: string; name: string; organisation: string; paused: boolean; told: boolean }>`
    WITH before AS (
      SELECT e.id, e.state, n.at, n.failures, n.gone, n.dead,
        n.dead > 0 AND (e.noticed_at IS NULL OR e.noticed_at <= n.at - ${NOTICE_EVERY}::interval) AS told
      FROM exchange_endpoint e JOIN jsonb_to_recordset(${JSON.stringify(endpoints)}::jsonb)
        AS n(id text, at timestamptz, failures int, gone boolean, dead int) ON n.id = e.id
      ORDER BY e.id FOR UPDATE OF e)
    UPDATE exchange_endpoint e SET failed_in_row = e.failed_in_row + b.failures,
      failing_since = coalesce(e.failing_since, b.at), state = CASE WHEN b.gone THEN 'paused' ELSE e.state END,
      noticed_at = CASE WHEN b.told THEN b.at ELSE e.noticed_at END
    FROM before b WHERE e.id = b.id
    RETURNING e.id, e.name, e.organisation_id AS organisation, b.gone AND b.state = 'active' AS paused, b.told`.execute(
    tx,
  )
  const now = endpoints[0]?.at as Date
  const to = (organisation: string) => ({ to: organisation, from: organisation, link: '/bridge/integration' })
  await sendNotices(
    tx,
    rows.flatMap(({ name, organisation, paused, told }) => [
      ...(paused
        ? [
            {
              ...to(organisation),
              kind: 'exchange.endpoint_gone',
              zh: `接收地址“${name}”答复 410（不再接收），已暂停推送；消息仍在等待，可恢复或者主动拉取。`,
              en: `The endpoint “${name}” answered 410 Gone and was paused; messages wait, resume it or pull them.`,
            },
          ]
        : []),
      ...(told
        ? [
            {
              ...to(organisation),
              kind: 'exchange.dead_letter',
              zh: `接收地址“${name}”七日内未能送达，部分消息已停止重试；排除故障后可以重新推送。`,
              en: `The endpoint “${name}” could not be reached for seven days; some messages were given up. Replay them when it is mended.`,
            },
          ]
        : []),
    ]),
    now,
  )
  for (const { id, organisation, paused } of rows) if (paused) await auditPause(tx, id, organisation)
}

const auditPause = async (tx: Tx, id: string, organisationId: string): Promise<void> => {
  const organisation = await tx
    .selectFrom('organisation')
    .select(['id', 'name_zh', 'division'])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  await auditSystem(tx, organisation, {
    action: 'exchange.endpoint_pause',
    subjectKind: 'exchange_endpoint',
    subjectId: id,
    detail: { status: GONE },
  })
}
