import type { ServiceLevel, ServiceLevels } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId } from 'react'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatMonth, formatTime } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { LevelChart } from './level-chart.tsx'
import { LevelTable } from './level-table.tsx'
import { monthsOf, rowsOf, trendOf, wholeOf } from './levels.ts'
import { method, words } from './words.ts'
import './service-levels.css'

/** Measured times to receipt and to answer: what everybody sees, inside the desk. */
export function ServiceLevelsPage() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['service-levels'],
    queryFn: ({ signal }) => api.get<ServiceLevels>('/api/public/service-levels', {}, signal),
  })
  const note = query.data ? t('asOf', { time: formatTime(query.data.asOf) }) : ''
  return (
    <Page title={t('title')} note={note} actions={<a href="/service-levels">{t('publicPage')}</a>}>
      <div className="rb-levels">
        <p className="rb-levels-note">{t('intro')}</p>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? <Empty title={t('none')} text={t('noneText')} /> : <Months items={items} />
          }
        </Loaded>
        <Method />
      </div>
    </Page>
  )
}

function Months({ items }: { items: readonly ServiceLevel[] }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const id = useId()
  const [search, change] = useSearchWords()
  const months = monthsOf(items)
  const month = months.find((one) => one === search.month) ?? (months[0] as string)
  const whole = wholeOf(items, month)
  return (
    <>
      <div className="rb-levels-month">
        <label htmlFor={id}>{t('month')}</label>
        <Select
          id={id}
          value={month}
          options={months.map((value) => ({ value, label: formatMonth(value, lang) }))}
          onChange={(next: string) => change({ month: next === months[0] ? '' : next })}
        />
      </div>
      <LevelChart month={month} trend={trendOf(items, month)} />
      {(['platform', 'bureau'] as const).map((by) => (
        <LevelTable key={by} by={by} rows={rowsOf(items, month, by)} whole={whole} />
      ))}
    </>
  )
}

function Method() {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      <section aria-labelledby="method">
        <h2 id="method">{t('method')}</h2>
        <ul className="rb-levels-method">
          {Object.entries(method).map(([key, text]) => (
            <li key={key}>{pick(text)}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="open-data">
        <h2 id="open-data">{t('data')}</h2>
        <p>
          {t('dataText')} <a href="/api/public/service-levels.csv">{t('csv')}</a>{' '}
          <a href="/api/public/service-levels.json">{t('json')}</a>
        </p>
      </section>
    </>
  )
}
