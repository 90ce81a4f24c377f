import { TRANSFER_STATES, type TransferEvent, type TransferPackage } from '@redbridge/contract'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { withQuery } from '../../lib/api.ts'
import { formatNumber, formatPeriod, formatTime } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { ListView } from '../../ui/list-view.tsx'
import { TransferStateTag } from '../../ui/state-names.tsx'
import { useList } from '../../ui/use-list.ts'
import { TransferMoveDrawer } from './transfer-move-drawer.tsx'
import type { Box } from './transfer-moves.ts'
import { words } from './words.ts'

const NO_FILTERS: readonly never[] = []

/** What was sent at once, with its receipt; a whole package can be received or answered in one go. */
export function PackageList({ box }: { box: Box }) {
  const t = useWords(words)
  const fixed = useMemo(() => ({ box }), [box])
  const list = useList<TransferPackage>({
    name: 'transfer-packages',
    path: '/api/transfer-packages',
    specs: NO_FILTERS,
    fixed,
  })
  const [moving, setMoving] = useState<{ event: TransferEvent; packageNo: string } | null>(null)
  const columns = usePackageColumns(box, (event, packageNo) => setMoving({ event, packageNo }))
  return (
    <>
      <ListView
        label={t('packages')}
        list={list}
        specs={NO_FILTERS}
        columns={columns}
        rowKey={(p) => p.packageNo}
        empty={{ title: t(box === 'in' ? 'noneIn' : 'noneOut'), text: t(box === 'in' ? 'noneInText' : 'noneOutText') }}
      />
      {moving && (
        <TransferMoveDrawer
          event={moving.event}
          selected={{ packageNo: moving.packageNo }}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  )
}

function usePackageColumns(
  box: Box,
  onEvent: (event: TransferEvent, packageNo: string) => void,
): Column<TransferPackage>[] {
  const t = useWords(words)
  const { lang } = useLanguage()
  const may = useMay()
  const columns: Column<TransferPackage>[] = [
    {
      key: 'no',
      title: t('packageNo'),
      render: (p) => (
        <AppLink className="rb-nowrap" href={linkTo(box, p)}>
          {p.packageNo}
        </AppLink>
      ),
    },
    box === 'in'
      ? { key: 'from', title: t('from'), priority: 2, render: (p) => p.fromBureauName }
      : { key: 'to', title: t('to'), priority: 2, render: (p) => p.toBureauName ?? t('unclaimed') },
    {
      key: 'period',
      title: t('period'),
      priority: 3,
      render: (p) => <span className="rb-nowrap">{formatPeriod(p.periodKey, lang)}</span>,
    },
    { key: 'total', title: t('total'), number: true, render: (p) => formatNumber(p.total) },
    { key: 'progress', title: t('progress'), render: (p) => <Progress box={box} of={p} /> },
    {
      key: 'sent',
      title: t('sentAt'),
      priority: 3,
      render: (p) => <span className="rb-nowrap">{formatTime(p.sentAt)}</span>,
    },
    { key: 'receipt', title: t('receipt'), priority: 2, render: (p) => <Receipt of={p} /> },
  ]
  if (box !== 'in' || !may('transfer.answer')) return columns
  return [...columns, { key: 'actions', title: t('actions'), render: (p) => <Actions of={p} onEvent={onEvent} /> }]
}

const linkTo = (box: Box, { packageNo }: TransferPackage, state?: string) =>
  withQuery('/transfers', { box, packageNo, state })

/** How many of a package are in which state, each count a link. */
function Progress({ box, of: p }: { box: Box; of: TransferPackage }) {
  const t = useWords(words)
  return (
    <span className="rb-package-counts">
      {TRANSFER_STATES.filter((s) => (p.counts[s] ?? 0) > 0).map((s) => (
        <AppLink key={s} href={linkTo(box, p, s)}>
          <TransferStateTag state={s} /> {formatNumber(p.counts[s] ?? 0)}
        </AppLink>
      ))}
      {!p.complete && <span className="rb-quiet">{t('incomplete')}</span>}
    </span>
  )
}

function Receipt({ of: p }: { of: TransferPackage }) {
  const t = useWords(words)
  // What no bureau claims, nobody can receive.
  if (!p.receivedAt) return <span className="rb-quiet">{p.toBureauName ? t('notReceived') : '—'}</span>
  return t('receiptBy', { time: formatTime(p.receivedAt), name: p.receiptBy ?? '—' })
}

function Actions({ of: p, onEvent }: { of: TransferPackage; onEvent(event: TransferEvent, packageNo: string): void }) {
  const t = useWords(words)
  return (
    <>
      {(p.counts.sent ?? 0) > 0 && (
        <Button size="small" onClick={() => onEvent('receive', p.packageNo)}>
          {t('receiveAll')}
        </Button>
      )}
      {(p.counts.received ?? 0) > 0 && (
        <Button size="small" onClick={() => onEvent('answer', p.packageNo)}>
          {t('answerAll')}
        </Button>
      )}
    </>
  )
}
