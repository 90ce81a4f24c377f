import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import { type Batch, REJECT_REASON_TEXT, REPORT_COLUMNS, type RejectReason, type RejectRow } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import type { FilterSpec } from '../../../lib/filters.ts'
import { formatNumber } from '../../../lib/format.ts'
import { uploadFile } from '../../../lib/upload.ts'
import type { Column } from '../../../ui/data-table.tsx'
import { ListView } from '../../../ui/list-view.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import { useList } from '../../../ui/use-list.ts'
import { words } from './result-words.ts'
import { REPORT_FILES } from './upload-report.tsx'

interface Taken {
  batch: Batch
  taken: number
  refused: number[]
  refusedTotal: number
}

/** Rows that were not accepted, and the way to correct only these. */
export function Rejects({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const open = batch.state === 'matched' || batch.state === 'invalid'
  return (
    <section className="rb-section" id="rejects" aria-labelledby="rejects-title">
      <h2 id="rejects-title">{t('rejectsTitle')}</h2>
      {batch.totals.rejected === 0 ? (
        <p>
          <StateTag tone="done">{t('noRejects')}</StateTag>
        </p>
      ) : (
        <>
          <p>{t(open ? 'rejectsText' : 'frozen')}</p>
          <Correct batch={batch} open={open} />
          <RejectList batch={batch} />
        </>
      )}
    </section>
  )
}

function Correct({ batch, open }: { batch: Batch; open: boolean }) {
  const t = useWords(words)
  const client = useQueryClient()
  const [taken, setTaken] = useState<Taken | null>(null)
  const path = `/api/batches/${encodeURIComponent(batch.id)}`
  return (
    <>
      {taken && <TakenNote taken={taken} />}
      <div className="rb-steps">
        <div className="rb-step">
          <span className="rb-quiet">{t('stepOne')}</span>
          <Button icon={<DownloadOutlined aria-hidden="true" />} href={`${path}/rejects.xlsx`} download>
            {t('download', { n: batch.totals.rejected })}
          </Button>
        </div>
        {open && (
          <UploadBox
            label={`${t('stepTwo')} · ${t('correctLabel')}`}
            hint={t('correctHint')}
            button={t('correct')}
            accept={REPORT_FILES}
            primary
            send={(file, options) => uploadFile<Taken>(`${path}/corrections`, file, options)}
            onDone={(result) => {
              setTaken(result)
              client.setQueryData(['batch', batch.id], result.batch)
              void client.invalidateQueries({ queryKey: ['rejects'] })
            }}
          />
        )}
      </div>
    </>
  )
}

function TakenNote({ taken }: { taken: Taken }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const shown = taken.refused.slice(0, 12).join(lang === 'zh' ? '、' : ', ')
  const rows = taken.refusedTotal > 12 ? t('refusedMore', { rows: shown }) : shown
  return (
    <div className="rb-notice" role="status">
      <p>{taken.taken > 0 ? t('taken', { n: taken.taken }) : t('takenNone')}</p>
      {taken.refusedTotal > 0 && <p>{t('refused', { n: taken.refusedTotal, rows })}</p>}
    </div>
  )
}

function RejectList({ batch }: { batch: Batch }) {
  const t = useWords(words)
  const { byReject } = batch.totals
  const specs = useMemo(() => reasonFilter(byReject), [byReject])
  const path = `/api/batches/${encodeURIComponent(batch.id)}/rejects`
  const list = useList<RejectRow>({ name: 'rejects', path, specs })
  return (
    <ListView
      label={t('rejectsTitle')}
      list={list}
      specs={specs}
      columns={useRejectColumns()}
      rowKey={(row) => String(row.rowNo)}
    />
  )
}

/** Reasons that occur, with their counts, the most frequent first. */
const reasonFilter = (byReject: Batch['totals']['byReject']): FilterSpec[] => [
  {
    key: 'reason',
    kind: 'one',
    word: words.reason,
    options: Object.entries(byReject)
      .sort(([, a], [, b]) => b - a)
      .map(([value, count]) => {
        const word = REJECT_REASON_TEXT[value as RejectReason]
        const n = formatNumber(count)
        return { value, word: { zh: `${word.zh}（${n}）`, en: `${word.en} (${n})` } }
      }),
  },
]

/** Which column each reason speaks of: its cell is marked. */
const MEANT: Partial<Record<RejectReason, string>> = {
  name_missing: 'name',
  identifier_missing: 'uscc',
  id_number_invalid: 'idNumber',
  url_invalid: 'shopUrl',
}

function useRejectColumns(): Column<RejectRow>[] {
  const t = useWords(words)
  const pick = usePick()
  const shown = REPORT_COLUMNS.filter((c) => ['name', 'uscc', 'idNumber', 'shopName', 'shopUrl'].includes(c.key))
  return [
    { key: 'row', title: t('row'), width: 96, render: (row) => t('rowNo', { n: row.rowNo }) },
    {
      key: 'reasons',
      title: t('reason'),
      render: (row) => (
        <ul className="rb-plain-list">
          {row.reasons.map((reason) => (
            <li key={reason}>{pick(REJECT_REASON_TEXT[reason])}</li>
          ))}
        </ul>
      ),
    },
    ...shown.map(
      (column, i): Column<RejectRow> => ({
        key: column.key,
        title: pick(column),
        priority: i < 2 ? 2 : 3,
        render: (row) => {
          const value = row.cells[column.key] ?? row.cells[column.zh] ?? ''
          const meant = row.reasons.some((reason) => MEANT[reason] === column.key)
          if (value === '')
            return <span className={meant ? 'rb-alert' : 'rb-quiet'}>{meant ? t('notGiven') : '—'}</span>
          return meant ? <mark className="rb-differs">{value}</mark> : value
        },
      }),
    ),
  ]
}
