import type { MatterStatistics } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { FigureLink } from './figure-link.tsx'
import { mattersOf } from './links.ts'
import { words } from './words.ts'

type Line = MatterStatistics['lines'][number]
export const endedOf = (line: Line): number => line.outcomes.reduce((sum, one) => sum + one.count, 0)

/** All kinds in one table, with whether the sums are equal. */
export function Overview({ statistics }: { statistics: MatterStatistics }) {
  const t = useWords(words)
  const { lines } = statistics
  const unequal = lines.filter((line) => !line.balances).length
  return (
    <section aria-labelledby="overview">
      <h2 id="overview">{unequal > 0 ? t('unbalanced', { n: unequal }) : t('balanced', { n: lines.length })}</h2>
      <DataTable label={t('overview')} columns={useColumns()} rows={lines} rowKey={(line) => line.kind} />
    </section>
  )
}

const days = (value: number | null): string => (value === null ? '—' : formatNumber(Math.round(value * 10) / 10))

function useColumns(): Column<Line>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    {
      key: 'kind',
      title: t('kind'),
      render: (line) => <a href={`#${line.kind}`}>{pick(line.kindText)}</a>,
    },
    {
      key: 'intake',
      title: t('intake'),
      number: true,
      render: (line) => <FigureLink n={line.intake} href={mattersOf({ kind: line.kind })} />,
    },
    {
      key: 'ended',
      title: t('ended'),
      number: true,
      render: (line) => <FigureLink n={endedOf(line)} href={mattersOf({ kind: line.kind, open: 'false' })} />,
    },
    {
      key: 'open',
      title: t('open'),
      number: true,
      render: (line) => <FigureLink n={line.open} href={mattersOf({ kind: line.kind, open: 'true' })} />,
    },
    {
      key: 'overdue',
      title: t('overdue'),
      number: true,
      render: (line) => <FigureLink n={line.overdue} href={mattersOf({ kind: line.kind, overdue: 'true' })} alert />,
    },
    { key: 'p50', title: t('daysP50'), number: true, priority: 3, render: (line) => days(line.daysP50) },
    { key: 'p90', title: t('daysP90'), number: true, priority: 3, render: (line) => days(line.daysP90) },
    {
      key: 'balance',
      title: t('balance'),
      priority: 2,
      render: (line) => (
        <StateTag tone={line.balances ? 'done' : 'alert'}>{t(line.balances ? 'equal' : 'unequal')}</StateTag>
      ),
    },
  ]
}
