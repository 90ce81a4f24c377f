import type { ExchangeMessage, ExchangeMessages } from '@redbridge/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useSearchWords } from '../../../lib/use-search.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty, Failed, PageSkeleton } from '../../../ui/screen-states.tsx'
import { useMessageTypes } from '../integration/use-message-types.ts'
import { words as titles } from '../title-words.ts'
import { useMessageColumns } from './message-columns.tsx'
import { MessageDrawer } from './message-drawer.tsx'
import { words } from './words.ts'
import '../bridge.css'

type Box = 'in' | 'out'

/** The log of the exchange of one's own organisation, the newest first. */
export function MessagesPage() {
  const t = useWords(words)
  const tt = useWords(titles)
  const [search, change] = useSearchWords()
  const box: Box = search.box === 'out' ? 'out' : 'in'
  const filter = { received: search.received ?? '', type: search.type ?? '' }
  const filtered = filter.received !== '' || filter.type !== ''
  const query = useMessages({ box, ...filter })
  return (
    <Page title={tt('messages')} note={t('note')}>
      <Filters box={box} received={filter.received} type={filter.type} onChange={change} />
      {query.data ? (
        <Rows
          box={box}
          rows={query.data.pages.flatMap((page) => page.items)}
          filtered={filtered}
          open={search.message}
          onChange={change}
        />
      ) : query.isError ? (
        <Failed error={query.error} retry={() => void query.refetch()} />
      ) : (
        <PageSkeleton rows={10} />
      )}
      {query.hasNextPage && (
        <div className="rb-actions rb-bridge-actions">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
      {search.message && <MessageDrawer id={search.message} onClose={() => change({ message: '' })} />}
    </Page>
  )
}

const useMessages = (filter: { box: Box; received: string; type: string }) =>
  useInfiniteQuery({
    queryKey: ['exchange', 'messages', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<ExchangeMessages>('/api/exchange/messages', { ...filter, after: pageParam, order: 'desc' }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
  })

type Change = ReturnType<typeof useSearchWords>[1]

function Filters({ box, received, type, onChange }: { box: Box; received: string; type: string; onChange: Change }) {
  const t = useWords(words)
  const types = useMessageTypes()
  return (
    <search className="rb-filters">
      <div className="rb-filter-row">
        <Segmented
          aria-label={t('box')}
          value={box}
          options={[
            { value: 'in', label: t('in') },
            { value: 'out', label: t('out') },
          ]}
          onChange={(next) => onChange({ box: next === 'in' ? '' : next })}
        />
        <Select
          aria-label={t('received')}
          className="rb-bridge-filter"
          value={received}
          options={[
            { value: '', label: `${t('received')} · ${t('allReceipts')}` },
            { value: 'false', label: t('receivedNo') },
            { value: 'true', label: t('receivedYes') },
          ]}
          onChange={(next: string) => onChange({ received: next })}
        />
        <Select
          aria-label={t('type')}
          className="rb-bridge-filter-wide"
          value={type}
          showSearch={{ optionFilterProp: 'label' }}
          options={[{ value: '', label: t('allTypes') }, ...types]}
          onChange={(next: string) => onChange({ type: next })}
        />
      </div>
    </search>
  )
}

interface RowsProps {
  box: Box
  rows: readonly ExchangeMessage[]
  filtered: boolean
  open: string | undefined
  onChange: Change
}

function Rows({ box, rows, filtered, open, onChange }: RowsProps) {
  const t = useWords(words)
  const tt = useWords(titles)
  const columns = useMessageColumns((id) => onChange({ message: id }), box === 'in' ? 'from' : 'to')
  if (rows.length === 0 && filtered)
    return (
      <Empty
        title={t('noneFiltered')}
        action={<Button onClick={() => onChange({ received: '', type: '' })}>{t('showAll')}</Button>}
      />
    )
  if (rows.length === 0) return <Empty title={t(box === 'in' ? 'noneIn' : 'noneOut')} text={t('noneText')} />
  return (
    <DataTable
      label={tt('messages')}
      columns={columns}
      rows={rows}
      rowKey={(message) => message.id}
      activeKey={open ?? null}
      onOpen={(message) => onChange({ message: message.id })}
    />
  )
}
