import PlusOutlined from '@ant-design/icons/PlusOutlined'
import type { Matter } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Select } from 'antd'
import { useMemo } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { writeFilters } from '../../lib/filters.ts'
import { useMay, useMe } from '../../lib/session.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { useWalk } from '../../lib/use-walk.ts'
import { useWide } from '../../lib/use-wide.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ListView } from '../../ui/list-view.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { type List, useList } from '../../ui/use-list.ts'
import { MatterPanel } from '../matters/detail/matter-panel.tsx'
import { MatterBulk } from '../matters/matter-bulk.tsx'
import { useMatterColumns } from '../matters/matter-columns.tsx'
import { kindsQuery } from '../matters/use-kinds.ts'
import { useMatterFilters } from '../matters/use-matter-filters.ts'
import { words as matterWords } from '../matters/words.ts'
import { currentView, isTurnView, viewHref, viewsFor, viewWord } from './request-views.ts'
import { words } from './words.ts'
import '../matters/matters.css'
import '../matters/form/form.css'
import '../matters/detail/detail.css'
import '../matters/kinds/diagram.css'
import './assistance.css'

const keyOf = (matter: Matter) => matter.id

/** Requests for assistance of both sides, the nearest last day first. Filters are named by the definition, read first. */
export function RequestsPage() {
  const t = useWords(words)
  const kinds = useQuery(kindsQuery)
  if (kinds.data) return <Requests />
  return (
    <Page title={t('title')}>
      <Loaded query={kinds}>{() => null}</Loaded>
    </Page>
  )
}

function Requests() {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id?: string }
  const wide = useWide(1600)
  const { list, fixed, specs, turn } = useRequestList()
  const selection = useSelection(keyOf, JSON.stringify([fixed, list.filter]))
  const walk = useWalk({ base: '/assistance', rows: list.query.data?.items ?? [], id, toggle: selection.toggle })
  const beside = wide && id !== undefined
  const columns = useMatterColumns({ beside, turn: !turn }).filter((column) => column.key !== 'kind')
  const empty = useEmptyWords(turn)
  const panel = id !== undefined && <MatterPanel key={id} id={id} beside={wide} walk={walk} />
  if (panel && !wide) return <div className="rb-page">{panel}</div>
  const page = (
    <Page title={t('title')} actions={!beside && <Actions />}>
      <Views />
      <ListView
        label={t('title')}
        list={list}
        specs={specs}
        columns={columns}
        rowKey={keyOf}
        rowName={(m) => `${m.number} ${m.title}`}
        activeKey={walk.activeId}
        onOpen={walk.open}
        selection={selection}
        viewsOf="assistance"
        bulk={<MatterBulk selection={selection} filter={{ ...fixed, ...list.filter }} list={list} />}
        empty={empty}
      />
    </Page>
  )
  if (!panel) return page
  return (
    <div className="rb-beside rb-beside-matter">
      {page}
      {panel}
    </div>
  )
}

function useEmptyWords(turn: boolean): { title: string; text: string } {
  const t = useWords(words)
  const may = useMay()
  if (turn) return { title: t('noneTurn'), text: t('noneTurnText') }
  return { title: t('none'), text: t(may('assistance.ask') ? 'noneTextAsk' : 'noneTextAnswer') }
}

function useRequestList() {
  const [search, change] = useSearchWords()
  const all = useMatterFilters('assistance_request')
  const specs = useMemo(
    () =>
      all
        .filter((spec) => spec.key !== 'kind')
        .map((spec) => (spec.key === 'q' ? { ...spec, word: words.search } : spec)),
    [all],
  )
  const turn = isTurnView(search)
  const order = search.order === 'updated' || search.order === 'opened' ? search.order : 'due'
  const fixed = useMemo(() => ({ kind: 'assistance_request', order, ...(turn ? { box: 'turn' } : {}) }), [order, turn])
  const list = useList<Matter>({ name: 'matters', path: '/api/matters', specs, fixed })
  const cleared = Object.fromEntries(specs.map((spec) => [spec.key, '']))
  const kept: List<Matter> = {
    ...list,
    // A filter that is removed leaves all requests, not those of one's turn.
    setFilter: (key, chosen) =>
      change({ ...writeFilters(specs, { ...list.values, [key]: chosen }), view: 'all', page: '' }),
    clear: () => change({ ...cleared, view: 'all', page: '' }),
  }
  return { list: kept, fixed, specs, turn }
}

function Views() {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
  const [search] = useSearchWords()
  const current = currentView(me.organisation.kind, search)
  return (
    <nav className="rb-views-line" aria-label={t('views')}>
      {viewsFor(me.organisation.kind).map((view) => (
        <AppLink key={view.key} href={viewHref(view)} aria-current={view.key === current?.key ? 'page' : undefined}>
          {pick(viewWord(view))}
        </AppLink>
      ))}
    </nav>
  )
}

function Actions() {
  const t = useWords(words)
  const tm = useWords(matterWords)
  const may = useMay()
  const [search, change] = useSearchWords()
  return (
    <>
      <AppLink href="/assistance/memoranda" className="rb-head-link">
        {t('memoranda')}
      </AppLink>
      <Select
        aria-label={t('order')}
        className="rb-order"
        value={search.order ?? 'due'}
        options={[
          { value: 'due', label: tm('orderDue') },
          { value: 'updated', label: tm('orderUpdated') },
          { value: 'opened', label: tm('orderOpened') },
        ]}
        onChange={(order) => change({ order: order === 'due' ? '' : order, page: '' })}
      />
      {may('assistance.ask') && (
        <>
          <LinkButton href="/assistance/bulk">{t('bulk')}</LinkButton>
          <LinkButton type="primary" icon={<PlusOutlined aria-hidden="true" />} href="/assistance/new">
            {t('create')}
          </LinkButton>
        </>
      )}
    </>
  )
}
