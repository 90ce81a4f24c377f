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
  return [
    {
      key: 'platform',
      title: t('platform'),
      render: (d) =>
        d.batchId && opens ? <AppLink href={`/batches/${d.batchId}`}>{d.platformName}</AppLink> : d.platformName,
    },
    { key: 'state', title: t('state'), render: (d) => <DutyState duty={d} /> },
    ...COUNTS.map(
      ({ key, priority, value, link }): Column<Duty> => ({
        key,
        title: t(key),
        number: true,
        priority,
        render: (d) => (
          <Count
            value={value(d)}
            href={opens && d.batchId ? link(d.batchId) : null}
            alert={key === 'late' && value(d) > 0}
          />
        ),
      }),
    ),
    { key: 'actions', title: t('actions'), render: (d) => <DutyActions duty={d} /> },
  ]
}

const problems = (query: Record<string, string>) => (batchId: string) => withQuery('/problems', { batchId, ...query })

/** The counts of a duty, each with the address of its records. */
const COUNTS = [
  { key: 'rowsIn', priority: 2, value: (d: Duty) => d.rowsIn, link: (id: string) => `/batches/${id}` },
  { key: 'rejected', priority: 3, value: (d: Duty) => d.rejected, link: (id: string) => `/batches/${id}#rejected` },
  { key: 'problems', priority: 2, value: (d: Duty) => d.problems, link: problems({}) },
  {
    key: 'pushed',
    priority: 3,
    value: (d: Duty) => d.pushed,
    link: problems({ state: 'pushed,answered,returned,verified' }),
  },
  { key: 'answered', priority: 3, value: (d: Duty) => d.answered, link: problems({ state: 'answered,verified' }) },
  { key: 'verified', priority: 3, value: (d: Duty) => d.verified, link: problems({ state: 'verified' }) },
  { key: 'late', priority: 3, value: (d: Duty) => d.answersOverdue, link: problems({ overdue: 'true' }) },
] as const

/** A count that opens its records, where there are some and the person may see them. */
function Count({ value, href, alert }: { value: number; href: string | null; alert: boolean }) {
  const figure = formatNumber(value)
  return (
    <span className={alert ? 'rb-alert' : ''}>
      {value > 0 && href ? <AppLink href={href}>{figure}</AppLink> : figure}
    </span>
  )
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
