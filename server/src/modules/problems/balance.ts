import type { BatchState, BatchTotals, ProblemKind, UndecidedReason } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'

/** A number of rows of one batch that stood somewhere and now stand elsewhere in its balance. */
export interface Shift {
  readonly batchId: string
  readonly from: Place
  readonly to: Place
  readonly count: number
}
export interface Place {
  readonly bucket: 'clear' | 'problem' | 'undecided'
  readonly kind: string | null
  readonly reason: string | null
}

/** Where a problem row stands: the same rule as `bucketSql`. */
export const placeOf = (state: string, kind: string | null, reason: string | null): Place => ({
  bucket: state === 'dismissed' ? 'clear' : kind === null || state === 'undecided' ? 'undecided' : 'problem',
  kind,
  reason,
})

const add = (totals: BatchTotals, place: Place, count: number): void => {
  totals[place.bucket] += count
  if (place.bucket === 'problem' && place.kind !== null) {
    const kind = place.kind as ProblemKind
    totals.byKind[kind] = (totals.byKind[kind] ?? 0) + count
  }
  if (place.bucket === 'undecided') {
    const reason = (place.reason ?? 'by_person') as UndecidedReason
    totals.byUndecided[reason] = (totals.byUndecided[reason] ?? 0) + count
  }
}

/** Locks batches in one order, so that two bulk actions never wait for each other; returns their totals. */
export const lockBatches = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('report_batch')
    .select(['id', 'state', 'totals', 'platform_id', 'period_id'])
    .where('id', 'in', ids.length > 0 ? [...ids] : ['-'])
    .orderBy('id')
    .forUpdate()
    .execute()
export type LockedBatch = Awaited<ReturnType<typeof lockBatches>>[number]

/**
 * Moves rows between the counts of locked batches: what leaves one count enters another, so that
 * accepted = clear + problem + undecided holds before and after.
 */
export const shiftTotals = async (
  tx: Tx,
  batches: readonly LockedBatch[],
  shifts: readonly Shift[],
  now: Date,
): Promise<void> => {
  for (const batch of batches) {
    const own = shifts.filter(
      (one) => one.batchId === batch.id && one.count > 0 && JSON.stringify(one.from) !== JSON.stringify(one.to),
    )
    if (own.length === 0) continue
    const totals = structuredClone(batch.totals) as unknown as BatchTotals
    totals.byKind ??= {}
    totals.byUndecided ??= {}
    for (const { from, to, count } of own) {
      add(totals, from, -count)
      add(totals, to, count)
    }
    await tx
      .updateTable('report_batch')
      .set({ totals: JSON.stringify(totals), updated_at: now })
      .where('id', '=', batch.id)
      .execute()
  }
}

const WORKING: readonly BatchState[] = ['matched', 'pushed', 'answered', 'closed']

/**
 * What the problems of a batch make of it: pushed while an answer is out; answered when all pushed are answered; closed
 * when all pushed are verified and nothing waits for review.
 */
const stateFrom = (n: Readonly<Record<string, number>>): BatchState => {
  const of = (...states: string[]): number => states.reduce((sum, state) => sum + (n[state] ?? 0), 0)
  if (of('pushed', 'returned') > 0) return 'pushed'
  if (of('answered') > 0) return 'answered'
  if (of('verified') > 0) return of('found', 'confirmed') > 0 ? 'answered' : 'closed'
  return 'matched'
}

/** Brings the state of locked batches in line with their problems; returns those that changed. */
export const settleBatches = async (
  tx: Tx,
  batches: readonly Pick<LockedBatch, 'id' | 'state'>[],
  now: Date,
): Promise<{ id: string; from: BatchState; to: BatchState }[]> => {
  const open = batches.filter((batch) => WORKING.includes(batch.state))
  if (open.length === 0) return []
  const { rows } = await sql<{ batch_id: string; state: string; n: number }>`
    SELECT batch_id, state, count(*)::int AS n FROM problem WHERE batch_id = ANY(${open.map((batch) => batch.id)})
    GROUP BY 1, 2`.execute(tx)
  const moved: { id: string; from: BatchState; to: BatchState }[] = []
  for (const batch of open) {
    const counts = Object.fromEntries(rows.filter((row) => row.batch_id === batch.id).map((row) => [row.state, row.n]))
    const to = stateFrom(counts)
    if (to === batch.state) continue
    await tx.updateTable('report_batch').set({ state: to, updated_at: now }).where('id', '=', batch.id).execute()
    moved.push({ id: batch.id, from: batch.state, to })
  }
  return moved
}
