import type { MatterStatistics } from '@redbridge/contract'
import { useMemo } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Equation } from '../../ui/equation.tsx'
import { BarChart } from '../figures/bar-chart.tsx'
import { FigureLink } from './figure-link.tsx'
import { mattersOf } from './links.ts'
import { endedOf } from './overview.tsx'
import { words } from './words.ts'

type Line = MatterStatistics['lines'][number]

/** One kind: the sum, and how many are in each state, as a chart and a table. */
export function KindBalance({ line }: { line: Line }) {
  const t = useWords(words)
  const pick = usePick()
  const kind = pick(line.kindText)
  const ended = endedOf(line)
  const title =
    line.intake === 0
      ? t('kindNone', { kind })
      : t('kindTitle', {
          kind,
          n: line.intake,
          ended: formatNumber(ended),
          share: formatShare(ended, line.intake),
          open: formatNumber(line.open),
        })
  return (
    <section id={line.kind} className="rb-figure" aria-labelledby={`${line.kind}-title`}>
      <h2 id={`${line.kind}-title`}>{title}</h2>
      <div className="rb-panel rb-sums">
        <Equation
          label={t('sum', { kind })}
          whole={{ label: t('intake'), value: line.intake, href: mattersOf({ kind: line.kind }) }}
          parts={[
            ...line.outcomes.map((one) => ({
              label: pick(one.text),
              value: one.count,
              href: mattersOf({ kind: line.kind, state: one.state }),
              note: t('outcome'),
            })),
            {
              label: t('open'),
              value: line.open,
              href: mattersOf({ kind: line.kind, open: 'true' }),
              note: line.overdue > 0 ? t('overdueOf', { n: line.overdue }) : t('noneOverdue'),
            },
          ]}
        />
      </div>
      <States line={line} kind={kind} />
    </section>
  )
}

interface Row {
  state: string
  name: string
  value: number
  outcome: boolean
}

function States({ line, kind }: { line: Line; kind: string }) {
  const t = useWords(words)
  const pick = usePick()
  const rows = useMemo<Row[]>(() => {
    const ended = new Set(line.outcomes.map((one) => one.state))
    const open = line.states.filter((one) => !ended.has(one.state))
    return [
      ...open.map((one) => ({ ...one, outcome: false })),
      ...line.outcomes.map((one) => ({ ...one, outcome: true })),
    ]
      .filter((one) => one.count > 0)
      .map(({ state, text, count, outcome }) => ({ state, name: pick(text), value: count, outcome }))
  }, [line, pick])
  const columns: Column<Row>[] = [
    { key: 'state', title: t('state'), render: (row) => row.name },
    {
      key: 'where',
      title: t('where'),
      priority: 2,
      render: (row) => <span className="rb-quiet">{t(row.outcome ? 'outcome' : 'inProgress')}</span>,
    },
    {
      key: 'count',
      title: t('count'),
      number: true,
      render: (row) => <FigureLink n={row.value} href={mattersOf({ kind: line.kind, state: row.state })} />,
    },
    { key: 'share', title: t('share'), number: true, render: (row) => formatShare(row.value, line.intake) },
  ]
  const label = t('chart', { kind })
  const empty = line.states.length + line.outcomes.length - rows.length
  return (
    <div className="rb-states">
      <BarChart bars={rows} label={label} />
      <div>
        <DataTable label={label} columns={columns} rows={rows} rowKey={(row) => row.state} />
        {empty > 0 && <p className="rb-quiet rb-small">{t('emptyStates', { n: empty })}</p>}
      </div>
    </div>
  )
}
