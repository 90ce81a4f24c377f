import {
  type Batch,
  PROBLEM_KIND_TEXT,
  PROBLEM_KINDS,
  PROBLEM_STATES,
  UNDECIDED_REASON_TEXT,
  UNDECIDED_REASONS,
} from '@redbridge/contract'
import type { ReactNode } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ProblemStateTag } from '../../ui/state-names.tsx'
import { words } from './words.ts'

interface Line {
  key: string
  name: ReactNode
  count: number
  href: string
}

/** What was found, by kind, by reason for doubt and by how far it is; every count opens its records. */
export function BatchCounts({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const pick = usePick()
  const { totals, id } = batch
  const kinds: Line[] = PROBLEM_KINDS.map((kind) => ({
    key: kind,
    name: pick(PROBLEM_KIND_TEXT[kind]),
    count: totals.byKind[kind] ?? 0,
    href: `/problems?batchId=${id}&kind=${kind}`,
  }))
  const undecided: Line[] = UNDECIDED_REASONS.map((reason) => ({
    key: reason,
    name: pick(UNDECIDED_REASON_TEXT[reason]),
    count: totals.byUndecided[reason] ?? 0,
    // Those of other provinces are sent home; the others wait for a decision here.
    href: reason === 'outside_coverage' ? `/batches/${id}#outside` : `/problems?batchId=${id}&state=undecided`,
  }))
  const states: Line[] = PROBLEM_STATES.map((state) => ({
    key: state,
    name: <ProblemStateTag state={state} />,
    count: batch.problemStates[state] ?? 0,
    href: `/problems?batchId=${id}&state=${state}`,
  }))
  return (
    <div className="rb-count-tables">
      <Counts title={t('byKind')} head={t('kind')} lines={kinds} of={totals.accepted} />
      <Counts id="undecided" title={t('byUndecided')} head={t('reason')} lines={undecided} of={totals.accepted} />
      <Counts title={t('byState')} head={t('state')} lines={states} />
    </div>
  )
}

interface CountsProps {
  id?: string
  title: string
  head: string
  lines: readonly Line[]
  /** whole of the shares */
  of?: number
}

function Counts({ id, title, head, lines, of }: CountsProps) {
  const t = useWords(words)
  const shown = lines.filter((l) => l.count > 0)
  const columns: Column<Line>[] = [
    { key: 'name', title: head, render: (l) => l.name },
    {
      key: 'count',
      title: t('count'),
      number: true,
      render: (l) => <AppLink href={l.href}>{formatNumber(l.count)}</AppLink>,
    },
  ]
  if (of !== undefined)
    columns.push({ key: 'share', title: t('share'), number: true, render: (l) => formatShare(l.count, of) })
  return (
    <section id={id} className="rb-anchor">
      <h2>{title}</h2>
      {shown.length === 0 ? (
        <p className="rb-quiet">{t('none')}</p>
      ) : (
        <DataTable label={title} columns={columns} rows={shown} rowKey={(l) => l.key} />
      )}
    </section>
  )
}
