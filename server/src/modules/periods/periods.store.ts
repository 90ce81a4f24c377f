import type { DutyState } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { ReportPeriodTable } from '../../platform/db/schema.ts'

/** What a duty amounts to on a day: its batch's state, or due, or overdue (LAW d4: 未报 → 已上传 → … → 核销; 逾期). */
export const dutyState = (today: string): RawBuilder<DutyState> =>
  sql<DutyState>`CASE WHEN b.state IS NOT NULL THEN b.state WHEN p.due_on < ${today} THEN 'overdue' ELSE 'due' END`

export const listPeriods = (tx: Tx, id?: string): Promise<ReportPeriodTable[]> => {
  const query = tx.selectFrom('report_period').selectAll().orderBy('key', 'desc').orderBy('division')
  return (id === undefined ? query : query.where('id', '=', id)).execute() as unknown as Promise<ReportPeriodTable[]>
}

/** How many duties of each period are in which state. */
export const countDuties = async (tx: Tx, today: string) => {
  const { rows } = await sql<{ period_id: string; state: DutyState; n: number }>`
    SELECT d.period_id, ${dutyState(today)} AS state, count(*)::int AS n
    FROM report_duty d JOIN report_period p ON p.id = d.period_id LEFT JOIN report_batch b ON b.id = d.batch_id
    GROUP BY 1, 2`.execute(tx)
  return rows
}

export interface DutyRow {
  id: string
  period_id: string
  period_key: string
  bureau_id: string
  platform_id: string
  platform_name: string
  state: DutyState
  due_on: string
  closes_on: string
  batch_id: string | null
  batch_state: Exclude<DutyState, 'due' | 'overdue'> | null
  totals: Record<string, unknown> | null
  batch_finished_at: Date | null
  problems: number
  pushed: number
  answered: number
  verified: number
  answers_overdue: number
  reminded_at: Date | null
  rectification_at: Date | null
  rectification_due_on: string | null
  rectification_text: string | null
  rectification_by: string | null
  resolved_at: Date | null
}

export interface DutyWhere {
  readonly id?: string
  readonly periodId?: string
  readonly period?: string | undefined
  readonly platformId?: string | undefined
  readonly states?: readonly string[] | undefined
}

/** Duties with the counts of their batch; `pushed` are all ever pushed and not withdrawn, `answered` all answered since. */
export const listDuties = async (tx: Tx, today: string, where: DutyWhere): Promise<DutyRow[]> => {
  const conditions = [
    where.id === undefined ? null : sql`d.id = ${where.id}`,
    where.periodId === undefined ? null : sql`d.period_id = ${where.periodId}`,
    where.period === undefined ? null : sql`p.key = ${where.period}`,
    where.platformId === undefined ? null : sql`d.platform_id = ${where.platformId}`,
    where.states === undefined ? null : sql`${dutyState(today)} = ANY(${[...where.states]})`,
    sql`true`,
  ].filter((one) => one !== null)
  const { rows } = await sql<DutyRow>`
    SELECT d.id, d.period_id, p.key AS period_key, p.bureau_id, d.platform_id, coalesce(o.name_zh, '') AS platform_name,
      ${dutyState(today)} AS state, p.due_on, p.closes_on, d.batch_id, b.state AS batch_state, b.totals, b.finished_at AS batch_finished_at,
      d.reminded_at, d.rectification_at, d.rectification_due_on, d.rectification_text, d.rectification_by, d.resolved_at,
      c.problems, c.pushed, c.answered, c.verified, c.answers_overdue
    FROM report_duty d
    JOIN report_period p ON p.id = d.period_id
    LEFT JOIN organisation o ON o.id = d.platform_id
    LEFT JOIN report_batch b ON b.id = d.batch_id
    CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE q.kind IS NOT NULL AND q.state NOT IN ('dismissed', 'undecided')))::int AS problems,
        (count(*) FILTER (WHERE q.state IN ('pushed', 'answered', 'verified', 'returned')))::int AS pushed,
        (count(*) FILTER (WHERE q.state IN ('answered', 'verified')))::int AS answered,
        (count(*) FILTER (WHERE q.state = 'verified'))::int AS verified,
        (count(*) FILTER (WHERE q.state IN ('pushed', 'returned') AND q.answer_due_on < ${today}))::int AS answers_overdue
      FROM problem q WHERE q.batch_id = d.batch_id) c
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY p.key DESC, coalesce(o.name_zh, '') COLLATE "C", d.id`.execute(tx)
  return rows
}

/** Stem of a division: what every code below it begins with ('' for the nation). */
const stem = (column: string) =>
  sql`CASE WHEN ${sql.ref(column)} = '000000' THEN '' ELSE regexp_replace(${sql.ref(column)}, '(00){1,2}$', '') END`

export interface MissingDuty {
  period_id: string
  platform_id: string
  division: string
}

/**
 * Duties that should be there and are not: every reporting platform owes one report per reporting month, to the bureau of
 * its own province where that has opened the period (NTM 25), else to the nearest one.
 */
export const findMissingDuties = async (
  tx: Tx,
  today: string,
  only: { periodId?: string; platformId?: string },
): Promise<MissingDuty[]> => {
  const { rows } = await sql<MissingDuty>`
    SELECT DISTINCT ON (o.id, p.key) p.id AS period_id, o.id AS platform_id, p.division
    FROM organisation o JOIN report_period p ON starts_with(o.division, ${stem('p.division')})
    WHERE o.kind = 'platform' AND o.status = 'reporting' AND p.closes_on >= ${today}
      ${only.periodId === undefined ? sql`` : sql`AND p.id = ${only.periodId}`}
      ${only.platformId === undefined ? sql`` : sql`AND o.id = ${only.platformId}`}
      AND NOT EXISTS (SELECT 1 FROM report_duty d JOIN report_period q ON q.id = d.period_id
        WHERE d.platform_id = o.id AND q.key = p.key)
    ORDER BY o.id, p.key, (p.division = left(o.division, 2) || '0000') DESC, p.division DESC`.execute(tx)
  return rows
}
