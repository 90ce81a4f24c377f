import { sql } from 'kysely'
import { addDays } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { getDefinition, programKinds } from './definitions.ts'

/** Matters of an organisation by what they ask of it today. */
export interface MatterCounts {
  /** our turn: past the last day · within a week · later or without a last day */
  readonly overdue: number
  readonly soon: number
  readonly soonest: string | null
  readonly turn: number
  /** the other side's turn */
  readonly waiting: number
}

/** Counts what waits for the caller's organisation; kinds that the program opens are counted by their own modules. */
export const countTurns = async (ctx: Ctx, tx: Tx, today: string): Promise<MatterCounts> => {
  const own = ctx.actor.organisation.id
  const { rows } = await sql<{ overdue: number; soon: number; soonest: string | null; turn: number; waiting: number }>`
    SELECT count(*) FILTER (WHERE mine AND due < ${today}::date)::int AS overdue,
      count(*) FILTER (WHERE mine AND due BETWEEN ${today}::date AND ${addDays(today, 7)}::date)::int AS soon,
      min(due) FILTER (WHERE mine AND due >= ${today}::date) AS soonest,
      count(*) FILTER (WHERE mine AND coalesce(due > ${addDays(today, 7)}::date, true))::int AS turn,
      count(*) FILTER (WHERE NOT mine)::int AS waiting
    FROM (
      SELECT m.holder_id = ${own} AS mine,
        (SELECT min(c.due_on) FROM matter_clock c WHERE c.matter_id = m.id AND c.state = 'running') AS due
      FROM matter m JOIN matter_party p ON p.matter_id = m.id AND p.organisation_id = ${own}
      WHERE NOT m.outcome AND m.kind <> ALL (${programKinds()}::text[])) x`.execute(tx)
  return rows[0] as MatterCounts
}

/** Whether the last nightly proof of conservation failed; false before the first one. */
export const proofFailed = async (tx: Tx): Promise<boolean> => {
  const last = await tx.selectFrom('conservation_proof').select('ok').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return last ? !last.ok : false
}

/** What others did to the matters that the caller watches, the latest of each, newest first. */
export const listWatchedChanges = async (
  ctx: Ctx,
  tx: Tx,
  since: Date,
): Promise<{ zh: string; en: string; link: string; at: string }[]> => {
  const { rows } = await sql<{
    id: string
    number: string
    title: string
    kind: string
    definition_version: number
    event: string | null
    from_state: string | null
    at: Date
  }>`
    SELECT m.id, m.number, m.title, m.kind, m.definition_version, e.event, e.from_state, e.at
    FROM matter_watch w JOIN matter m ON m.id = w.matter_id
    CROSS JOIN LATERAL (SELECT event, from_state, at, user_id FROM matter_event WHERE matter_id = m.id ORDER BY id DESC LIMIT 1) e
    WHERE w.user_id = ${ctx.actor.userId} AND e.at >= ${since} AND e.user_id IS DISTINCT FROM ${ctx.actor.userId}
    ORDER BY e.at DESC LIMIT 20`.execute(tx)
  return rows.map(({ id, number, title, kind, definition_version, event, from_state, at }) => {
    const moves = getDefinition(kind, definition_version).transitions.filter((one) => one.event === event)
    const text = (moves.find((one) => one.from.includes(from_state ?? '')) ?? moves[0])?.text
    const said = text ?? { zh: '有新消息', en: 'new message' }
    return {
      zh: `关注的事项 ${number}「${title}」：${said.zh}`,
      en: `Watched: ${number} “${title}”: ${said.en}`,
      link: `/matters/${id}`,
      at: at.toISOString(),
    }
  })
}
