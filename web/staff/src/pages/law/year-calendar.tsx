import type { LawCalendar } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { isoDateOf } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './calendar-words.ts'
import { useMayKeepLaw } from './law-data.ts'
import { monthGrid } from './month-grid.ts'
import { OrderDrawer } from './order-drawer.tsx'
import { OrderList } from './order-list.tsx'

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const TONES = { package: 'done', order: 'active', no: 'soon' } as const

/** A year in twelve small months; rest days and days worked are marked by a word, not by colour alone. */
export function YearCalendar() {
  const t = useWords(words)
  const mayKeep = useMayKeepLaw()
  const [search, change] = useSearchWords()
  const [adding, setAdding] = useState(false)
  const year = Math.min(2100, Math.max(2000, Number(search.year) || Number(isoDateOf(new Date()).slice(0, 4))))
  const query = useQuery({
    queryKey: ['law', 'calendar', year],
    queryFn: ({ signal }) => api.get<LawCalendar>('/api/law/calendar', { year }, signal),
  })
  return (
    <>
      <div className="rb-filter-row rb-law-year">
        <Button onClick={() => change({ year: String(year - 1) })} disabled={year <= 2000}>
          ‹ {t('before')}
        </Button>
        <h2>{t('yearTitle', { year: String(year) })}</h2>
        <Button onClick={() => change({ year: String(year + 1) })} disabled={year >= 2100}>
          {t('after')} ›
        </Button>
        <span className="rb-push" />
        {mayKeep && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        )}
      </div>
      <Loaded query={query}>{(calendar) => <Year calendar={calendar} />}</Loaded>
      {adding && <OrderDrawer year={year} onClose={() => setAdding(false)} />}
    </>
  )
}

function Year({ calendar }: { calendar: LawCalendar }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      <p className="rb-law-known">
        <StateTag tone={TONES[calendar.known]}>{t(calendar.known)}</StateTag>{' '}
        {t('workingDays', { n: calendar.workingDays })}
      </p>
      <div className="rb-law-months">
        {Array.from({ length: 12 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: months never move
          <Month key={index} calendar={calendar} month={index + 1} />
        ))}
      </div>
      {calendar.days.length > 0 && (
        <section className="rb-section">
          <h2>{t('holidays')}</h2>
          <ul className="rb-law-days">
            {calendar.days.map(({ day, work, name }) => (
              <li key={day}>{t(work ? 'dayWorked' : 'dayOff', { day, name: pick(name) })}</li>
            ))}
          </ul>
        </section>
      )}
      <OrderList calendar={calendar} />
    </>
  )
}

function Month({ calendar, month }: { calendar: LawCalendar; month: number }) {
  const t = useWords(words)
  return (
    <table className="rb-panel rb-law-month">
      <caption>{t('month', { n: month })}</caption>
      <thead>
        <tr>
          {WEEK.map((day) => (
            <th key={day} scope="col">
              {t(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthGrid(calendar.year, month).map((week) => (
          <tr key={week.join()}>
            {week.map((day, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: days of a week never move
              <Day key={column} day={day} weekend={column >= 5} calendar={calendar} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day, weekend, calendar }: { day: string; weekend: boolean; calendar: LawCalendar }) {
  const t = useWords(words)
  const pick = usePick()
  if (day === '') return <td />
  const special = calendar.days.find((one) => one.day === day)
  const kind = special ? (special.work ? 'work' : 'off') : undefined
  const look = kind ? `rb-law-${kind}` : weekend ? 'rb-law-weekend' : ''
  return (
    <td className={look} title={special ? pick(special.name) : undefined}>
      {Number(day.slice(8))}
      {kind && <small>{t(kind)}</small>}
    </td>
  )
}
