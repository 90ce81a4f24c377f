import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import {
  type Batch,
  type Page,
  REJECT_REASON_TEXT,
  REJECT_REASONS,
  REPORT_COLUMNS,
  type RejectReason,
  type RejectRow,
} from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Pagination } from 'antd'
import { useEffect, useRef } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { words } from './words.ts'

const SIZE = 20

/** Rows that were not accepted: how many for which reason, the rows themselves, and the file to correct them in. */
export function RejectedRows({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const section = useRef<HTMLElement>(null)
  const hash = useLocation({ select: (l) => l.hash })
  useEffect(() => {
    if (hash === 'rejected') section.current?.scrollIntoView()
  }, [hash])
  const none = batch.totals.rejected === 0
  return (
    <section ref={section} id="rejected" className="rb-anchor">
      <div className="rb-section-head">
        <h2>{t('byReject')}</h2>
        <span className="rb-push" />
        {!none && (
          <Button
            icon={<DownloadOutlined />}
            href={`/api/batches/${encodeURIComponent(batch.id)}/rejects.xlsx`}
            download
          >
            {t('download')}
          </Button>
        )}
      </div>
      {none ? <p className="rb-quiet">{t('noRejected')}</p> : <RejectRows batch={batch} />}
    </section>
  )
}

/** The rows with their reasons, without heading and download; the platform's screen has its own. */
export function RejectRows({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const pick = usePick()
  const [search, change] = useSearchWords()
  const reason = REJECT_REASONS.find((r) => r === search.reason)
  const page = Math.max(1, Number(search.page) || 1)
  const request = { reason, page, size: SIZE }
  const query = useQuery({
    queryKey: ['batch-rejects', batch.id, request],
    queryFn: ({ signal }) =>
      api.get<Page<RejectRow>>(`/api/batches/${encodeURIComponent(batch.id)}/rejects`, request, signal),
    placeholderData: keepPreviousData,
  })
  const choose = (next: RejectReason | '') => change({ reason: next, page: '' }, true)
  return (
    <>
      <div className="rb-filter-row rb-reasons">
        <Button aria-pressed={!reason} className={reason ? '' : 'rb-filter-on'} onClick={() => choose('')}>
          {t('allReasons')} {formatNumber(batch.totals.rejected)}
        </Button>
        {REJECT_REASONS.filter((r) => (batch.totals.byReject[r] ?? 0) > 0).map((r) => (
          <Button
            key={r}
            aria-pressed={reason === r}
            className={reason === r ? 'rb-filter-on' : ''}
            onClick={() => choose(r)}
          >
            {pick(REJECT_REASON_TEXT[r])} {formatNumber(batch.totals.byReject[r] ?? 0)}
          </Button>
        ))}
      </div>
      <p className="rb-sub">{t('reasonNote')}</p>
      <Loaded query={query}>
        {(rows) => (
          <>
            <RejectTable rows={rows.items} busy={query.isPlaceholderData} />
            <div className="rb-pages">
              <span />
              <Pagination
                size="small"
                current={page}
                pageSize={SIZE}
                total={rows.total}
                showSizeChanger={false}
                hideOnSinglePage
                onChange={(next) => change({ page: next > 1 ? String(next) : '' }, true)}
              />
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}

/** Which columns a reason speaks about, to show the offending value and not the whole row. */
const COLUMNS_OF: Partial<Record<RejectReason, readonly string[]>> = {
  id_number_invalid: ['idNumber'],
  url_invalid: ['shopUrl'],
}

function RejectTable({ rows, busy }: { rows: readonly RejectRow[]; busy: boolean }) {
  const t = useWords(words)
  const pick = usePick()
  const offending = (row: RejectRow) =>
    row.reasons
      .flatMap((r) => COLUMNS_OF[r] ?? [])
      .map((key) => {
        const column = REPORT_COLUMNS.find((c) => c.key === key)
        return column && row.cells[key] ? `${pick(column)}: ${row.cells[key]}` : ''
      })
      .filter(Boolean)
  const columns: Column<RejectRow>[] = [
    { key: 'row', title: t('rowNo'), number: true, width: 72, render: (r) => formatNumber(r.rowNo) },
    {
      key: 'reasons',
      title: t('reason'),
      render: (r) => r.reasons.map((x) => <div key={x}>{pick(REJECT_REASON_TEXT[x])}</div>),
    },
    { key: 'name', title: t('rowName'), priority: 2, render: (r) => r.cells.name || '—' },
    {
      key: 'code',
      title: t('rowCode'),
      priority: 3,
      render: (r) => <span className="rb-mono">{r.cells.uscc || '—'}</span>,
    },
    {
      key: 'other',
      title: t('rowOther'),
      priority: 3,
      render: (r) => offending(r).map((text) => <div key={text}>{text}</div>),
    },
  ]
  return <DataTable label={t('rows')} columns={columns} rows={rows} rowKey={(r) => String(r.rowNo)} busy={busy} />
}
