import type { FormValues, ProcessTransition } from '@redbridge/contract'
import { currentProcess } from '@redbridge/law'
import { sql } from 'kysely'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Tx } from '../../platform/db/pool.ts'
import type { Ctx } from '../../platform/platform.ts'
import { actOf, lockMatters, moveMatters, openMatters } from '../matters/index.ts'
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

// From the push on, a problem operator is a matter of the kind `problem_push`: its definition says what may follow, the
// kernel moves it, and the effect `problem.project` (project.ts) keeps the problem's row in step in the same transaction.

/** The definition that new pushes follow. */
export const pushDefinition = () => {
  const found = currentProcess('problem_push')
  if (!found) throw new Error('The law data has no process problem_push')
  return found
}

/** Problem states from which an event leads: a push from confirmed, the others as the definition says. */
export const statesBefore = (event: string): string[] =>
  event === 'push' ? ['confirmed'] : transitionsOf(event).flatMap((transition) => transition.from)

const transitionsOf = (event: string): ProcessTransition[] =>
  pushDefinition().transitions.filter((transition) => transition.event === event)

export interface MatterMove extends Bulk {
  readonly event: 'push' | 'withdraw' | 'answer' | 'verify' | 'return'
  readonly form: FormValues
}

interface Chosen extends Omit<Group, 'moved' | 'to_state' | 'to_kind' | 'n'> {
  readonly id: string
  readonly name: string
  readonly matter_id: string | null
}

/** Opens or moves the matters of a selection of problems, or says beforehand which would move and which not. */
export const matterMove = async (ctx: Ctx, tx: Tx, move: MatterMove): Promise<BulkOutcome> => {
  // Matters before batches: the same order as a move that comes through the matter itself.
  if (!move.preview && move.event !== 'push') await lockSelectedMatters(ctx, tx, move)
  const batches = move.preview ? [] : await lockSelected(ctx, tx, move.selection)
  const chosen = await choose(ctx, tx, move, batches)
  const ready = chosen.filter((row) => row.excluded === null)
  const moved = move.preview ? new Set<string>() : await carryOut(ctx, tx, move, ready)
  const groups = chosen.map((row): Group => ({ ...row, moved: moved.has(row.id), to_state: null, to_kind: null, n: 1 }))
  const result = await resultOf(tx, move, groups)
  if (move.preview) return { result, platforms: [], settled: [] }
  if (result.affected === 0) refuseSingle(move, result)
  if (result.affected > 0) await auditBulk(ctx, tx, move, { result, batches })
  return { result, platforms: platformCounts(groups), settled: [] }
}

const lockSelectedMatters = async (ctx: Ctx, tx: Tx, move: MatterMove): Promise<void> => {
  const chosen = await choose(ctx, tx, { ...move, preview: true }, [])
  await lockMatters(
    tx,
    chosen.flatMap((row) => row.matter_id ?? []),
  )
}

const choose = async (
  ctx: Ctx,
  tx: Tx,
  move: MatterMove,
  batches: Awaited<ReturnType<typeof lockSelected>>,
): Promise<Chosen[]> => {
  const rows = chosenSql(ctx, move, { states: statesBefore(move.event), batches })
  const statement = sql<Chosen>`
    SELECT c.*, m.id AS matter_id FROM (${rows}) c
    LEFT JOIN matter m ON m.subject_kind = 'problem' AND m.subject_id = c.id AND NOT m.outcome`
  return (await withoutNestedLoops(tx, isMany(move.selection), () => statement.execute(tx))).rows
}

/** Opens or moves; returns the problems that moved. */
const carryOut = async (ctx: Ctx, tx: Tx, move: MatterMove, ready: readonly Chosen[]): Promise<Set<string>> => {
  if (ready.length === 0) return new Set()
  if (move.event === 'push') {
    await openMatters(actOf(ctx), tx, {
      definition: pushDefinition(),
      matters: ready.map((row) => ({
        form: { ...move.form, problemId: row.id, name: row.name, platformId: row.platform_id },
        subject: { kind: 'problem', id: row.id },
      })),
    })
    return new Set(ready.map((row) => row.id))
  }
  const items = ready.flatMap((row) => (row.matter_id ? [{ id: row.matter_id }] : []))
  const { moved } = await moveMatters(actOf(ctx), tx, { event: move.event, items, form: move.form })
  const done = new Set(moved)
  return new Set(ready.flatMap((row) => (row.matter_id && done.has(row.matter_id) ? [row.id] : [])))
}

/** What may be done next with a problem that is a matter, for one kind of organisation. */
export const matterEvents = (state: string, kind: 'bureau' | 'platform' | 'partner'): string[] => {
  const definition = pushDefinition()
  const roles = definition.parties.filter((party) => party.kinds.includes(kind)).map((party) => party.role)
  return [...new Set(definition.transitions.map((transition) => transition.event))].filter(
    (event) =>
      statesBefore(event).includes(state) &&
      transitionsOf(event).some((transition) => transition.by.some((taker) => roles.includes(taker.party))),
  )
}
