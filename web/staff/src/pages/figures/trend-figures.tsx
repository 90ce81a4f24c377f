import type { Figures } from '@redbridge/contract'
import { useMemo } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatPeriod } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { BarChart } from './bar-chart.tsx'
import { words } from './words.ts'

type Line = Figures['trend'][number]

/** Problem operators from period to period. */
export function TrendFigures({ figures }: { figures: Figures }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { trend } = figures
  const bars = useMemo(
    () => trend.map((line) => ({ name: formatPeriod(line.period, lang), value: line.problem })),
    [trend, lang],
  )
  const now = trend.at(-1)
  const before = trend.at(-2)
  const change = now && before ? now.problem - before.problem : null
  const n = formatNumber(Math.abs(change ?? 0))
  const title =
    change === null
      ? t('trendOne')
      : change > 0
        ? t('trendUp', { n })
        : change < 0
          ? t('trendDown', { n })
          : t('trendSame')
  const columns: Column<Line>[] = [
    { key: 'period', title: t('period'), render: (line) => formatPeriod(line.period, lang) },
    { key: 'rowsIn', title: t('rowsIn'), number: true, render: (line) => formatNumber(line.rowsIn) },
    {
      key: 'problem',
      title: t('problems'),
      number: true,
      render: (line) =>
        line.problem > 0 ? (
          <AppLink href={`/problems?period=${line.period}&bucket=problem`}>{formatNumber(line.problem)}</AppLink>
        ) : (
          '0'
        ),
    },
    { key: 'verified', title: t('verified'), number: true, render: (line) => formatNumber(line.verified) },
  ]
  return (
    <section className="rb-figure">
      <h2>{title}</h2>
      <BarChart bars={bars} label={title} />
      <DataTable label={title} columns={columns} rows={trend} rowKey={(line) => line.period} />
    </section>
  )
}
