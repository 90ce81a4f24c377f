import { PROBLEM_MOVES, type ProblemEvent } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { getMove } from '../../platform/moves.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type LockedBatch, placeOf, settleBatches, shiftTotals } from './balance.ts'
import {
  auditBulk,
  type Bulk,
  type BulkOutcome,
  chosenSql,
  type Group,
  isMany,
  lockSelected,
  platformCounts,
  refuseSingle,
  resultOf,
} from './bulk.ts'

export interface ReviewMove extends Bulk {
  readonly event: ProblemEvent
  /** assignments besides state and version, over `p` */
  readonly set?: readonly RawBuilder<unknown>[]
}

/**
 * A move of the bureau's own review over a selection: one statement changes the rows and writes their history, whatever
 * their number, in the caller's transaction. It is nobody's matter yet.
 */
export const reviewMove = async (ctx: Ctx, tx: Tx, move: ReviewMove): Promise<BulkOutcome> => {
  const batches = move.preview ? [] : await lockSelected(ctx, tx, move.selection)
  const groups = await runMove(ctx, tx, move, batches)
  const result = await resultOf(tx, move, groups)
  if (move.preview) return { result, platforms: [], settled: [] }
  if (result.affected === 0) refuseSingle(move, result)
  const now = ctx.platform.clock.now()
  const moved = groups.filter((group) => group.moved)
  await shiftTotals(tx, batches, moved.map(shiftOf), now)
  const settled = await settleBatches(tx, batches, now)
  if (result.affected > 0) await auditBulk(ctx, tx, move, { result, batches })
  return { result, platforms: platformCounts(groups), settled }
}

const shiftOf = (group: Group) => ({
  batchId: group.batch_id,
  from: placeOf(group.from_state, group.from_kind, group.undecided_reason),
  to: placeOf(group.to_state ?? group.from_state, group.to_kind, group.undecided_reason),
  count: group.n,
})

const runMove = async (ctx: Ctx, tx: Tx, move: ReviewMove, locked: readonly LockedBatch[]): Promise<Group[]> => {
  const { organisation, name } = ctx.actor
  const { from: states, to } = getMove(PROBLEM_MOVES, move.event, organisation.kind)
  const chosen = sql`chosen AS MATERIALIZED (${chosenSql(ctx, move, { states, batches: locked })})`
  const now = ctx.platform.clock.now()
  const changed = sql`changed AS (
    UPDATE problem p SET ${sql.join([sql`state = ${to}, version = p.version + 1, updated_at = ${now}`, ...(move.set ?? [])])}
    FROM chosen c WHERE p.id = c.id AND c.excluded IS NULL AND p.version = c.version
    RETURNING p.id, p.state AS to_state, p.kind AS to_kind, c.from_state, p.platform_id, p.division),
  logged AS (
    INSERT INTO problem_event (problem_id, at, event, from_state, to_state, by_user, by_organisation, reason, platform_id, division)
    SELECT id, ${now}::timestamptz, ${move.event}, from_state, to_state, ${name}, ${organisation.nameZh}, ${move.reason ?? null},
      platform_id, division FROM changed)`
  const none = sql`changed AS (SELECT NULL::text AS id, NULL::text AS to_state, NULL::text AS to_kind WHERE false)`
  const statement = sql<Group>`
    WITH ${chosen}, ${move.preview ? none : changed}
    SELECT c.batch_id, c.platform_id, c.from_state, c.from_kind, c.undecided_reason, c.excluded, m.id IS NOT NULL AS moved,
      m.to_state, m.to_kind, count(*)::int AS n
    FROM chosen c LEFT JOIN changed m ON m.id = c.id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`
  const { rows } = await withoutNestedLoops(tx, isMany(move.selection), () => statement.execute(tx))
  return rows
}
