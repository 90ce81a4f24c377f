import { Button, Pagination } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/language.tsx'
import type { FilterSpec } from '../lib/filters.ts'
import { type Column, DataTable, type RowSelection } from './data-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { words } from './list-words.ts'
import { Empty, Failed, PageSkeleton } from './screen-states.tsx'
import type { List } from './use-list.ts'

interface Props<T> {
  label: string
  list: List<T>
  specs: readonly FilterSpec[]
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  rowName?: (row: T) => string
  activeKey?: string | null
  onOpen?: (row: T) => void
  selection?: RowSelection<T>
  viewsOf?: string
  /** stands above the table when something is selected */
  bulk?: ReactNode
  empty?: { title: string; text?: string }
}

/** Filters, table, pages: what every list of the desk looks like, in its four states. */
export function ListView<T>(props: Props<T>) {
  const { list, specs, viewsOf } = props
  return (
    <div className="rb-list">
      {specs.length > 0 && (
        <FilterBar
          specs={specs}
          values={list.values}
          onChange={list.setFilter}
          onClear={list.clear}
          {...(viewsOf ? { viewsOf } : {})}
        />
      )}
      {props.bulk}
      <ListBody {...props} />
    </div>
  )
}

function ListBody<T>(props: Props<T>) {
  const t = useWords(words)
  const { list } = props
  const { data, isError, error, refetch, isPlaceholderData } = list.query
  if (!data) return isError ? <Failed error={error} retry={() => void refetch()} /> : <PageSkeleton rows={10} />
  if (data.items.length === 0)
    return list.filtered ? (
      <Empty
        title={t('noneFiltered')}
        text={t('noneFilteredText')}
        action={<Button onClick={list.clear}>{t('clear')}</Button>}
      />
    ) : (
      <Empty {...(props.empty ?? {})} />
    )
  return (
    <>
      <DataTable
        label={props.label}
        columns={props.columns}
        rows={data.items}
        rowKey={props.rowKey}
        activeKey={props.activeKey ?? null}
        busy={isPlaceholderData}
        {...(props.rowName ? { rowName: props.rowName } : {})}
        {...(props.onOpen ? { onOpen: props.onOpen } : {})}
        {...(props.selection ? { selection: props.selection } : {})}
      />
      <div className="rb-pages">
        <span className="rb-quiet" role="status">
          {isPlaceholderData ? t('updating') : t('total', { n: data.total })}
        </span>
        <Pagination
          size="small"
          current={list.page}
          pageSize={list.size}
          total={data.total}
          onChange={list.setPage}
          showSizeChanger={data.total > 20}
          pageSizeOptions={[20, 50, 100, 200]}
          hideOnSinglePage={data.total <= 20}
          responsive
        />
      </div>
    </>
  )
}
