import type { Duty } from '@redbridge/contract'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { withQuery } from '../../lib/api.ts'
import { formatDate, formatNumber, formatTime } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { DutyStateTag } from '../../ui/state-names.tsx'
import { DutyActions } from './duty-actions.tsx'
import { words } from './words.ts'

export function useDutyColumns(): Column<Duty>[] {
  const t = useWords(words)
  const may = useMay()
  const opens = may('batch.read')
  /** a count that opens its records */
  const count = (value: number, duty: Duty, state?: string, extra: Record<string, string> = {}) =>
    value > 0 && opens && duty.batchId ? (
      <AppLink href={withQuery('/problems', { batchId: duty.batchId, state, ...extra })}>{formatNumber(value)}</AppLink>
    ) : (
      formatNumber(value)
    )
  return [
    {
      key: 'platform',
      title: t('platform'),
      render: (d) =>
        d.batchId && opens ? <AppLink href={`/batches/${d.batchId}`}>{d.platformName}</AppLink> : d.platformName,
    },
    { key: 'state', title: t('state'), render: (d) => <DutyState duty={d} /> },
    {
      key: 'rows',
      title: t('rowsIn'),
      number: true,
      priority: 2,
      render: (d) =>
        d.batchId && opens ? (
          <AppLink href={`/batches/${d.batchId}`}>{formatNumber(d.rowsIn)}</AppLink>
        ) : (
          formatNumber(d.rowsIn)
        ),
    },
    {
      key: 'rejected',
      title: t('rejected'),
      number: true,
      priority: 3,
      render: (d) =>
        d.rejected > 0 && d.batchId && opens ? (
          <AppLink href={`/batches/${d.batchId}#rejected`}>{formatNumber(d.rejected)}</AppLink>
        ) : (
          formatNumber(d.rejected)
        ),
    },
    { key: 'problems', title: t('problems'), number: true, priority: 2, render: (d) => count(d.problems, d) },
    {
      key: 'pushed',
      title: t('pushed'),
      number: true,
      priority: 3,
      render: (d) => count(d.pushed, d, 'pushed,answered,returned,verified'),
    },
    {
      key: 'answered',
      title: t('answered'),
      number: true,
      priority: 3,
      render: (d) => count(d.answered, d, 'answered,verified'),
    },
    {
      key: 'verified',
      title: t('verified'),
      number: true,
      priority: 3,
      render: (d) => count(d.verified, d, 'verified'),
    },
    {
      key: 'late',
      title: t('late'),
      number: true,
      priority: 3,
      render: (d) => (
        <span className={d.answersOverdue > 0 ? 'rb-alert' : ''}>
          {count(d.answersOverdue, d, undefined, { overdue: 'true' })}
        </span>
      ),
    },
    { key: 'actions', title: t('actions'), priority: 2, render: (d) => <DutyActions duty={d} /> },
  ]
}

/** State with what belongs to it: days late, the reminder, the order to correct. */
function DutyState({ duty }: { duty: Duty }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const waiting = duty.state === 'due' || duty.state === 'overdue'
  return (
    <>
      <DutyStateTag state={duty.state} />
      {waiting && (
        <span className="rb-after">
          <DueBadge date={duty.dueOn} plain />
        </span>
      )}
      {duty.remindedAt && waiting && (
        <div className="rb-sub">{t('remindedAt', { time: formatTime(duty.remindedAt) })}</div>
      )}
      {duty.rectification && (
        <div className="rb-sub">
          {duty.rectification.resolvedAt
            ? t('resolved')
            : t('ordered', { date: formatDate(duty.rectification.dueOn, lang) })}
        </div>
      )}
    </>
  )
}
