import type { Matter, Page as PageOf, Todo, TodoItem } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { daysUntil, formatDate, formatTime } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, PageSkeleton } from '../../ui/screen-states.tsx'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { words } from './words.ts'
import './todo.css'

/** Loaded only by those who have matters: the first screen stays small. */
const MyMatters = lazy(() => import('../matters/my-matters.tsx').then((module) => ({ default: module.MyMatters })))

const URGENCIES = ['overdue', 'today', 'soon', 'open', 'waiting'] as const
const TONES: Record<TodoItem['urgency'], Tone> = {
  overdue: 'alert',
  today: 'soon',
  soon: 'soon',
  open: 'active',
  waiting: 'waiting',
}

/** What waits for the person: overdue first, then by day; every count opens its records. */
export function TodoPage() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['todo'],
    queryFn: ({ signal }) => api.get<Todo>('/api/todo', {}, signal),
    refetchInterval: 60_000,
  })
  const matters = useMyMatters()
  const asOf = query.data ? t('asOf', { time: formatTime(query.data.asOf) }) : ''
  return (
    <Page title={t('title')} note={asOf}>
      <Loaded query={query}>
        {(todo) => (
          <>
            {matters === undefined && <PageSkeleton rows={2} />}
            {matters && matters.total > 0 && (
              <Suspense fallback={<PageSkeleton rows={matters.items.length} />}>
                <MyMatters matters={matters} title={t('myMatters')} all={t('allMatters', { n: matters.total })} />
              </Suspense>
            )}
            {todo.items.length === 0 && matters?.total === 0 && <Empty title={t('none')} text={t('noneText')} />}
            {URGENCIES.map((urgency) => (
              <TodoGroup key={urgency} urgency={urgency} items={todo.items.filter((i) => i.urgency === urgency)} />
            ))}
            <Results results={todo.results} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** The person's own matters, what is due first on top; none for who has nothing to do with matters. */
function useMyMatters(): PageOf<Matter> | undefined {
  const may = useMay()
  const allowed = may('matter.read')
  const { data, isError } = useQuery({
    queryKey: ['my-matters'],
    queryFn: ({ signal }) => api.get<PageOf<Matter>>('/api/matters', { box: 'mine', order: 'due', size: 10 }, signal),
    enabled: allowed,
    refetchInterval: 60_000,
  })
  return allowed && !isError ? data : NO_MATTERS
}
const NO_MATTERS: PageOf<Matter> = { items: [], total: 0, page: 1, size: 10 }

function TodoGroup({ urgency, items }: { urgency: TodoItem['urgency']; items: TodoItem[] }) {
  const t = useWords(words)
  const pick = usePick()
  if (items.length === 0) return null
  return (
    <section className="rb-todo" aria-labelledby={`todo-${urgency}`}>
      <h2 id={`todo-${urgency}`}>
        <StateTag tone={TONES[urgency]}>{t(urgency)}</StateTag>
      </h2>
      <ul className="rb-panel">
        {items.map((item) => (
          <li key={item.key}>
            <AppLink href={item.link} className="rb-todo-link">
              <span className="rb-todo-count">{t('items', { n: item.count })}</span>
              <span className="rb-todo-text">{pick(item)}</span>
              <DueNote item={item} />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

function DueNote({ item }: { item: TodoItem }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  if (!item.dueOn) return null
  const days = daysUntil(item.dueOn)
  const left = days < 0 ? ` · ${t('daysLate', { n: -days })}` : days > 0 ? ` · ${t('daysLeft', { n: days })}` : ''
  return (
    <span className={days < 0 ? 'rb-todo-due rb-alert' : 'rb-todo-due'}>
      {t('dueOn', { date: formatDate(item.dueOn, lang) })}
      {left}
    </span>
  )
}

function Results({ results }: { results: Todo['results'] }) {
  const t = useWords(words)
  const pick = usePick()
  if (results.length === 0) return null
  return (
    <section className="rb-todo" aria-labelledby="todo-results">
      <h2 id="todo-results">
        <StateTag tone="done">{t('results')}</StateTag>
      </h2>
      <ul className="rb-panel">
        {results.map((result) => (
          <li key={result.link + result.at}>
            <AppLink href={result.link} className="rb-todo-link">
              <span className="rb-todo-text">{pick(result)}</span>
              <span className="rb-todo-due">{formatTime(result.at)}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
