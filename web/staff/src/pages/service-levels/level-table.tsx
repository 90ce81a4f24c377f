import type { ServiceLevel } from '@redbridge/contract'
import { useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { formatHours, type Party } from './levels.ts'
import { words } from './words.ts'

interface Props {
  by: Party
  rows: readonly ServiceLevel[]
  whole: ServiceLevel | undefined
}

/** One month's platforms or bureaus, all together in the last line; each time with the count that it rests on. */
export function LevelTable({ by, rows, whole }: Props) {
  const t = useWords(words)
  const columns = useColumns(by)
  const id = `levels-${by}`
  const title = t(by === 'platform' ? 'platforms' : 'bureaus')
  const lines = whole && rows.length > 1 ? [...rows, { ...whole, name: t('all') }] : rows
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? (
        <p className="rb-quiet">{t('noRows')}</p>
      ) : (
        <DataTable label={title} columns={columns} rows={lines} rowKey={(row) => row.organisationId ?? 'all'} />
      )}
    </section>
  )
}

function useColumns(by: Party): Column<ServiceLevel>[] {
  const t = useWords(words)
  const number = (key: 'requests' | 'receipts' | 'answers' | 'refused' | 'open', priority: 1 | 2 | 3 | 4) => ({
    ...{ key, title: t(key), number: true, priority },
    render: (row: ServiceLevel) => formatNumber(row[key]),
  })
  const hours = (key: 'receiptP50' | 'receiptP90' | 'answerP50' | 'answerP90', priority: 1 | 2 | 3 | 4) => ({
    ...{ key, title: t(key), number: true, priority },
    render: (row: ServiceLevel) => formatHours(row[key]),
  })
  return [
    { key: 'name', title: t(by), render: (row) => row.name },
    number('requests', 1),
    number('receipts', 4),
    hours('receiptP50', 2),
    hours('receiptP90', 4),
    number('answers', 3),
    hours('answerP50', 1),
    hours('answerP90', 2),
    {
      key: 'inTime',
      title: t('inTime'),
      number: true,
      priority: 3,
      render: (row) => (
        <>
          {formatNumber(row.inTime)} <span className="rb-sub">{formatShare(row.inTime, row.answers)}</span>
        </>
      ),
    },
    number('refused', 4),
    number('open', 3),
  ]
}
