import { type Figures, PROBLEM_KIND_TEXT, type ProblemKind } from '@redbridge/contract'
import { useMemo } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { BarChart } from './bar-chart.tsx'
import { words } from './words.ts'

type Line = Figures['byKind'][number]

/** Which problems there are, the most frequent first. */
export function KindFigures({ figures }: { figures: Figures }) {
  const t = useWords(words)
  const pick = usePick()
  const { byKind, period, totals } = figures
  const nameOf = (line: Line) => pick(PROBLEM_KIND_TEXT[line.kind as ProblemKind])
  const bars = useMemo(
    () => byKind.map((line) => ({ name: pick(PROBLEM_KIND_TEXT[line.kind as ProblemKind]), value: line.count })),
    [byKind, pick],
  )
  const [first] = byKind
  if (!first) return <p className="rb-quiet">{t('noProblems')}</p>
  const link = (line: Line, count: number, more: string) =>
    count > 0 ? (
      <AppLink href={`/problems?period=${period}&kind=${line.kind}${more}`}>{formatNumber(count)}</AppLink>
    ) : (
      '0'
    )
  const columns: Column<Line>[] = [
    { key: 'kind', title: t('kind'), render: nameOf },
    { key: 'count', title: t('count'), number: true, render: (line) => link(line, line.count, '&bucket=problem') },
    {
      key: 'share',
      title: t('share'),
      number: true,
      priority: 2,
      render: (line) => formatShare(line.count, totals.problem),
    },
    {
      key: 'pushed',
      title: t('pushed'),
      number: true,
      priority: 2,
      render: (line) => link(line, line.pushed, '&state=pushed,answered,verified,returned'),
    },
    {
      key: 'verified',
      title: t('verified'),
      number: true,
      render: (line) => link(line, line.verified, '&state=verified'),
    },
  ]
  const title = t('kindTitle', {
    kind: nameOf(first),
    n: formatNumber(first.count),
    share: formatShare(first.count, totals.problem),
  })
  return (
    <section className="rb-figure">
      <h2>{title}</h2>
      <BarChart bars={bars} label={title} />
      <DataTable label={title} columns={columns} rows={byKind} rowKey={(line) => line.kind} />
    </section>
  )
}
