import type { BulkRequests } from '@redbridge/contract'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { AppLink } from '../../../ui/app-link.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from '../words.ts'

type BulkRow = BulkRequests['rows'][number]

const isFaulty = (row: BulkRow): boolean => row.faults.some((fault) => fault.blocking)
const SHOWN = 200

function useRowColumns(): Column<BulkRow>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    { key: 'row', title: t('bulkRow'), width: 56, render: (row) => row.row },
    { key: 'platform', title: t('bulkPlatform'), render: (row) => row.platformName || '—' },
    {
      key: 'target',
      title: t('bulkTarget'),
      priority: 2,
      render: (row) => <span className="rb-ask-break">{row.target || '—'}</span>,
    },
    {
      key: 'state',
      title: t('bulkState'),
      render: (row) => (
        <>
          {!isFaulty(row) && <StateTag tone="done">{t('bulkGood')}</StateTag>}
          {row.faults.length > 0 && (
            <ul className="rb-ask-faults">
              {row.faults.map((fault) => (
                <li key={`${fault.rule} ${fault.pointer}`} className={fault.blocking ? 'rb-alert' : 'rb-quiet'}>
                  {pick(fault)}
                </li>
              ))}
            </ul>
          )}
        </>
      ),
    },
  ]
}

interface PreviewProps {
  preview: BulkRequests
  onConfirm(): void
  onAgain(): void
}

/** What will be made and what not, row by row, before anything is. */
export function BulkPreview({ preview, onConfirm, onAgain }: PreviewProps) {
  const t = useWords(words)
  const columns = useRowColumns()
  const [only, setOnly] = useState(false)
  const faulty = preview.rows.filter(isFaulty)
  const rows = only ? faulty : preview.rows
  if (preview.rows.length === 0)
    return (
      <div className="rb-state">
        <p className="rb-state-title">{t('bulkEmpty')}</p>
        <Button onClick={onAgain}>{t('bulkOther')}</Button>
      </div>
    )
  return (
    <>
      <div className="rb-ask-head" role="status">
        <StateTag tone="active">{t('bulkReady', { n: preview.ready })}</StateTag>
        {faulty.length > 0 && <StateTag tone="alert">{t('bulkFaulty', { n: faulty.length })}</StateTag>}
        <span className="rb-push" />
        {faulty.length > 0 && (
          <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
            {t('bulkOnlyFaults')}
          </Checkbox>
        )}
      </div>
      <DataTable
        label={t('bulkTitle')}
        columns={columns}
        rows={rows.slice(0, SHOWN)}
        rowKey={(row) => String(row.row)}
      />
      {rows.length > SHOWN && <p className="rb-quiet">{t('bulkMore', { n: rows.length - SHOWN })}</p>}
      <div className="rb-actions">
        <Button onClick={onAgain}>{t('bulkOther')}</Button>
        <span className="rb-push" />
        <Button type="primary" disabled={preview.ready === 0} onClick={onConfirm}>
          {t('bulkConfirm', { n: preview.ready })}
        </Button>
      </div>
    </>
  )
}

/** What was made, each with the way to it, and what was left out. */
export function BulkDone({ result, onAgain }: { result: BulkRequests; onAgain(): void }) {
  const t = useWords(words)
  const faults = useRowColumns()
  const rows = new Map(result.rows.map((row) => [row.row, row]))
  const faulty = result.rows.filter(isFaulty)
  const columns: Column<BulkRequests['created'][number]>[] = [
    { key: 'row', title: t('bulkRow'), width: 56, render: (one) => one.row },
    {
      key: 'number',
      title: t('bulkNumber'),
      render: (one) => <AppLink href={`/assistance/${encodeURIComponent(one.id)}`}>{one.number}</AppLink>,
    },
    { key: 'platform', title: t('bulkPlatform'), render: (one) => rows.get(one.row)?.platformName ?? '—' },
    {
      key: 'target',
      title: t('bulkTarget'),
      priority: 2,
      render: (one) => <span className="rb-ask-break">{rows.get(one.row)?.target ?? '—'}</span>,
    },
  ]
  return (
    <>
      <p role="status">
        <StateTag tone="done">{t('bulkDone', { n: result.created.length })}</StateTag>
      </p>
      <DataTable label={t('bulkTitle')} columns={columns} rows={result.created} rowKey={(one) => one.id} />
      {faulty.length > 0 && (
        <>
          <p>
            <StateTag tone="alert">{t('bulkFaulty', { n: faulty.length })}</StateTag>
          </p>
          <DataTable
            label={t('bulkState')}
            columns={faults}
            rows={faulty.slice(0, SHOWN)}
            rowKey={(row) => String(row.row)}
          />
        </>
      )}
      <div className="rb-actions">
        <Button onClick={onAgain}>{t('bulkOther')}</Button>
        <span className="rb-push" />
        <LinkButton type="primary" href="/assistance?state=approving">
          {t('bulkToList')}
        </LinkButton>
      </div>
    </>
  )
}
