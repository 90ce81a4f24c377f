import type { ServiceLevel, ServiceLevelQuery, ServiceLevels } from '@redbridge/contract'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Db, Tx } from '../../platform/db/pool.ts'
import type { Platform } from '../../platform/platform.ts'

// Service levels are measured from what happened, month by month: nobody declares them, nobody can set them.

type Figures = Omit<ServiceLevel, 'month' | 'by' | 'organisationId' | 'name'>

/** @example monthBefore('2026-01', 1) // '2025-12' */
const monthBefore = (month: string, back: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7)
}
const monthOf = (time: Date): string => dayOf(time).slice(0, 7)

/**
 * Months to compute: the present one and the one before, and every earlier one of which a request has moved since the
 * last time.
 */
const monthsDue = async (db: Db, present: string): Promise<string[]> => {
  const { rows } = await sql<{ month: string }>`
    SELECT DISTINCT to_char(e.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month
    FROM matter_event e JOIN matter m ON m.id = e.matter_id AND m.kind = 'assistance_request'
    WHERE e.type = 'move' AND e.event = 'approve'
      AND m.updated_at >= coalesce((SELECT max(computed_at) - interval '1 hour' FROM service_level), '-infinity')`.execute(
    db,
  )
  return [...new Set([present, monthBefore(present, 1), ...rows.map((row) => row.month)])]
}

/**
 * Requests that were sent in a month with their times. What waits for the bureau does not count: a request to be
 * corrected, an answer until it is returned, a refusal until the bureau insists. An answer that was returned is none
 * until the next; a request counts as answered in time when no last day to answer was passed.
 */
const measured = (month: string) => sql`
  sent AS (
    SELECT m.id, m.state, b.id AS bureau_id, b.name_zh AS bureau_name, p.id AS platform_id, p.name_zh AS platform_name, e.at
    FROM matter_event e
    JOIN matter m ON m.id = e.matter_id AND m.kind = 'assistance_request'
    JOIN matter_party bp ON bp.matter_id = m.id AND bp.role = 'bureau'
    JOIN matter_party pp ON pp.matter_id = m.id AND pp.role = 'platform'
    JOIN organisation b ON b.id = bp.organisation_id AND NOT b.sandbox
    JOIN organisation p ON p.id = pp.organisation_id AND NOT p.sandbox
    WHERE e.type = 'move' AND e.event = 'approve'
      AND e.at >= (${`${month}-01`}::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND e.at < ((${`${month}-01`}::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai')),
  moved AS (
    SELECT s.id, e.event, e.to_state, e.at, lead(e.at) OVER (PARTITION BY s.id ORDER BY e.id) AS until
    FROM sent s JOIN matter_event e ON e.matter_id = s.id AND e.type = 'move' AND e.at >= s.at),
  ends AS (
    SELECT id, min(at) FILTER (WHERE event = 'receive') AS received, max(at) FILTER (WHERE event = 'answer') AS answered
    FROM moved GROUP BY id),
  waits AS (
    SELECT w.id, sum(w.until - w.at) AS waited FROM moved w JOIN ends e ON e.id = w.id AND w.until <= e.answered
    WHERE w.to_state IN ('needs_correction', 'replied', 'refused') GROUP BY w.id),
  kept AS (
    SELECT c.matter_id AS id, bool_and(c.stopped_on <= c.due_on) AS kept FROM sent s
    JOIN matter_clock c ON c.matter_id = s.id AND c.clock = 'answer' GROUP BY c.matter_id),
  timed AS (
    SELECT s.*, kept.kept, extract(epoch FROM e.received - s.at) / 3600 AS receipt,
      CASE WHEN s.state IN ('replied', 'confirmed')
        THEN extract(epoch FROM e.answered - s.at - coalesce(w.waited, interval '0')) / 3600 END AS answer
    FROM sent s LEFT JOIN ends e USING (id) LEFT JOIN waits w USING (id) LEFT JOIN kept USING (id))`

const write = async (tx: Tx, month: string, now: Date): Promise<void> => {
  await tx.deleteFrom('service_level').where('month', '=', month).execute()
  const statement = sql`
    WITH ${measured(month)},
    grouped AS (
      SELECT
        CASE WHEN grouping(platform_id) = 0 THEN 'platform' WHEN grouping(bureau_id) = 0 THEN 'bureau' ELSE 'all' END AS by,
        coalesce(platform_id, bureau_id, '') AS organisation_id,
        max(platform_name) AS platform_name, max(bureau_name) AS bureau_name,
        count(*) AS requests, count(receipt) AS receipts, count(answer) AS answers,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY receipt) AS receipt_p50,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY receipt) AS receipt_p90,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY answer) AS answer_p50,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY answer) AS answer_p90,
        count(*) FILTER (WHERE answer IS NOT NULL AND kept) AS in_time,
        count(*) FILTER (WHERE state IN ('refused', 'refusal_accepted')) AS refused,
        count(*) FILTER (WHERE state IN ('sent', 'received', 'needs_correction', 'partial', 'returned')) AS open
      FROM timed GROUP BY GROUPING SETS ((), (platform_id), (bureau_id)) HAVING count(*) > 0)
    INSERT INTO service_level (month, by, organisation_id, name, figures, computed_at)
    SELECT ${month}, by, organisation_id, CASE by WHEN 'platform' THEN platform_name WHEN 'bureau' THEN bureau_name ELSE '全部' END,
      jsonb_build_object('requests', requests, 'receipts', receipts, 'answers', answers,
        'receiptP50', round(receipt_p50::numeric, 2), 'receiptP90', round(receipt_p90::numeric, 2),
        'answerP50', round(answer_p50::numeric, 2), 'answerP90', round(answer_p90::numeric, 2),
        'inTime', in_time, 'refused', refused, 'open', open),
      ${now}
    FROM grouped`
  await withoutNestedLoops(tx, true, () => statement.execute(tx))
}

/** Measures the months that may have changed; run again it writes the same. Returns the months. */
export const computeServiceLevels = async (platform: Platform): Promise<string[]> => {
  const now = platform.clock.now()
  const months = await monthsDue(platform.workerDb, monthOf(now))
  for (const month of months)
    await platform.workerDb.transaction().execute(async (tx) => {
      // Two workers that begin at once write one after the other.
      await sql`SELECT pg_advisory_xact_lock(hashtext('service_level'))`.execute(tx)
      await write(tx, month, now)
    })
  return months
}

/** Measured service levels of a range of months, both included; for everybody. */
export const readServiceLevels = async (platform: Platform, query: ServiceLevelQuery): Promise<ServiceLevels> => {
  const to = query.to ?? monthOf(platform.clock.now())
  const from = query.from ?? monthBefore(to, 11)
  const rows = await platform.db
    .selectFrom('service_level')
    .selectAll()
    .where('month', '>=', from)
    .where('month', '<=', to)
    .orderBy('month', 'desc')
    .orderBy('by')
    .orderBy('name')
    .orderBy('organisation_id')
    .execute()
  const newest = rows.reduce((max, row) => Math.max(max, row.computed_at.getTime()), 0)
  return {
    asOf: new Date(newest || platform.clock.now().getTime()).toISOString(),
    items: rows.map((row) => ({
      month: row.month,
      by: row.by,
      organisationId: row.organisation_id || null,
      name: row.name,
      ...(row.figures as unknown as Figures),
    })),
  }
}
