import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { Matter } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useWords } from '../../i18n/language.tsx'
import { withQuery } from '../../lib/api.ts'
import { writeFilters } from '../../lib/filters.ts'
import { useMay } from '../../lib/session.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { useWalk } from '../../lib/use-walk.ts'
import { useWide } from '../../lib/use-wide.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { ListView } from '../../ui/list-view.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { type List, useList } from '../../ui/use-list.ts'
import { BoxLine } from './box-line.tsx'
import { MatterPanel } from './detail/matter-panel.tsx'
import { MatterBulk } from './matter-bulk.tsx'
import { useMatterColumns } from './matter-columns.tsx'
import { NewMatterMenu } from './new-matter-menu.tsx'
import { type Box, useBox } from './use-box.ts'
import { kindsQuery } from './use-kinds.ts'
import { useMatterFilters } from './use-matter-filters.ts'
import { words } from './words.ts'
import './matters.css'
import './form/form.css'
import './detail/detail.css'
import './kinds/diagram.css'

/** The child route only names the open matter in the address; the list shows it. */
export const Nothing = () => null
const keyOf = (matter: Matter) => matter.id

/** Matters of the organisation. Filters are named by the definitions, so these are read first. */
export function MattersPage() {
  const t = useWords(words)
  const kinds = useQuery(kindsQuery)
  if (kinds.data) return <Matters />
  return (
    <Page title={t('title')}>
      <Loaded query={kinds}>{() => null}</Loaded>
    </Page>
  )
}

function Matters() {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id?: string }
  const wide = useWide(1600)
  const { box, fixed } = useBox()
  const specs = useMatterFilters()
  const list = useBoxedList(box, fixed, specs)
  const rows = list.query.data?.items ?? []
  const selection = useSelection(keyOf, JSON.stringify([box, list.filter]))
  const walk = useWalk({ base: '/matters', rows, id, toggle: selection.toggle })
  const beside = wide && id !== undefined
  const empty = useEmptyWords(box)
  const columns = useMatterColumns({ beside, turn: box === 'watched' || box === 'all' })
  const panel = id !== undefined && <MatterPanel key={id} id={id} beside={wide} walk={walk} />
  if (panel && !wide) return <div className="rb-page">{panel}</div>
  const page = (
    <Page title={t('title')} actions={<Actions filter={{ ...fixed, ...list.filter }} beside={beside} />}>
      <BoxLine box={box} />
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
        viewsOf="matters"
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

/** The list of a box; whatever filter is set or cleared, the box stays what it was. */
function useBoxedList(box: Box, fixed: Record<string, string>, specs: ReturnType<typeof useMatterFilters>) {
  const { change } = useBox()
  const list = useList<Matter>({ name: 'matters', path: '/api/matters', specs, fixed })
  return {
    ...list,
    setFilter: (key: string, chosen: readonly string[]) =>
      change({ ...writeFilters(specs, { ...list.values, [key]: chosen }), box, page: '' }),
    clear: () => change({ ...Object.fromEntries(specs.map((spec) => [spec.key, ''])), box, page: '' }),
  } satisfies List<Matter>
}

function Actions({ filter, beside }: { filter: Record<string, string>; beside: boolean }) {
  const t = useWords(words)
  const may = useMay()
  const { order, change } = useBox()
  if (beside) return may('matter.act') && <NewMatterMenu />
  return (
    <>
      <AppLink href="/processes" className="rb-head-link">
        {t('processes')}
      </AppLink>
      <Select
        aria-label={t('order')}
        value={order}
        className="rb-order"
        options={[
          { value: 'due', label: t('orderDue') },
          { value: 'updated', label: t('orderUpdated') },
          { value: 'opened', label: t('orderOpened') },
        ]}
        onChange={(next) => change({ order: next, page: '' })}
      />
      <Button icon={<DownloadOutlined />} href={withQuery('/api/matters.xlsx', filter)} download>
        {t('export')}
      </Button>
      {may('matter.act') && <NewMatterMenu />}
    </>
  )
}

function useEmptyWords(box: Box): { title: string; text: string } {
  const t = useWords(words)
  const may = useMay()
  switch (box) {
    case 'mine':
      return { title: t('noneMine'), text: t('noneMineText') }
    case 'turn':
      return { title: t('noneTurn'), text: t('noneTurnText') }
    case 'waiting':
      return { title: t('noneWaiting'), text: t('noneWaitingText') }
    case 'watched':
      return { title: t('noneWatched'), text: t('noneWatchedText') }
    case 'all':
      return { title: t('noneAll'), text: t(may('matter.act') ? 'noneAllText' : 'noneAllTextRead') }
  }
}
