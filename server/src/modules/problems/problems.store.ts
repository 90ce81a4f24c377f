import type { Answer, ProblemState } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { Registered } from '../../platform/db/schema.ts'

export interface ProblemRow {
  id: string
  batch_id: string
  row_no: number
  platform_id: string
  platform_name: string
  period_key: string
  division: string
  kind: string | null
  kinds: string[]
  undecided_reason: string | null
  state: ProblemState
  version: number
  name: string
  uscc: string
  representative: string
  address: string
  shop_name: string
  shop_url: string
  phone_masked: string
  has_sealed: boolean
  province: string
  tier: string
  registered: Registered | null
  proposed_code: string | null
  pushed_at: Date | null
  answer_due_on: string | null
  answer: Answer | null
  answer_text: string | null
  corrected_name: string | null
  corrected_uscc: string | null
  proof_file_id: string | null
  answered_at: Date | null
  verified_at: Date | null
  batch_state: string
  file_name: string | null
  uploaded_at: Date
  register_as_of: string | null
}

const COLUMNS = sql`
  p.id, p.batch_id, p.row_no, p.platform_id, coalesce(o.name_zh, '') AS platform_name, coalesce(t.key, '') AS period_key,
  p.division, p.kind, p.kinds, p.undecided_reason, p.state, p.version, p.name, p.uscc, p.representative, p.address,
  p.shop_name, p.shop_url, p.phone_masked, p.sealed IS NOT NULL AS has_sealed, p.province, p.tier, p.registered,
  p.proposed_code, p.pushed_at, p.answer_due_on, p.answer, p.answer_text, p.corrected_name, p.corrected_uscc,
  p.proof_file_id, p.answered_at, p.verified_at, b.state AS batch_state, b.file_name, b.uploaded_at,
  b.register_as_of`

const JOINED = sql`problem p JOIN report_batch b ON b.id = p.batch_id
  LEFT JOIN organisation o ON o.id = p.platform_id LEFT JOIN report_period t ON t.id = p.period_id`

export const countProblems = async (tx: Tx, where: RawBuilder<boolean>): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM problem p JOIN report_batch b ON b.id = p.batch_id WHERE ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** What falls due first; what is not waited for comes after it. Else newest batch first, rows as in the report. */
const orderSql = (order: 'due' | undefined) =>
  order === 'due'
    ? sql`CASE WHEN p.state IN ('pushed', 'returned') THEN 0 ELSE 1 END, p.answer_due_on, p.batch_id DESC, p.row_no`
    : sql`p.batch_id DESC, p.row_no`

/** A page of what a filter finds. The page is cut before anything is joined to it. */
export const listProblems = async (
  tx: Tx,
  where: RawBuilder<boolean>,
  page: { limit: number; offset: number; order?: 'due' | undefined },
): Promise<ProblemRow[]> => {
  const order = orderSql(page.order)
  const { rows } = await sql<ProblemRow>`
    WITH cut AS MATERIALIZED (
      SELECT p.id FROM problem p JOIN report_batch b ON b.id = p.batch_id WHERE ${where}
      ORDER BY ${order} LIMIT ${page.limit} OFFSET ${page.offset})
    SELECT ${COLUMNS} FROM cut JOIN ${JOINED} ON p.id = cut.id ORDER BY ${order}`.execute(tx)
  return rows
}

/** The rows after a place in the order of exports: batch, row. */
export const listProblemsAfter = async (
  tx: Tx,
  where: RawBuilder<boolean>,
  after: { batchId: string; rowNo: number },
  limit: number,
): Promise<ProblemRow[]> => {
  const { rows } = await sql<ProblemRow>`
    SELECT ${COLUMNS} FROM ${JOINED}
    WHERE ${where} AND (p.batch_id, p.row_no) > (${after.batchId}, ${after.rowNo}::bigint)
    ORDER BY p.batch_id, p.row_no LIMIT ${limit}`.execute(tx)
  return rows
}

export const findProblem = async (tx: Tx, id: string): Promise<ProblemRow | undefined> => {
  const { rows } = await sql<ProblemRow>`SELECT ${COLUMNS} FROM ${JOINED} WHERE p.id = ${id}`.execute(tx)
  return rows[0]
}

/** What happened, oldest first: the bureau's own review, then the matter. Row-level security leaves a platform what concerns it. */
export const listEvents = async (tx: Tx, problemId: string): Promise<EventRow[]> => {
  const { rows } = await sql<EventRow>`
    SELECT at, event, by_user, by_organisation, reason, from_state, to_state FROM (
      SELECT 0 AS part, id, at, event, by_user, by_organisation, reason, from_state, to_state
      FROM problem_event WHERE problem_id = ${problemId}
      UNION ALL
      SELECT 1, e.id, e.at, e.event, e.by_user, e.by_organisation, coalesce(e.form->>'reason', e.form->>'text', e.form->>'message'),
        coalesce(e.from_state, 'confirmed'), CASE e.to_state WHEN 'withdrawn' THEN 'confirmed' ELSE e.to_state END
      FROM matter m JOIN matter_event e ON e.matter_id = m.id
      WHERE m.subject_kind = 'problem' AND m.subject_id = ${problemId} AND e.type = 'move') told
    ORDER BY at, part, id`.execute(tx)
  return rows
}
interface EventRow {
  at: Date
  event: string
  by_user: string
  by_organisation: string
  reason: string | null
  from_state: string | null
  to_state: string | null
}

export interface StateCount {
  state: ProblemState
  overdue: boolean
  n: number
  due_on: string | null
}

/** Counts by state, late ones apart, with the nearest day an answer is due: the same rows as a list with that filter. */
export const countByState = async (tx: Tx, where: RawBuilder<boolean>, today: string): Promise<StateCount[]> => {
  const { rows } = await sql<StateCount>`
    SELECT p.state, coalesce(p.state IN ('pushed', 'returned') AND p.answer_due_on < ${today}, false) AS overdue,
      count(*)::int AS n, min(p.answer_due_on) AS due_on
    FROM problem p JOIN report_batch b ON b.id = p.batch_id WHERE ${where} GROUP BY 1, 2`.execute(tx)
  return rows
}
