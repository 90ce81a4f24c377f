import { type BatchState, type BulkResult, PROBLEM_MOVES, type ProblemEvent } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import { audit } from '../../platform/audit.ts'
import { withoutNestedLoops } from '../../platform/db/plan.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { getMove } from '../../platform/moves.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type LockedBatch, lockBatches, placeOf, settleBatches, shiftTotals } from './balance.ts'
import { EXCLUSIONS, type ExclusionCode } from './exclusions.ts'
import { type Selection, selectionSql, WORKABLE } from './problems.filter.ts'

export interface BulkMove {
  readonly event: ProblemEvent
  readonly selection: Selection
  readonly preview: boolean
  readonly reason?: string | undefined
  /** push, answer, verification and return concern the platform; the bureau's own review does not */
  readonly forPlatform: boolean
  /** further grounds to leave a row out, over `p` (problem) and `b` (its batch); the first that applies counts */
  readonly exclude?: readonly (readonly [ExclusionCode, RawBuilder<unknown>])[]
  /** assignments besides state and version, over `p` */
  readonly set?: readonly RawBuilder<unknown>[]
}

interface Group {
  batch_id: string
  platform_id: string
  from_state: string
  from_kind: string | null
  undecided_reason: string | null
  excluded: ExclusionCode | null
  moved: boolean
  to_state: string | null
  to_kind: string | null
  n: number
}

export interface BulkOutcome {
  readonly result: BulkResult
  /** how many rows moved, by platform */
  readonly platforms: readonly { id: string; count: number }[]
  readonly settled: readonly { id: string; from: BatchState; to: BatchState }[]
}

/** Runs one move over a selection: one statement changes the rows and writes their history; all in the caller's transaction. */
export const bulkMove = async (ctx: Ctx, tx: Tx, move: BulkMove): Promise<BulkOutcome> => {
  const batches = move.preview ? [] : await lockSelected(ctx, tx, move.selection)
  const groups = await runMove(ctx, tx, move, batches)
  const result = await resultOf(tx, move, groups)
  if (move.preview) return { result, platforms: [], settled: [] }
  if (result.affected === 0) refuseSingle(move, result)
  const moved = groups.filter((group) => group.moved)
  const now = ctx.platform.clock.now()
  await shiftTotals(tx, batches, moved.map(shiftOf), now)
  const settled = await settleBatches(tx, batches, now)
  if (result.affected > 0) await auditMove(ctx, tx, move, result, batches)
  const platforms = [...Map.groupBy(moved, (group) => group.platform_id)].map(([id, of]) => ({ id, count: sum(of) }))
  return { result, platforms, settled }
}

const sum = (groups: readonly Group[]): number => groups.reduce((total, group) => total + group.n, 0)

const shiftOf = (group: Group) => ({
  batchId: group.batch_id,
  from: placeOf(group.from_state, group.from_kind, group.undecided_reason),
  to: placeOf(group.to_state ?? group.from_state, group.to_kind, group.undecided_reason),
  count: group.n,
})

const lockSelected = async (ctx: Ctx, tx: Tx, selection: Selection): Promise<LockedBatch[]> => {
  const { from, where } = selectionSql(ctx, selection)
  const { rows } = await sql<{ batch_id: string }>`SELECT DISTINCT p.batch_id FROM ${from} WHERE ${where}`.execute(tx)
  return lockBatches(
    tx,
    rows.map((row) => row.batch_id),
  )
}

const runMove = async (ctx: Ctx, tx: Tx, move: BulkMove, locked: readonly LockedBatch[]): Promise<Group[]> => {
  const { organisation, name } = ctx.actor
  const { from: states, to } = getMove(PROBLEM_MOVES, move.event, organisation.kind)
  const { from, where, seenVersion } = selectionSql(ctx, move.selection)
  const grounds = [
    sql`WHEN ${seenVersion} IS NOT NULL AND p.version <> ${seenVersion} THEN 'changed'`,
    sql`WHEN b.state NOT IN ${WORKABLE} THEN 'batch'`,
    sql`WHEN p.state <> ALL(${[...states]}) THEN 'state'`,
    ...(move.exclude ?? []).map(([code, when]) => sql`WHEN ${when} THEN ${sql.lit(code)}`),
  ]
  // A batch that became ready after the lock is not part of this action: its totals are not in our hands.
  const inLocked = move.preview ? sql`` : sql` AND p.batch_id = ANY(${locked.map((batch) => batch.id)})`
  const chosen = sql`chosen AS MATERIALIZED (
    SELECT p.id, p.batch_id, p.platform_id, p.version, p.state AS from_state, p.kind AS from_kind, p.undecided_reason,
      CASE ${sql.join(grounds, sql` `)} END AS excluded
    FROM ${from} WHERE ${where}${inLocked})`
  const now = ctx.platform.clock.now()
  const changed = sql`changed AS (
    UPDATE problem p SET ${sql.join([sql`state = ${to}, version = p.version + 1, updated_at = ${now}`, ...(move.set ?? [])])}
    FROM chosen c WHERE p.id = c.id AND c.excluded IS NULL AND p.version = c.version
    RETURNING p.id, p.state AS to_state, p.kind AS to_kind, c.from_state, p.platform_id, p.division),
  logged AS (
    INSERT INTO problem_event (problem_id, at, event, from_state, to_state, by_user, by_organisation, reason, for_platform, platform_id, division)
    SELECT id, ${now}::timestamptz, ${move.event}, from_state, to_state, ${name}, ${organisation.nameZh}, ${move.reason ?? null},
      ${move.forPlatform}::boolean, platform_id, division FROM changed)`
  const none = sql`changed AS (SELECT NULL::text AS id, NULL::text AS to_state, NULL::text AS to_kind WHERE false)`
  const statement = sql<Group>`
    WITH ${chosen}, ${move.preview ? none : changed}
    SELECT c.batch_id, c.platform_id, c.from_state, c.from_kind, c.undecided_reason, c.excluded, m.id IS NOT NULL AS moved,
      m.to_state, m.to_kind, count(*)::int AS n
    FROM chosen c LEFT JOIN changed m ON m.id = c.id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`
  const many = 'filter' in move.selection || move.selection.ids.length > 100
  const { rows } = await withoutNestedLoops(tx, many, () => statement.execute(tx))
  return rows
}

const resultOf = async (tx: Tx, move: BulkMove, groups: readonly Group[]): Promise<BulkResult> => {
  const done = groups.filter((group) => (move.preview ? group.excluded === null : group.moved))
  const left = new Map<ExclusionCode, number>()
  const leave = (code: ExclusionCode, n: number) => n > 0 && left.set(code, (left.get(code) ?? 0) + n)
  for (const group of groups) {
    if (group.excluded) leave(group.excluded, group.n)
    else if (!move.preview && !group.moved) leave('changed', group.n)
  }
  if ('ids' in move.selection) leave('not_found', new Set(move.selection.ids.map((one) => one.id)).size - sum(groups))
  const byKind: Record<string, number> = {}
  for (const group of done) {
    const kind = group.to_kind ?? group.from_kind ?? 'undecided'
    byKind[kind] = (byKind[kind] ?? 0) + group.n
  }
  const platforms = Map.groupBy(done, (group) => group.platform_id)
  const names = platforms.size
    ? await tx
        .selectFrom('organisation')
        .select(['id', 'name_zh'])
        .where('id', 'in', [...platforms.keys()])
        .execute()
    : []
  return {
    preview: move.preview,
    affected: sum(done),
    excluded: [...left].map(([reason, count]) => ({
      reason,
      zh: EXCLUSIONS[reason].zh,
      en: EXCLUSIONS[reason].en,
      count,
    })),
    byKind,
    byPlatform: [...platforms].map(([id, of]) => ({
      platformName: names.find((one) => one.id === id)?.name_zh ?? '',
      count: sum(of),
    })),
  }
}

/** One row by name that cannot be moved is an error the caller can act on, not an empty success. */
const refuseSingle = (move: BulkMove, result: BulkResult): void => {
  if (!('ids' in move.selection) || move.selection.ids.length !== 1) return
  const [first] = result.excluded
  if (!first) return
  const { error, zh } = EXCLUSIONS[first.reason as ExclusionCode]
  throw new AppError(error, { detail: error === 'not_found' || error === 'conflict' ? first.reason : zh })
}

const auditMove = async (
  ctx: Ctx,
  tx: Tx,
  move: BulkMove,
  result: BulkResult,
  batches: readonly LockedBatch[],
): Promise<void> => {
  const single = 'ids' in move.selection && move.selection.ids.length === 1 ? move.selection.ids[0]?.id : undefined
  const selection = 'ids' in move.selection ? { ids: move.selection.ids.map((one) => one.id) } : move.selection
  await audit(tx, ctx.actor, {
    action: `problem.${move.event}`,
    subjectKind: single ? 'problem' : 'batch',
    subjectId:
      single ??
      batches
        .map((batch) => batch.id)
        .join(',')
        .slice(0, 1000),
    detail: {
      affected: result.affected,
      excluded: result.excluded.map(({ reason, count }) => ({ reason, count })),
      selection,
      ...(move.reason ? { reason: move.reason } : {}),
    },
  })
}
