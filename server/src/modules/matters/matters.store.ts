import type { MatterFilter } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import type { ClockRow, MatterRow } from './kernel/types.ts'
import { dueOnSql } from './matters.filter.ts'

export interface ListedMatter extends MatterRow {
  due_on: string | null
  due_by: string | null
  watched: boolean
  parties: { role: string; organisationId: string; name: string; kind: 'bureau' | 'platform' | 'partner' }[]
  assignee: { id: string; name: string } | null
}

const columns = (ctx: Ctx) => sql`m.*, ${dueOnSql} AS due_on,
  (SELECT c.owed_by FROM matter_clock c WHERE c.matter_id = m.id AND c.state = 'running' ORDER BY c.due_on LIMIT 1) AS due_by,
  EXISTS (SELECT 1 FROM matter_watch w WHERE w.matter_id = m.id AND w.user_id = ${ctx.actor.userId}) AS watched,
  (SELECT jsonb_agg(jsonb_build_object('role', p.role, 'organisationId', p.organisation_id, 'name', coalesce(o.name_zh, '—'),
      'kind', coalesce(o.kind, 'bureau')) ORDER BY p.organisation_id <> m.owner_id, p.role)
    FROM matter_party p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.matter_id = m.id) AS parties,
  (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM matter_party p JOIN user_account u ON u.id = p.assignee_id
    WHERE p.matter_id = m.id AND p.organisation_id = ${ctx.actor.organisation.id}) AS assignee`

const ORDERS: Record<NonNullable<MatterFilter['order']>, RawBuilder<unknown>> = {
  due: sql`due_on ASC NULLS LAST, opened_at, id`,
  updated: sql`updated_at DESC, id DESC`,
  opened: sql`opened_at DESC, id DESC`,
}

/** A page of what a filter finds: cut before anything is joined to it. */
export const listMatters = async (
  ctx: Ctx,
  tx: Tx,
  ask: { where: RawBuilder<boolean>; order: MatterFilter['order']; limit: number; offset: number },
): Promise<ListedMatter[]> => {
  const order = ORDERS[ask.order ?? 'updated']
  const { rows } = await sql<ListedMatter>`
    WITH found AS (SELECT m.id, m.opened_at, m.updated_at, ${dueOnSql} AS due_on FROM matter m WHERE ${ask.where}),
    cut AS MATERIALIZED (SELECT id FROM found ORDER BY ${order} LIMIT ${ask.limit} OFFSET ${ask.offset})
    SELECT * FROM (SELECT ${columns(ctx)} FROM cut JOIN matter m ON m.id = cut.id) page ORDER BY ${order}`.execute(tx)
  return rows
}

export const countMatters = async (tx: Tx, where: RawBuilder<boolean>): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM matter m WHERE ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}

export const findMatter = async (ctx: Ctx, tx: Tx, id: string): Promise<ListedMatter | undefined> => {
  const { rows } = await sql<ListedMatter>`SELECT ${columns(ctx)} FROM matter m WHERE m.id = ${id}`.execute(tx)
  return rows[0]
}

export interface EventRow {
  id: number
  at: Date
  type: 'move' | 'message' | 'note' | 'assigned' | 'clock'
  event: string | null
  from_state: string | null
  to_state: string | null
  party: string | null
  by_user: string
  organisation_id: string | null
  by_organisation: string
  only_for: string | null
  internal: boolean
  text: string | null
  form: Record<string, unknown>
  files: string[]
  letter_id: string | null
  letter_number: string | null
  entry_id: string | null
  leaf_index: number | null
}

/** What happened to a matter, oldest first, as far as row-level security shows it. */
export const listEvents = async (tx: Tx, matterId: string): Promise<EventRow[]> => {
  const { rows } = await sql<EventRow>`
    SELECT e.*, l.number AS letter_number, f.leaf_index
    FROM matter_event e LEFT JOIN letter l ON l.id = e.letter_id LEFT JOIN ledger_leaf f ON f.entry_id = e.entry_id
    WHERE e.matter_id = ${matterId} ORDER BY e.id`.execute(tx)
  return rows
}

export const listClocks = async (tx: Tx, matterId: string): Promise<ClockRow[]> => {
  const { rows } = await sql<ClockRow>`
    SELECT * FROM matter_clock WHERE matter_id = ${matterId} ORDER BY started_on, id`.execute(tx)
  return rows
}
