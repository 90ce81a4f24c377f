import { ANSWER_TIME_TEXT, type ANSWER_TIMES, type Figures } from '@redbridge/contract'
import { useMemo } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { BarChart } from './bar-chart.tsx'
import { words } from './words.ts'

/** How long platforms take from push to answer. */
export function AnswerFigures({ figures }: { figures: Figures }) {
  const t = useWords(words)
  const pick = usePick()
  const rows = useMemo(
    () =>
      figures.answerTimes.map(({ bucket, count }) => ({
        key: bucket,
        name: pick(ANSWER_TIME_TEXT[bucket as (typeof ANSWER_TIMES)[number]]),
        value: count,
      })),
    [figures.answerTimes, pick],
  )
  const all = rows.reduce((sum, row) => sum + row.value, 0)
  const soon = rows.slice(0, 3).reduce((sum, row) => sum + row.value, 0)
  const title = all === 0 ? t('noAnswers') : t('timeTitle', { n: formatNumber(all), share: formatShare(soon, all) })
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'time', title: t('time'), render: (row) => row.name },
    {
      key: 'count',
      title: t('count'),
      number: true,
      render: (row) =>
        row.value > 0 ? (
          <AppLink href={`/problems?period=${figures.period}&answeredIn=${encodeURIComponent(row.key)}`}>
            {formatNumber(row.value)}
          </AppLink>
        ) : (
          '0'
        ),
    },
    { key: 'share', title: t('share'), number: true, render: (row) => formatShare(row.value, all) },
  ]
  return (
    <section className="rb-figure">
      <h2>{title}</h2>
      {all > 0 && <BarChart bars={rows} label={title} />}
      {all > 0 && <DataTable label={title} columns={columns} rows={rows} rowKey={(row) => row.key} />}
    </section>
  )
}

/** From push to closure. */
export function ClosureFigures({ figures }: { figures: Figures }) {
  const t = useWords(words)
  const { pushed, answered, verified } = figures.totals
  const problems = `/problems?period=${figures.period}`
  const rows = useMemo(
    () => [
      { key: 'pushed', name: t('pushed'), value: pushed, href: `${problems}&state=pushed,answered,verified,returned` },
      { key: 'answered', name: t('answered'), value: answered, href: `${problems}&state=answered,verified` },
      { key: 'verified', name: t('verified'), value: verified, href: `${problems}&state=verified` },
    ],
    [pushed, answered, verified, problems, t],
  )
  const title =
    pushed === 0 ? t('noPushed') : t('closureTitle', { n: formatNumber(pushed), share: formatShare(verified, pushed) })
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'step', title: t('step'), render: (row) => row.name },
    {
      key: 'count',
      title: t('count'),
      number: true,
      render: (row) => (row.value > 0 ? <AppLink href={row.href}>{formatNumber(row.value)}</AppLink> : '0'),
    },
    { key: 'share', title: t('share'), number: true, render: (row) => formatShare(row.value, pushed) },
  ]
  return (
    <section className="rb-figure">
      <h2>{title}</h2>
      {pushed > 0 && <BarChart bars={rows} label={title} />}
      {pushed > 0 && <DataTable label={title} columns={columns} rows={rows} rowKey={(row) => row.key} />}
    </section>
  )
}
