import type { BatchState, BulkResult } from '@redbridge/contract'
import { type RawBuilder, sql } from 'kysely'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type LockedBatch, lockBatches } from './balance.ts'
import { EXCLUSIONS, type ExclusionCode } from './exclusions.ts'
import { type Selection, selectionSql, WORKABLE } from './problems.filter.ts'

// What the bureau's review of findings and the push of them as matters have in common: which rows are meant, which of
// them are left out and why, and what is told of it.

export interface Bulk {
  readonly event: string
  readonly selection: Selection
  readonly preview: boolean
  readonly reason?: string | undefined
  /** further grounds to leave a row out, over `p` (problem) and `b` (its batch); the first that applies counts */
  readonly exclude?: readonly (readonly [ExclusionCode, RawBuilder<unknown>])[]
}

/** Rows that fare alike, counted. */
export interface Group {
  readonly batch_id: string
  readonly platform_id: string
  readonly from_state: string
  readonly from_kind: string | null
  readonly undecided_reason: string | null
  readonly excluded: ExclusionCode | null
  readonly moved: boolean
  readonly to_state: string | null
  readonly to_kind: string | null
  readonly n: number
}

export interface BulkOutcome {
  readonly result: BulkResult
  /** how many rows moved, by platform */
  readonly platforms: readonly { id: string; count: number }[]
  readonly settled: readonly { id: string; from: BatchState; to: BatchState }[]
}

export const sum = (groups: readonly Pick<Group, 'n'>[]): number => groups.reduce((total, group) => total + group.n, 0)

export const lockSelected = async (ctx: Ctx, tx: Tx, selection: Selection): Promise<LockedBatch[]> => {
  const { from, where } = selectionSql(ctx, selection)
  const { rows } = await sql<{ batch_id: string }>`SELECT DISTINCT p.batch_id FROM ${from} WHERE ${where}`.execute(tx)
  return lockBatches(
    tx,
    rows.map((row) => row.batch_id),
  )
}

/** The rows meant, each with why it is left out, as a query; `states` are those from which the event leads. */
export const chosenSql = (
  ctx: Ctx,
  bulk: Bulk,
  at: { states: readonly string[]; batches: readonly LockedBatch[] },
): RawBuilder<unknown> => {
  const { from, where, seenVersion } = selectionSql(ctx, bulk.selection)
  const grounds = [
    sql`WHEN ${seenVersion} IS NOT NULL AND p.version <> ${seenVersion} THEN 'changed'`,
    sql`WHEN b.state NOT IN ${WORKABLE} THEN 'batch'`,
    sql`WHEN p.state <> ALL(${[...at.states]}) THEN 'state'`,
    ...(bulk.exclude ?? []).map(([code, when]) => sql`WHEN ${when} THEN ${sql.lit(code)}`),
  ]
  // A batch that became ready after the lock is not part of this action: its totals are not in our hands.
  const inLocked = bulk.preview ? sql`` : sql` AND p.batch_id = ANY(${at.batches.map((batch) => batch.id)})`
  return sql`
    SELECT p.id, p.batch_id, p.platform_id, p.version, p.state AS from_state, p.kind AS from_kind, p.undecided_reason, p.name,
      CASE ${sql.join(grounds, sql` `)} END AS excluded
    FROM ${from} WHERE ${where}${inLocked}`
}

/** Whether a selection may mean very many rows: then the planner must not walk them one by one. */
export const isMany = (selection: Selection): boolean => 'filter' in selection || selection.ids.length > 100

export const resultOf = async (tx: Tx, bulk: Bulk, groups: readonly Group[]): Promise<BulkResult> => {
  const done = groups.filter((group) => (bulk.preview ? group.excluded === null : group.moved))
  const left = new Map<ExclusionCode, number>()
  const leave = (code: ExclusionCode, n: number) => n > 0 && left.set(code, (left.get(code) ?? 0) + n)
  for (const group of groups) {
    if (group.excluded) leave(group.excluded, group.n)
    else if (!bulk.preview && !group.moved) leave('changed', group.n)
  }
  if ('ids' in bulk.selection) leave('not_found', new Set(bulk.selection.ids.map((one) => one.id)).size - sum(groups))
  const byKind: Record<string, number> = {}
  for (const group of done) {
    const kind = group.to_kind ?? group.from_kind ?? 'undecided'
    byKind[kind] = (byKind[kind] ?? 0) + group.n
  }
  return {
    preview: bulk.preview,
    affected: sum(done),
    excluded: [...left].map(([reason, count]) => ({
      reason,
      zh: EXCLUSIONS[reason].zh,
      en: EXCLUSIONS[reason].en,
      count,
    })),
    byKind,
    byPlatform: await namedCounts(tx, done),
  }
}

const namedCounts = async (tx: Tx, done: readonly Group[]): Promise<BulkResult['byPlatform']> => {
  const platforms = Map.groupBy(done, (group) => group.platform_id)
  if (platforms.size === 0) return []
  const names = await tx
    .selectFrom('organisation')
    .select(['id', 'name_zh'])
    .where('id', 'in', [...platforms.keys()])
    .execute()
  return [...platforms].map(([id, of]) => ({
    platformName: names.find((one) => one.id === id)?.name_zh ?? '',
    count: sum(of),
  }))
}

/** How many rows moved, by platform. */
export const platformCounts = (groups: readonly Group[]): BulkOutcome['platforms'] =>
  [
    ...Map.groupBy(
      groups.filter((group) => group.moved),
      (group) => group.platform_id,
    ),
  ].map(([id, of]) => ({ id, count: sum(of) }))

/** One row by name that cannot be moved is an error the caller can act on, not an empty success. */
export const refuseSingle = (bulk: Bulk, result: BulkResult): void => {
  if (!('ids' in bulk.selection) || bulk.selection.ids.length !== 1) return
  const [first] = result.excluded
  if (!first) return
  const { error, zh } = EXCLUSIONS[first.reason as ExclusionCode]
  throw new AppError(error, { detail: error === 'not_found' || error === 'conflict' ? first.reason : zh })
}

export const auditBulk = async (
  ctx: Ctx,
  tx: Tx,
  bulk: Bulk,
  did: { result: BulkResult; batches: readonly LockedBatch[] },
): Promise<void> => {
  const single = 'ids' in bulk.selection && bulk.selection.ids.length === 1 ? bulk.selection.ids[0]?.id : undefined
  const selection = 'ids' in bulk.selection ? { ids: bulk.selection.ids.map((one) => one.id) } : bulk.selection
  await audit(tx, ctx.actor, {
    action: `problem.${bulk.event}`,
    subjectKind: single ? 'problem' : 'batch',
    subjectId:
      single ??
      did.batches
        .map((batch) => batch.id)
        .join(',')
        .slice(0, 1000),
    detail: {
      affected: did.result.affected,
      excluded: did.result.excluded.map(({ reason, count }) => ({ reason, count })),
      selection,
      ...(bulk.reason ? { reason: bulk.reason } : {}),
    },
  })
}
