import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import { answerTimeSql } from '../problems/index.ts'

/** Periods the caller sees whose reporting has begun, newest first; one key may be several bureaus' period. */
export const listKeys = async (tx: Tx, today: string): Promise<string[]> => {
  const { rows } = await sql<{ key: string }>`
    SELECT DISTINCT key FROM report_period WHERE opens_on <= ${today} ORDER BY key DESC`.execute(tx)
  return rows.map((row) => row.key)
}

/** Problems of the reports that count in a period: those its duties point to. */
const OF_PERIOD = (key: string) => sql`
  problem q JOIN report_duty d ON d.batch_id = q.batch_id JOIN report_period p ON p.id = d.period_id
  JOIN report_batch b ON b.id = q.batch_id
  WHERE p.key = ${key} AND b.state IN ('matched', 'pushed', 'answered', 'closed')`

const IN_PROBLEM = sql`q.kind IS NOT NULL AND q.state NOT IN ('dismissed', 'undecided')`
const PUSHED = sql`q.state IN ('pushed', 'answered', 'verified', 'returned')`

export const countKinds = async (tx: Tx, key: string) => {
  const { rows } = await sql<{ kind: string; count: number; pushed: number; verified: number }>`
    SELECT q.kind, count(*)::int AS count, (count(*) FILTER (WHERE ${PUSHED}))::int AS pushed,
      (count(*) FILTER (WHERE q.state = 'verified'))::int AS verified
    FROM ${OF_PERIOD(key)} AND ${IN_PROBLEM} GROUP BY 1 ORDER BY 2 DESC, 1`.execute(tx)
  return rows
}

export const countProvinces = async (tx: Tx, key: string) => {
  const { rows } = await sql<{ province: string; problems: number }>`
    SELECT q.province, count(*)::int AS problems FROM ${OF_PERIOD(key)} AND ${IN_PROBLEM} GROUP BY 1`.execute(tx)
  return rows
}

/** Hours from push to answer, by platform. */
export const answerHours = async (tx: Tx, key: string) => {
  const { rows } = await sql<{ platform_id: string; median: number; p90: number }>`
    SELECT q.platform_id,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM q.answered_at - q.pushed_at) / 3600)::float8 AS median,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM q.answered_at - q.pushed_at) / 3600)::float8 AS p90
    FROM ${OF_PERIOD(key)} AND q.answered_at IS NOT NULL AND q.pushed_at IS NOT NULL AND q.state IN ('answered', 'verified')
    GROUP BY 1`.execute(tx)
  return rows
}

/** How many answers came within which time. */
export const answerBuckets = async (tx: Tx, key: string) => {
  const { rows } = await sql<{ bucket: string; count: number }>`
    SELECT bucket, count(*)::int AS count
    FROM (SELECT ${answerTimeSql('q')} AS bucket FROM ${OF_PERIOD(key)}) x WHERE bucket IS NOT NULL GROUP BY 1`.execute(
    tx,
  )
  return rows
}

/** The last periods side by side. */
export const trend = async (tx: Tx, keys: readonly string[]) => {
  const { rows } = await sql<{ period: string; rowsIn: number; problem: number; verified: number }>`
    SELECT p.key AS period, coalesce(sum((b.totals->>'rowsIn')::bigint), 0)::float8 AS "rowsIn",
      coalesce(sum(c.problem), 0)::int AS problem, coalesce(sum(c.verified), 0)::int AS verified
    FROM report_duty d JOIN report_period p ON p.id = d.period_id JOIN report_batch b ON b.id = d.batch_id
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE ${IN_PROBLEM}) AS problem, count(*) FILTER (WHERE q.state = 'verified') AS verified
      FROM problem q WHERE q.batch_id = b.id) c
    WHERE p.key = ANY(${[...keys]}) AND b.state IN ('matched', 'pushed', 'answered', 'closed')
    GROUP BY 1 ORDER BY 1`.execute(tx)
  return rows
}
