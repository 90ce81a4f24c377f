import type { MatterStatistics } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useId } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { DateInput } from '../../ui/date-input.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { KindBalance } from './kind-balance.tsx'
import { Overview } from './overview.tsx'
import { Proofs } from './proofs.tsx'
import { words } from './words.ts'
import './statistics.css'

/** What came in is what ended plus what is open, kind by kind; each figure opens its matters. */
export function StatisticsPage() {
  const t = useWords(words)
  const [{ from = '', to = '' }] = useSearchWords()
  const query = useQuery({
    queryKey: ['matter-statistics', from, to],
    queryFn: ({ signal }) => api.get<MatterStatistics>('/api/matter-statistics', { from, to }, signal),
  })
  const note = query.data ? t('asOf', { time: formatTime(query.data.asOf) }) : ''
  return (
    <Page title={t('title')} note={note} actions={<Period />}>
      <Loaded query={query}>{(statistics) => <Sections statistics={statistics} />}</Loaded>
    </Page>
  )
}

function Period() {
  const t = useWords(words)
  const id = useId()
  const [{ from = '', to = '' }, change] = useSearchWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: two dates of one period in the heading line
    <div className="rb-period" role="group" aria-label={t('period')}>
      <span className="rb-quiet">{t('period')}</span>
      <label htmlFor={`${id}-from`}>{t('from')}</label>
      <span className="rb-period-day">
        <DateInput id={`${id}-from`} value={from} onChange={(day) => change({ from: day })} />
      </span>
      <label htmlFor={`${id}-to`}>{t('to')}</label>
      <span className="rb-period-day">
        <DateInput id={`${id}-to`} value={to} onChange={(day) => change({ to: day })} />
      </span>
      {(from || to) && (
        <Button type="link" onClick={() => change({ from: '', to: '' })}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

function Sections({ statistics }: { statistics: MatterStatistics }) {
  const t = useWords(words)
  const lines = statistics.lines.filter((line) => line.intake > 0 || line.open > 0)
  return (
    <div className="rb-balance-page">
      {lines.length === 0 ? (
        <Empty title={t('none')} text={t('noneText')} />
      ) : (
        <>
          <Overview statistics={statistics} />
          {lines.map((line) => (
            <KindBalance key={line.kind} line={line} />
          ))}
        </>
      )}
      <Proofs proofs={statistics.proofs} />
    </div>
  )
}
