import { DUTY_STATE_TEXT, type DutyState, type Figures } from '@redbridge/contract'
import { useMemo } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { BarChart } from './bar-chart.tsx'
import { words } from './words.ts'

type Line = Figures['byPlatform'][number]

/** Who has reported, how much, and how fast each platform answers. */
export function PlatformFigures({ figures, periodHref }: { figures: Figures; periodHref: string }) {
  const t = useWords(words)
  const pick = usePick()
  const { byPlatform, period, totals } = figures
  const bars = useMemo(
    () =>
      byPlatform.map((line) => ({ name: line.platformName, value: line.accepted })).sort((a, b) => b.value - a.value),
    [byPlatform],
  )
  const problems = (line: Line, count: number, more: string) =>
    count > 0 ? (
      <AppLink href={`/problems?period=${period}&platformId=${line.platformId}${more}`}>{formatNumber(count)}</AppLink>
    ) : (
      '0'
    )
  const time = (hours: number | null) =>
    hours === null ? '—' : hours < 48 ? t('hours', { n: String(hours) }) : t('days', { n: (hours / 24).toFixed(1) })
  const columns: Column<Line>[] = [
    { key: 'platform', title: t('platform'), render: (line) => line.platformName },
    {
      key: 'state',
      title: t('state'),
      render: (line) => (
        <AppLink href={`${periodHref}?state=${line.state}`}>{pick(DUTY_STATE_TEXT[line.state as DutyState])}</AppLink>
      ),
    },
    { key: 'accepted', title: t('accepted'), number: true, priority: 2, render: (line) => formatNumber(line.accepted) },
    {
      key: 'problem',
      title: t('problems'),
      number: true,
      render: (line) => problems(line, line.problem, '&bucket=problem'),
    },
    {
      key: 'pushed',
      title: t('pushed'),
      number: true,
      priority: 3,
      render: (line) => problems(line, line.pushed, '&state=pushed,answered,verified,returned'),
    },
    {
      key: 'verified',
      title: t('verified'),
      number: true,
      priority: 2,
      render: (line) => problems(line, line.verified, '&state=verified'),
    },
    { key: 'median', title: t('median'), number: true, priority: 2, render: (line) => time(line.medianAnswerHours) },
    { key: 'p90', title: t('p90'), number: true, priority: 3, render: (line) => time(line.p90AnswerHours) },
  ]
  const title = t('coverageTitle', { n: String(totals.platforms), done: String(totals.reported) })
  return (
    <section className="rb-figure rb-figure-wide">
      <h2>{title}</h2>
      <BarChart bars={bars} label={t('coverageChart')} />
      <DataTable label={t('coverageChart')} columns={columns} rows={byPlatform} rowKey={(line) => line.platformId} />
    </section>
  )
}
