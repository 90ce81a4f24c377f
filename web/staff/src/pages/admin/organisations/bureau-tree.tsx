import CaretDownOutlined from '@ant-design/icons/CaretDownOutlined'
import CaretRightOutlined from '@ant-design/icons/CaretRightOutlined'
import type { Organisation } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { listAllBureaus, type TreeRow, treeRows, withSuperiors } from './tree.ts'
import { UserCount } from './user-count.tsx'
import { words } from './words.ts'

/** Bureaus in the hierarchy of GB/T 2260. */
export function BureauTree({ onOpen }: { onOpen(bureau: Organisation): void }) {
  const query = useQuery({ queryKey: ['organisations', 'bureaus'], queryFn: ({ signal }) => listAllBureaus(signal) })
  return <Loaded query={query}>{(bureaus) => <Tree bureaus={bureaus} onOpen={onOpen} />}</Loaded>
}

function Tree({ bureaus, onOpen }: { bureaus: Organisation[]; onOpen(bureau: Organisation): void }) {
  const t = useWords(words)
  const [q, setQ] = useState('')
  // The nation's provinces stand open at first; a province's or city's own bureaus too.
  const [open, setOpen] = useState(() => new Set(bureaus.filter((b) => b.level !== 'city').map((b) => b.id)))
  const text = q.trim()
  const shown = text ? withSuperiors(bureaus, text) : bureaus
  const rows = treeRows(shown, (id) => text !== '' || open.has(id))
  const toggle = (id: string) =>
    setOpen((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const columns = useTreeColumns({ isOpen: (id) => text !== '' || open.has(id), toggle, onOpen })
  if (bureaus.length === 0) return <Empty title={t('noBureaus')} />
  return (
    <>
      <div className="rb-filter-row rb-tree-bar">
        <Input.Search
          className="rb-search"
          allowClear
          value={q}
          placeholder={t('findBureau')}
          aria-label={t('findBureau')}
          onChange={(event) => setQ(event.target.value)}
        />
        <Button onClick={() => setOpen(new Set(bureaus.map((b) => b.id)))}>{t('openAll')}</Button>
        <Button onClick={() => setOpen(new Set())}>{t('closeAll')}</Button>
        <span className="rb-quiet">{t('total', { n: bureaus.length })}</span>
      </div>
      {rows.length === 0 ? (
        <Empty title={t('noBureau', { q: text })} />
      ) : (
        <DataTable label={t('bureaus')} rows={rows} rowKey={(r) => r.bureau.id} columns={columns} />
      )}
    </>
  )
}

interface TreeState {
  isOpen(id: string): boolean
  toggle(id: string): void
  onOpen(bureau: Organisation): void
}

function useTreeColumns(state: TreeState): Column<TreeRow>[] {
  const t = useWords(words)
  return [
    { key: 'name', title: t('name'), render: (row) => <NameCell row={row} state={state} /> },
    {
      key: 'level',
      title: t('level'),
      priority: 3,
      render: ({ bureau }) => (bureau.level ? t(bureau.level) : '—'),
    },
    {
      key: 'division',
      title: t('division'),
      priority: 2,
      render: ({ bureau }) => (
        <>
          {bureau.divisionName} <span className="rb-sub">{bureau.division}</span>
        </>
      ),
    },
    { key: 'users', title: t('users'), number: true, render: ({ bureau }) => <UserCount organisation={bureau} /> },
  ]
}

function NameCell({ row, state }: { row: TreeRow; state: TreeState }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { bureau, depth, children } = row
  const name = lang === 'en' && bureau.nameEn ? bureau.nameEn : bureau.nameZh
  const isOpen = state.isOpen(bureau.id)
  return (
    <span className="rb-tree-cell" style={{ paddingLeft: depth * 20 }}>
      {children > 0 ? (
        <button
          type="button"
          className="rb-tree-toggle"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'close' : 'open', { name })}
          onClick={() => state.toggle(bureau.id)}
        >
          {isOpen ? <CaretDownOutlined aria-hidden="true" /> : <CaretRightOutlined aria-hidden="true" />}
        </button>
      ) : (
        <span className="rb-tree-toggle" />
      )}
      <button type="button" className="rb-link-button" onClick={() => state.onOpen(bureau)}>
        {name}
      </button>
    </span>
  )
}
