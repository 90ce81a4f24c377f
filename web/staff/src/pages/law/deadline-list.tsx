import type { LawDeadline } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input } from 'antd'
import { usePick, useWords } from '../../i18n/language.tsx'
import { useSearchWords } from '../../lib/use-search.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { DeadlineDrawer } from './deadline-drawer.tsx'
import { Basis, Confirmed, Limit } from './deadline-parts.tsx'
import { currentOf, limitsQuery } from './law-data.ts'
import { words } from './words.ts'

/** Every limit as it stands today; one opens with its versions and history. */
export function DeadlineList() {
  const query = useQuery(limitsQuery)
  return <Loaded query={query}>{(limits) => <Limits limits={limits} />}</Loaded>
}

/** What a search looks into. */
const textOf = (limit: LawDeadline): string => {
  const version = currentOf(limit)
  const { title, startEvent, basisText, basis } = version
  return [limit.ref, limit.id, basis, title.zh, title.en, startEvent.zh, startEvent.en, basisText?.zh, basisText?.en]
    .join(' ')
    .toLowerCase()
}

function Limits({ limits }: { limits: readonly LawDeadline[] }) {
  const t = useWords(words)
  const [search, change] = useSearchWords()
  const q = (search.q ?? '').trim().toLowerCase()
  const doubtful = limits.filter((one) => currentOf(one).unconfirmed)
  const shown = (search.unconfirmed ? doubtful : limits).filter((one) => textOf(one).includes(q))
  const open = limits.find((one) => one.id === search.limit)
  const columns = useLimitColumns((limit) => change({ limit: limit.id }))
  return (
    <>
      <search className="rb-filters">
        <div className="rb-filter-row">
          <Input.Search
            className="rb-search"
            allowClear
            defaultValue={search.q ?? ''}
            placeholder={t('search')}
            aria-label={t('search')}
            onChange={(event) => change({ q: event.target.value }, true)}
          />
          <Checkbox
            checked={Boolean(search.unconfirmed)}
            onChange={(event) => change({ unconfirmed: event.target.checked ? '1' : '' }, true)}
          >
            {t('onlyUnconfirmed', { n: doubtful.length })}
          </Checkbox>
        </div>
      </search>
      {shown.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <DataTable
          label={t('limits')}
          columns={columns}
          rows={shown}
          rowKey={(limit) => limit.id}
          activeKey={open?.id ?? null}
          onOpen={(limit) => change({ limit: limit.id })}
        />
      )}
      {open && <DeadlineDrawer limit={open} onClose={() => change({ limit: '' })} />}
    </>
  )
}

function useLimitColumns(onOpen: (limit: LawDeadline) => void): Column<LawDeadline>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    {
      key: 'matter',
      title: t('matter'),
      render: (limit) => (
        <button type="button" className="rb-link-button" onClick={() => onOpen(limit)}>
          {pick(currentOf(limit).title)}
        </button>
      ),
    },
    { key: 'limit', title: t('limit'), render: (limit) => <Limit version={currentOf(limit)} /> },
    { key: 'start', title: t('startEvent'), priority: 3, render: (limit) => pick(currentOf(limit).startEvent) },
    { key: 'basis', title: t('basis'), priority: 2, render: (limit) => <Basis version={currentOf(limit)} /> },
    { key: 'state', title: t('state'), render: (limit) => <Confirmed version={currentOf(limit)} /> },
    { key: 'ref', title: t('ref'), priority: 3, render: (limit) => <span className="rb-quiet">{limit.ref}</span> },
  ]
}
