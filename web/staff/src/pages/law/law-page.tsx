import { Segmented } from 'antd'
import { useWords } from '../../i18n/language.tsx'
import { useSearchWords } from '../../lib/use-search.ts'
import { Page } from '../../ui/page.tsx'
import { Calculator } from './calculator.tsx'
import { DeadlineList } from './deadline-list.tsx'
import { words as titles } from './title-words.ts'
import { words } from './words.ts'
import { YearCalendar } from './year-calendar.tsx'
import './law.css'

const VIEWS = ['limits', 'calendar', 'calculator'] as const

/** Limits of the law, the working calendar, and the calculator that stands on both. */
export function LawPage() {
  const t = useWords(words)
  const title = useWords(titles)
  const [search, change] = useSearchWords()
  const view = VIEWS.find((one) => one === search.view) ?? 'limits'
  return (
    <Page title={title('law')} note={t('note')}>
      <nav aria-label={t('views')} className="rb-law-views">
        <Segmented
          value={view}
          options={VIEWS.map((one) => ({ value: one, label: t(one) }))}
          onChange={(next) => change({ view: next === 'limits' ? '' : next, limit: '', q: '', year: '' })}
        />
      </nav>
      {view === 'limits' && <DeadlineList />}
      {view === 'calendar' && <YearCalendar />}
      {view === 'calculator' && <Calculator />}
    </Page>
  )
}
