import type { Transfer, TransferFilter, TransferPackage } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, divisionRange } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/pool.ts'

type Filter = z.output<typeof TransferFilter>

/** The receiving or the sending end lies in the actor's jurisdiction; `end` names the table that has both. */
const boxSql = (actor: Actor, box: 'in' | 'out', table: 't' | 'k'): RawBuilder<boolean> => {
  const { lo, hi } = divisionRange(actor.organisation.division)
  const column = sql.ref(`${table}.${box === 'in' ? 'to_division' : 'from_division'}`)
  return sql`${column} >= ${lo} AND ${column} < ${hi}`
}

const whereOf = (actor: Actor, filter: Filter): RawBuilder<boolean> => {
  const parts: RawBuilder<unknown>[] = [boxSql(actor, filter.box, 't')]
  // What nobody can receive was never in anybody's in-box.
  if (filter.box === 'in') parts.push(sql`t.to_bureau_id IS NOT NULL`)
  if (filter.state && filter.state.length > 0) parts.push(sql`t.state = ANY(${[...filter.state]})`)
  if (filter.province) parts.push(sql`t.province = ${filter.province.slice(0, 2)}`)
  if (filter.packageNo) parts.push(sql`t.package_no = ${filter.packageNo}`)
  if (filter.period) parts.push(sql`t.period_key = ${filter.period}`)
  if (filter.q) parts.push(sql`(position(${filter.q} in t.name) > 0 OR starts_with(t.uscc, ${filter.q.toUpperCase()}))`)
  return sql`${sql.join(parts, sql` AND `)}`
}

type Row = Omit<Transfer, 'sentAt' | 'receivedAt' | 'answeredAt'> & {
  sentAt: Date
  receivedAt: Date | null
  answeredAt: Date | null
}

export const listTransfers = async (tx: Tx, actor: Actor, filter: Filter, today: string) => {
  const where = whereOf(actor, filter)
  const { rows: counted } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM transfer t WHERE ${where}`.execute(
    tx,
  )
  const { rows } = await sql<Row>`
    SELECT t.id, t.package_no AS "packageNo", t.from_bureau_id AS "fromBureauId", coalesce(f.name_zh, '') AS "fromBureauName",
      t.to_bureau_id AS "toBureauId", o.name_zh AS "toBureauName", t.province, t.platform_name AS "platformName",
      t.period_key AS "periodKey", t.name, t.uscc, t.shop_name AS "shopName", t.address, t.state, t.version, t.sent_at AS "sentAt",
      t.received_at AS "receivedAt", t.answer_due_on AS "answerDueOn",
      coalesce(t.state IN ('sent', 'received') AND t.answer_due_on < ${today}, false) AS overdue, t.finding,
      CASE WHEN t.to_bureau_id = ${actor.organisation.id} THEN t.proposed END AS proposed, t.note, t.answered_at AS "answeredAt"
    FROM (SELECT t.id FROM transfer t WHERE ${where} ORDER BY t.sent_at DESC, t.package_no, t.row_no
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}) cut
    JOIN transfer t ON t.id = cut.id LEFT JOIN organisation f ON f.id = t.from_bureau_id LEFT JOIN organisation o ON o.id = t.to_bureau_id
    ORDER BY t.sent_at DESC, t.package_no, t.row_no`.execute(tx)
  const items: Transfer[] = rows.map((row) => ({
    ...row,
    sentAt: row.sentAt.toISOString(),
    receivedAt: row.receivedAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }))
  return { items, total: counted[0]?.n ?? 0, page: filter.page, size: filter.size }
}

type PackageRow = Omit<TransferPackage, 'sentAt' | 'receivedAt'> & { sentAt: Date; receivedAt: Date | null }

/** Packages with their receipt: when and by whom the last of it was received. */
export const listPackages = async (tx: Tx, actor: Actor, filter: { box: 'in' | 'out'; page: number; size: number }) => {
  const where = sql`${boxSql(actor, filter.box, 'k')}${filter.box === 'in' ? sql` AND k.to_bureau_id IS NOT NULL` : sql``}`
  const { rows: counted } = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM transfer_package k WHERE ${where}`.execute(tx)
  const { rows } = await sql<PackageRow>`
    SELECT k.package_no AS "packageNo", coalesce(f.name_zh, '') AS "fromBureauName", o.name_zh AS "toBureauName", k.province,
      coalesce(p.key, c.period_key, '') AS "periodKey", k.sent_at AS "sentAt", k.answer_due_on AS "answerDueOn", k.state = 'sent' AS complete,
      c.received_at AS "receivedAt", c.received_by AS "receiptBy", coalesce(c.total, 0)::int AS total, coalesce(c.counts, '{}') AS counts
    FROM (SELECT * FROM transfer_package k WHERE ${where} ORDER BY k.sent_at DESC, k.package_no DESC
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}) k
    LEFT JOIN organisation f ON f.id = k.from_bureau_id LEFT JOIN organisation o ON o.id = k.to_bureau_id
    LEFT JOIN report_batch b ON b.id = k.batch_id LEFT JOIN report_period p ON p.id = b.period_id
    LEFT JOIN LATERAL (
      SELECT sum(g.n) AS total, jsonb_object_agg(g.state, g.n) AS counts, max(g.received_at) AS received_at,
        max(g.received_by) AS received_by, max(g.period_key) AS period_key
      FROM (SELECT t.state, count(*) AS n, max(t.received_at) AS received_at, max(t.received_by) AS received_by, max(t.period_key) AS period_key
        FROM transfer t WHERE t.package_no = k.package_no GROUP BY 1) g) c ON true
    ORDER BY k.sent_at DESC, k.package_no DESC`.execute(tx)
  const items: TransferPackage[] = rows.map((row) => ({
    ...row,
    sentAt: row.sentAt.toISOString(),
    receivedAt: row.receivedAt?.toISOString() ?? null,
  }))
  return { items, total: counted[0]?.n ?? 0, page: filter.page, size: filter.size }
}
