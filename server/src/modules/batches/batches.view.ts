import type { Batch, BatchTotals } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import { noTotals } from './totals.ts'

export const batchQuery = (tx: Tx) =>
  tx
    .selectFrom('report_batch as b')
    .innerJoin('organisation as p', 'p.id', 'b.platform_id')
    .innerJoin('report_period as period', 'period.id', 'b.period_id')
    .selectAll('b')
    .select(['p.name_zh as platform_name', 'period.key as period_key'])
    .select((eb) => [
      eb
        .selectFrom('batch_chunk as c')
        .whereRef('c.batch_id', '=', 'b.id')
        .where('c.state', '=', 'done')
        .select((e) => sql<number>`coalesce(${e.fn.sum('c.rows')}, 0)::bigint`.as('n'))
        .as('rows_done'),
      eb
        .selectFrom((e) =>
          e
            .selectFrom('problem as q')
            .whereRef('q.batch_id', '=', 'b.id')
            .groupBy('q.state')
            .select(['q.state', sql<number>`count(*)`.as('n')])
            .as('g'),
        )
        .select(sql<Record<string, number> | null>`jsonb_object_agg(g.state, g.n)`.as('s'))
        .as('problem_states'),
      eb
        .selectFrom('transfer as t')
        .whereRef('t.batch_id', '=', 'b.id')
        .select(sql<number>`count(*)`.as('n'))
        .as('transfers_sent'),
      eb
        .selectFrom('transfer as t')
        .whereRef('t.batch_id', '=', 'b.id')
        .where('t.answered_at', 'is not', null)
        .select(sql<number>`count(*)`.as('n'))
        .as('transfers_answered'),
      // Still counted among the undecided: sent out and not yet brought back into the totals.
      eb
        .selectFrom('transfer as t')
        .whereRef('t.batch_id', '=', 'b.id')
        .where('t.applied_at', 'is', null)
        .where('t.state', '!=', 'withdrawn')
        .select(sql<number>`count(*)`.as('n'))
        .as('transfers_open'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof batchQuery>['executeTakeFirstOrThrow']>>

export const batchView = (row: Row, now: Date): Batch => {
  const totals: BatchTotals = { ...noTotals(), ...(row.totals as Partial<BatchTotals>) }
  const rowsDone = Number(row.rows_done ?? 0)
  const working = row.state === 'uploaded' || row.state === 'checking'
  const seconds = row.started_at && working ? Math.max(0.001, (now.getTime() - row.started_at.getTime()) / 1000) : null
  const rate = seconds && rowsDone > 0 ? Math.round(rowsDone / seconds) : null
  const left = rate && row.rows_total !== null ? Math.ceil((row.rows_total - rowsDone) / rate) : null
  const sent = Number(row.transfers_sent ?? 0)
  return {
    id: row.id,
    platformId: row.platform_id,
    platformName: row.platform_name,
    periodId: row.period_id,
    periodKey: row.period_key,
    source: row.source,
    fileName: row.file_name,
    bytes: row.bytes,
    sha256: row.sha256,
    state: row.state,
    progress: { stage: row.stage, rowsDone, rowsTotal: row.rows_total, rowsPerSecond: rate, secondsLeft: left },
    totals,
    problemStates: row.problem_states ?? {},
    registerVersion: row.register_no === null ? null : String(row.register_no),
    registerAsOf: row.register_as_of,
    columns: row.columns ? { known: row.columns.known, unknown: row.columns.unknown } : null,
    fault: row.fault,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    replacesBatchId: row.replaces_batch_id,
    transfers: {
      waiting: Math.max(0, (totals.byUndecided.outside_coverage ?? 0) - Number(row.transfers_open ?? 0)),
      sent,
      answered: Number(row.transfers_answered ?? 0),
    },
  }
}
