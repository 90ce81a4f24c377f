import type { Page, ProblemOperator } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { formatNumber } from '../../../lib/format.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { words } from './words.ts'

const VIEWS = [
  { key: 'viewOverdue', state: 'pushed,returned', overdue: 'true' },
  { key: 'viewOpen', state: 'pushed,returned', overdue: '' },
  { key: 'viewReturned', state: 'returned', overdue: '' },
  { key: 'viewAnswered', state: 'answered', overdue: '' },
  { key: 'viewVerified', state: 'verified', overdue: '' },
  { key: 'viewAll', state: '', overdue: '' },
] as const

/** The list in the order of urgency: each view with its count, each a link. */
export function AnswerViews() {
  const t = useWords(words)
  const [search] = useSearchWords()
  const period = search.period ? `&period=${search.period}` : ''
  return (
    <nav className="rb-views-line" aria-label={t('views')}>
      {VIEWS.map((view) => {
        const here = (search.state ?? '') === view.state && (search.overdue ?? '') === view.overdue
        const words = [view.state && `state=${view.state}`, view.overdue && `overdue=${view.overdue}`]
        const tail = words.filter(Boolean).join('&') + period
        return (
          <AppLink
            key={view.key}
            href={tail ? `/answers?${tail.replace(/^&/, '')}` : '/answers'}
            aria-current={here ? 'page' : undefined}
            className={view.key === 'viewOverdue' ? 'rb-view-late' : undefined}
          >
            {t(view.key)} <Count view={view} period={search.period} />
          </AppLink>
        )
      })}
    </nav>
  )
}

function Count({ view, period }: { view: (typeof VIEWS)[number]; period: string | undefined }) {
  const { state, overdue } = view
  const query = { state: state || 'pushed,returned,answered,verified', overdue, period, size: 1 }
  const { data } = useQuery({
    queryKey: ['problems', 'count', query],
    queryFn: ({ signal }) => api.get<Page<ProblemOperator>>('/api/problems', query, signal),
  })
  return (
    <span className={overdue && data?.total ? 'rb-alert' : 'rb-quiet'}>{data ? formatNumber(data.total) : '…'}</span>
  )
}
