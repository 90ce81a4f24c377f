import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { ProblemOperator } from '@redbridge/contract'
import { useParams, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { withQuery } from '../../lib/api.ts'
import { stringifySearch } from '../../lib/search.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { useWide } from '../../lib/use-wide.ts'
import { ListView } from '../../ui/list-view.tsx'
import { words as listWords } from '../../ui/list-words.ts'
import { Page } from '../../ui/page.tsx'
import { useShortcuts } from '../../ui/shortcuts.tsx'
import { useList } from '../../ui/use-list.ts'
import { ProblemBulk } from './problem-bulk.tsx'
import { useProblemColumns } from './problem-columns.tsx'
import { ProblemPanel } from './problem-panel.tsx'
import { useProblemFilters } from './use-problem-filters.ts'
import { words } from './words.ts'
import './problems.css'

/** The child route only names the open operator in the address; the list shows it. */
export const Nothing = () => null
const keyOf = (p: ProblemOperator) => p.id

export function ProblemsPage() {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id?: string }
  const wide = useWide(1200)
  const specs = useProblemFilters()
  const list = useList<ProblemOperator>({ name: 'problems', path: '/api/problems', specs })
  const rows = list.query.data?.items ?? []
  const { open, close, activeId, walk } = useWalk(rows, id)
  const selection = useSelection(keyOf, JSON.stringify(list.filter))
  useListKeys(rows, activeId, walk, open, selection.toggle)
  const columns = useProblemColumns(wide && id !== undefined)
  const panel = id !== undefined && <PanelOf key={id} id={id} rows={rows} wide={wide} open={open} close={close} />
  if (id !== undefined && !wide)
    return (
      <div className="rb-page">
        <h1 className="rb-hidden">{t('title')}</h1>
        {panel}
      </div>
    )
  const page = (
    <Page
      title={t('title')}
      actions={
        <Button icon={<DownloadOutlined />} href={withQuery('/api/problems.xlsx', list.filter)} download>
          {t('export')}
        </Button>
      }
    >
      <ListView
        label={t('title')}
        list={list}
        specs={specs}
        columns={columns}
        rowKey={keyOf}
        rowName={(p) => p.name}
        activeKey={activeId}
        onOpen={open}
        selection={selection}
        viewsOf="problems"
        bulk={<ProblemBulk selection={selection} filter={list.filter} total={list.query.data?.total ?? 0} />}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </Page>
  )
  if (!panel) return page
  return (
    <div className="rb-beside">
      {page}
      {panel}
    </div>
  )
}

/** One operator beside the list, with the way to its neighbours in the list. */
function PanelOf(props: {
  id: string
  rows: readonly ProblemOperator[]
  wide: boolean
  open: (row: ProblemOperator) => void
  close: () => void
}) {
  const { id, rows, wide, open, close } = props
  const index = rows.findIndex((r) => r.id === id)
  const [before, after] = [rows[index - 1], index >= 0 ? rows[index + 1] : undefined]
  return (
    <ProblemPanel
      id={id}
      beside={wide}
      onClose={close}
      onNext={after ? () => open(after) : null}
      onPrevious={before ? () => open(before) : null}
    />
  )
}

/** Opening, closing and walking through the rows; the place in the list survives the way back. */
function useWalk(rows: readonly ProblemOperator[], id: string | undefined) {
  const router = useRouter()
  const [search] = useSearchWords()
  const [cursor, setCursor] = useState<string | null>(null)
  const tail = stringifySearch(search)
  const activeId = id ?? cursor
  return useMemo(() => {
    const go = (href: string, replace = false) => void router.navigate({ href, replace, resetScroll: false })
    const open = (row: ProblemOperator) => {
      setCursor(row.id)
      go(`/problems/${row.id}${tail}`, id !== undefined)
    }
    const close = () => go(`/problems${tail}`)
    const walk = (step: 1 | -1) => {
      const at = rows.findIndex((r) => r.id === activeId)
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]
      if (!next) return
      if (id !== undefined) open(next)
      else setCursor(next.id)
    }
    return { open, close, activeId, walk }
  }, [router, tail, rows, activeId, id])
}

function useListKeys(
  rows: readonly ProblemOperator[],
  activeId: string | null,
  walk: (step: 1 | -1) => void,
  open: (row: ProblemOperator) => void,
  toggle: (row: ProblemOperator) => void,
) {
  const t = useWords(listWords)
  const active = rows.find((r) => r.id === activeId)
  useShortcuts([
    { key: 'j', text: t('next'), run: () => walk(1) },
    { key: 'k', text: t('previous'), run: () => walk(-1) },
    { key: 'Enter', text: t('open'), run: () => active && open(active) },
    { key: 'x', text: t('toggle'), run: () => active && toggle(active) },
  ])
}
