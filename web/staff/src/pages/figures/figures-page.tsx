import type { Figures } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatPeriod, formatTime } from '../../lib/format.ts'
import { usePeriods } from '../../lib/use-choices.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { AnswerFigures, ClosureFigures } from './answer-figures.tsx'
import { AreaFigures } from './area-figures.tsx'
import { Headline } from './headline.tsx'
import { KindFigures } from './kind-figures.tsx'
import { PlatformFigures } from './platform-figures.tsx'
import { words as titles } from './title-words.ts'
import { TrendFigures } from './trend-figures.tsx'
import { words } from './words.ts'
import './figures.css'

/** One page for the head: every figure opens its records, every chart has its table. */
export function FiguresPage() {
  const t = useWords(words)
  const title = useWords(titles)
  const { lang } = useLanguage()
  const [search, change] = useSearchWords()
  const query = useQuery({
    queryKey: ['figures', search.period ?? ''],
    queryFn: ({ signal }) => api.get<Figures>('/api/figures', search.period ? { period: search.period } : {}, signal),
  })
  return (
    <Loaded query={query}>
      {(figures) => (
        <Page
          title={title('figures')}
          note={t('asOf', { time: formatTime(figures.asOf) })}
          actions={
            figures.periods.length > 0 && (
              <Select
                aria-label={t('period')}
                value={figures.period}
                onChange={(period) => change({ period })}
                options={figures.periods.map((key) => ({ value: key, label: formatPeriod(key, lang) }))}
                className="rb-period-choice"
              />
            )
          }
        >
          {figures.periods.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} />
          ) : (
            <Sections figures={figures} />
          )}
        </Page>
      )}
    </Loaded>
  )
}

function Sections({ figures }: { figures: Figures }) {
  const t = useWords(words)
  // Where the period's own page is: figures of platforms open there.
  const period = usePeriods().find((one) => one.key === figures.period)
  const periodHref = period ? `/periods/${period.id}` : '/periods'
  return (
    <div className="rb-figures">
      <Headline figures={figures} periodHref={periodHref} />
      {figures.totals.rowsIn === 0 ? (
        <Empty title={t('nothing')} text={t('nothingText')} />
      ) : (
        <div className="rb-figure-grid">
          <KindFigures figures={figures} />
          <AnswerFigures figures={figures} />
          <PlatformFigures figures={figures} periodHref={periodHref} />
          <AreaFigures figures={figures} />
          <ClosureFigures figures={figures} />
          <TrendFigures figures={figures} />
        </div>
      )}
    </div>
  )
}
