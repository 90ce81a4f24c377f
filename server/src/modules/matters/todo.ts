import { sql } from 'kysely'
import { addDays } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { programKinds } from './definitions.ts'

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
