import type { BatchTotals, Duty, Period } from '@redbridge/contract'
import type { ReportPeriodTable } from '../../platform/db/schema.ts'
import type { DutyRow } from './periods.store.ts'

const ACCEPTED = new Set(['matched', 'pushed', 'answered', 'closed'])

/** True once the bureau has a usable report: an upload that failed, or is still being checked, meets no duty. */
export const isReported = (state: string): boolean => ACCEPTED.has(state)

export const periodView = (
  row: ReportPeriodTable,
  counts: readonly { state: string; n: number }[],
  today: string,
): Period => ({
  id: row.id,
  key: row.key,
  bureauId: row.bureau_id,
  opensOn: row.opens_on,
  dueOn: row.due_on,
  closesOn: row.closes_on,
  state: today < row.opens_on ? 'planned' : today > row.closes_on ? 'closed' : 'open',
  platforms: counts.reduce((sum, one) => sum + one.n, 0),
  counts: Object.fromEntries(counts.map((one) => [one.state, one.n])),
})

export const dutyView = (row: DutyRow): Duty => {
  const totals = (row.totals ?? {}) as Partial<BatchTotals>
  const resolved = row.resolved_at ?? (isReported(row.state) ? row.batch_finished_at : null)
  return {
    id: row.id,
    periodId: row.period_id,
    periodKey: row.period_key,
    platformId: row.platform_id,
    platformName: row.platform_name,
    state: row.state,
    dueOn: row.due_on,
    batchId: row.batch_id,
    batchState: row.batch_state,
    rowsIn: totals.rowsIn ?? 0,
    accepted: totals.accepted ?? 0,
    rejected: totals.rejected ?? 0,
    problems: row.problems,
    pushed: row.pushed,
    answered: row.answered,
    verified: row.verified,
    answersOverdue: row.answers_overdue,
    remindedAt: row.reminded_at?.toISOString() ?? null,
    rectification: row.rectification_at
      ? {
          orderedAt: row.rectification_at.toISOString(),
          dueOn: row.rectification_due_on ?? '',
          text: row.rectification_text ?? '',
          byUser: row.rectification_by ?? '',
          resolvedAt: resolved && resolved >= row.rectification_at ? resolved.toISOString() : null,
        }
      : null,
  }
}
