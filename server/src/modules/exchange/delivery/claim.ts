import { sql } from 'kysely'
import type { Db } from '../../../platform/db/pool.ts'
import { FAILING, LEASE_MS, PER_ENDPOINT } from './schedule.ts'

/** A delivery that this worker holds until its lease ends. */
export interface Claimed {
  readonly id: number
  readonly messageId: string
  readonly endpointId: string
  /** attempts so far */
  readonly attempts: number
  readonly firstAt: Date | null
  /** its message was receipted meanwhile, by pulling or by a person */
  readonly receivedAt: Date | null
}
export interface Room {
  readonly now: Date
  /** how many may be taken at most */
  readonly limit: number
  /** how many are being sent, by endpoint */
  readonly busy: ReadonlyMap<string, number>
}
const leaseOf = ({ now }: Room): string => new Date(now.getTime() + LEASE_MS).toISOString()
const busyOf = ({ busy }: Room): string => JSON.stringify(Object.fromEntries(busy))

/**
 * Makes the deliveries of messages that wait for theirs, one for each endpoint of the receiver that wants the type, and
 * takes at once those that can be sent at once. One statement: whoever is killed has made all of them or none. Messages
 * numbered `from` or less are left out: what was taken stays in the way while a long transaction can still see it.
 */
export const takePending = async (
  db: Db,
  room: Room,
  from: number,
): Promise<{ claimed: Claimed[]; left: string[]; messages: number; newest: number }> => {
  const { rows } = await sql<{ no: number; id: number | null; message_id: string; endpoint_id: string; ours: boolean }>`
    WITH taken AS (
      DELETE FROM exchange_pending WHERE message_no IN (
        SELECT message_no FROM exchange_pending WHERE message_no > ${from} ORDER BY message_no LIMIT ${room.limit}
        FOR UPDATE SKIP LOCKED)
      RETURNING message_no),
    wanted AS (
      SELECT m.id AS message_id, e.id AS endpoint_id, e.organisation_id,
        e.state = 'active' AND e.failed_in_row < ${FAILING}
          AND row_number() OVER (PARTITION BY e.id ORDER BY m.no) <=
              ${PER_ENDPOINT} - coalesce((${busyOf(room)}::jsonb ->> e.id)::int, 0) AS ours
      FROM taken JOIN exchange_message m ON m.no = taken.message_no
      JOIN exchange_endpoint e ON e.organisation_id = m.to_id AND e.removed_at IS NULL
        AND (e.types = '{}' OR m.kind || '.' || m.event = ANY (e.types))),
    made AS (
      INSERT INTO exchange_delivery (message_id, endpoint_id, organisation_id, state, created_at, next_at)
      SELECT message_id, endpoint_id, organisation_id, 'waiting', ${room.now},
        CASE WHEN ours THEN ${leaseOf(room)}::timestamptz ELSE ${room.now} END
      FROM wanted ORDER BY message_id ON CONFLICT DO NOTHING
      RETURNING id, message_id, endpoint_id)
    SELECT taken.message_no AS no, NULL::bigint AS id, '' AS message_id, '' AS endpoint_id, false AS ours FROM taken
    UNION ALL
    SELECT 0, made.id, made.message_id, made.endpoint_id, wanted.ours FROM made JOIN wanted USING (message_id, endpoint_id)
    `.execute(db)
  const taken = rows.filter((row) => row.id === null)
  return {
    claimed: rows.flatMap(({ id, message_id, endpoint_id, ours }) =>
      id !== null && ours
        ? [{ id, messageId: message_id, endpointId: endpoint_id, attempts: 0, firstAt: null, receivedAt: null }]
        : [],
    ),
    left: rows.flatMap(({ id, endpoint_id, ours }) => (id !== null && !ours ? [endpoint_id] : [])),
    messages: taken.length,
    newest: taken.reduce((most, { no }) => Math.max(most, no), 0),
  }
}

/**
 * Takes what is due: of every endpoint as many as it has room for, of a failing one a single one, so that one that does
 * not answer cannot hold up the others. Who else works takes others (SKIP LOCKED).
 */
export const takeDue = async (db: Db, room: Room): Promise<Claimed[]> => {
  const { rows } = await sql<Claimed>`
    WITH chosen AS (
      SELECT d.id FROM (
        SELECT id, CASE WHEN failed_in_row >= ${FAILING} THEN 1 ELSE ${PER_ENDPOINT} END
            - coalesce((${busyOf(room)}::jsonb ->> id)::int, 0) AS free
        FROM exchange_endpoint WHERE state = 'active' AND removed_at IS NULL ORDER BY random()) e
      CROSS JOIN LATERAL (
        SELECT id FROM exchange_delivery d
        WHERE e.free > 0 AND d.endpoint_id = e.id AND d.state = 'waiting' AND d.next_at <= ${room.now}
        ORDER BY d.next_at, d.id LIMIT greatest(e.free, 0) FOR UPDATE SKIP LOCKED) d
      LIMIT ${room.limit})
    UPDATE exchange_delivery d SET next_at = ${leaseOf(room)} FROM chosen, exchange_message m
    WHERE d.id = chosen.id AND m.id = d.message_id
    RETURNING d.id, d.message_id AS "messageId", d.endpoint_id AS "endpointId", d.attempts, d.first_at AS "firstAt",
      m.received_at AS "receivedAt"`.execute(db)
  return rows
}

/** Gives back what was taken and not sent, e.g. because the server stops. */
export const release = async (db: Db, ids: readonly number[], now: Date): Promise<void> => {
  if (ids.length > 0)
    await sql`UPDATE exchange_delivery SET next_at = ${now} WHERE state = 'waiting' AND id = ANY (${ids}::bigint[])`.execute(
      db,
    )
}
