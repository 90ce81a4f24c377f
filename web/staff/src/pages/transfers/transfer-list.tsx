import {
  PROVINCES,
  TRANSFER_FINDING_TEXT,
  TRANSFER_STATE_TEXT,
  TRANSFER_STATES,
  type Transfer,
  type TransferEvent,
} from '@redbridge/contract'
import { useMemo, useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import type { FilterSpec } from '../../lib/filters.ts'
import { formatPeriod } from '../../lib/format.ts'
import { useMay } from '../../lib/session.ts'
import { usePeriods } from '../../lib/use-choices.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { Code } from '../../ui/code.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { ListView } from '../../ui/list-view.tsx'
import { TransferStateTag } from '../../ui/state-names.tsx'
import { useList } from '../../ui/use-list.ts'
import { TransferDrawer } from './transfer-drawer.tsx'
import { TransferMoveDrawer } from './transfer-move-drawer.tsx'
import { type Box, isTransferEvent, type TransferSelected, transferEventsFor } from './transfer-moves.ts'
import { useTransferKeys } from './use-transfer-keys.ts'
import { words } from './words.ts'

const keyOf = (transfer: Transfer) => transfer.id

export function TransferList({ box }: { box: Box }) {
  const t = useWords(words)
  const specs = useTransferFilters(box)
  const fixed = useMemo(() => ({ box }), [box])
  const list = useList<Transfer>({ name: 'transfers', path: '/api/transfers', specs, fixed })
  const rows = list.query.data?.items ?? []
  const selection = useSelection(keyOf, JSON.stringify([box, list.filter]))
  const columns = useTransferColumns(box)
  const [open, setOpen] = useState<Transfer | null>(null)
  const cursor = useTransferKeys(rows, setOpen, selection.toggle, open !== null)
  const [moving, setMoving] = useState<{ event: TransferEvent; selected: TransferSelected } | null>(null)
  const packageNo = list.filter.packageNo
  const only = packageNo !== undefined && Object.keys(list.filter).length === 1
  const selected: TransferSelected = selection.all && packageNo ? { packageNo } : { ids: selection.rows.map(keyOf) }
  return (
    <>
      <ListView
        label={t(box)}
        list={list}
        specs={specs}
        columns={columns}
        rowKey={keyOf}
        rowName={(r) => r.name}
        activeKey={open?.id ?? cursor}
        onOpen={setOpen}
        selection={selection}
        bulk={
          <Bulk
            box={box}
            selection={selection}
            total={list.query.data?.total ?? 0}
            canChooseAll={only}
            onEvent={(event) => setMoving({ event, selected })}
          />
        }
        empty={{ title: t(box === 'in' ? 'noneIn' : 'noneOut'), text: t(box === 'in' ? 'noneInText' : 'noneOutText') }}
      />
      {open && (
        <TransferDrawer
          transfer={open}
          box={box}
          onClose={() => setOpen(null)}
          onEvent={(event) => {
            setMoving({ event, selected: { ids: [open.id] } })
            setOpen(null)
          }}
        />
      )}
      {moving && (
        <TransferMoveDrawer
          {...moving}
          onClose={() => {
            setMoving(null)
            selection.clear()
          }}
        />
      )}
    </>
  )
}

interface BulkProps {
  box: Box
  selection: ReturnType<typeof useSelection<Transfer>>
  total: number
  /** a request can mean a whole package, but no other filter */
  canChooseAll: boolean
  onEvent(event: TransferEvent): void
}

function Bulk({ box, selection, total, canChooseAll, onEvent }: BulkProps) {
  const t = useWords(words)
  const may = useMay()
  const states = selection.all ? TRANSFER_STATES : [...new Set(selection.rows.map((r) => r.state))]
  const actions = transferEventsFor(box, states, may).map((key, i) => ({ key, label: t(key), primary: i === 0 }))
  return (
    <BulkBar
      chosen={selection.rows.length}
      all={selection.all}
      total={total}
      actions={actions}
      onAction={(key) => isTransferEvent(key) && onEvent(key)}
      onChooseAll={canChooseAll ? selection.chooseAll : null}
      onClear={selection.clear}
    />
  )
}

function useTransferFilters(box: Box): readonly FilterSpec[] {
  const periods = usePeriods()
  return useMemo(() => {
    const specs: FilterSpec[] = [
      { key: 'q', kind: 'text', word: words.search },
      {
        key: 'state',
        kind: 'many',
        word: words.state,
        options: TRANSFER_STATES.map((s) => ({ value: s, word: TRANSFER_STATE_TEXT[s] })),
      },
      {
        key: 'period',
        kind: 'one',
        word: words.period,
        options: periods.map((p) => ({
          value: p.key,
          word: { zh: formatPeriod(p.key, 'zh'), en: formatPeriod(p.key, 'en') },
        })),
      },
      { key: 'packageNo', kind: 'fixed', word: words.packageNo },
    ]
    if (box === 'out')
      specs.push({
        key: 'province',
        kind: 'one',
        word: words.province,
        options: PROVINCES.map((p) => ({ value: p.code, word: p })),
      })
    return specs
  }, [box, periods])
}

function useTransferColumns(box: Box): Column<Transfer>[] {
  const t = useWords(words)
  const pick = usePick()
  const finding = (r: Transfer) => {
    if (r.finding) return pick(TRANSFER_FINDING_TEXT[r.finding])
    if (box === 'out') return <span className="rb-quiet">—</span>
    const text = r.proposed ? t('proposed', { finding: pick(TRANSFER_FINDING_TEXT[r.proposed]) }) : t('noProposal')
    return <span className="rb-quiet">{text}</span>
  }
  return [
    {
      key: 'operator',
      title: t('operator'),
      render: (r) => (
        <>
          <div>{r.name}</div>
          <div className="rb-sub rb-only-narrow">{r.uscc ? <Code value={r.uscc} copy={false} /> : t('noCode')}</div>
        </>
      ),
    },
    {
      key: 'code',
      title: t('code'),
      priority: 2,
      render: (r) => (r.uscc ? <Code value={r.uscc} /> : <span className="rb-quiet">{t('noCode')}</span>),
    },
    box === 'in'
      ? { key: 'from', title: t('from'), priority: 3, render: (r) => <Short text={r.fromBureauName} /> }
      : {
          key: 'to',
          title: t('to'),
          priority: 3,
          render: (r) => <Short text={r.toBureauName ?? t('unclaimed')} />,
        },
    { key: 'state', title: t('state'), render: (r) => <TransferStateTag state={r.state} /> },
    { key: 'finding', title: t('finding'), priority: 2, render: finding },
    {
      key: 'due',
      title: t('due'),
      priority: 3,
      render: (r) => <DueBadge date={r.answerDueOn} over={r.state !== 'sent' && r.state !== 'received'} />,
    },
  ]
}

/** A long name on one line; the whole of it on pointing. */
const Short = ({ text }: { text: string }) => (
  <span className="rb-short" title={text}>
    {text}
  </span>
)
