import {
  DELIVERY_STATE_TEXT,
  DELIVERY_STATES,
  type DeliveryState,
  type ExchangeDelivery,
  type ExchangeEndpoint,
} from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import type { FilterSpec } from '../../../lib/filters.ts'
import { formatNumber, formatTime } from '../../../lib/format.ts'
import { useReport } from '../../../lib/use-report.ts'
import { useSelection } from '../../../lib/use-selection.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { BulkBar } from '../../../ui/bulk-bar.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { ListView } from '../../../ui/list-view.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import { useList } from '../../../ui/use-list.ts'
import { words } from './delivery-words.ts'
import { endpointsQuery } from './endpoints.tsx'
import { ReplayDrawer } from './replay-drawer.tsx'

const keyOf = (delivery: ExchangeDelivery): string => String(delivery.id)

const specsFor = (endpoints: readonly ExchangeEndpoint[]): readonly FilterSpec[] => [
  {
    key: 'state',
    kind: 'one',
    word: words.state,
    options: DELIVERY_STATES.map((value) => ({ value, word: DELIVERY_STATE_TEXT[value] })),
  },
  {
    key: 'endpointId',
    kind: 'one',
    word: words.endpoint,
    options: endpoints.map(({ id, name }) => ({ value: id, word: { zh: name, en: name } })),
  },
]

/** Every message on its way to every endpoint; what was given up is sent again from here. */
export function Deliveries() {
  const t = useWords(words)
  const { data } = useQuery(endpointsQuery)
  const endpoints = useMemo(() => data?.items ?? [], [data])
  const specs = useMemo(() => specsFor(endpoints), [endpoints])
  const list = useList<ExchangeDelivery>({ name: 'deliveries', path: '/api/exchange/deliveries', specs })
  const selection = useSelection(keyOf, JSON.stringify(list.filter))
  const replay = useReplay()
  const [many, setMany] = useState(false)
  const columns = useColumns((ids) => replay.mutate({ ids }))
  return (
    <>
      {endpoints.length > 0 && (
        <div className="rb-bridge-head">
          <span className="rb-push" />
          <Button onClick={() => setMany(true)}>{t('replayMany')}</Button>
        </div>
      )}
      <ListView
        label={t('title')}
        list={list}
        specs={specs}
        columns={columns}
        rowKey={keyOf}
        rowName={(delivery) => delivery.matter.number}
        selection={selection}
        bulk={
          <BulkBar
            chosen={selection.rows.length}
            all={false}
            total={list.query.data?.total ?? 0}
            actions={[{ key: 'replay', label: t('replayChosen'), primary: true }]}
            onAction={() =>
              replay.mutate({ ids: selection.rows.map((row) => row.id) }, { onSuccess: () => selection.clear() })
            }
            onChooseAll={null}
            onClear={selection.clear}
          />
        }
        empty={{ title: t('none'), text: t('noneText') }}
      />
      {many && <ReplayDrawer endpoints={endpoints} onClose={() => setMany(false)} />}
    </>
  )
}

/** Puts deliveries into the queue once more. */
export function useReplay() {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (what: { ids?: number[]; endpointId?: string; since?: string }) =>
      api.post<{ replayed: number }>('/api/exchange/deliveries/replay', what),
    onSuccess: ({ replayed }) => {
      if (replayed > 0) report.done(t('replayed', { n: replayed }))
      else report.refused(t('replayedNone'))
      void client.invalidateQueries({ queryKey: ['deliveries'] })
      void client.invalidateQueries({ queryKey: ['exchange'] })
    },
    onError: report.failed,
  })
}

const TONES: Record<DeliveryState, Tone> = { waiting: 'waiting', delivered: 'done', dead: 'alert', paused: 'quiet' }

function useColumns(onReplay: (ids: number[]) => void): Column<ExchangeDelivery>[] {
  const t = useWords(words)
  const pick = usePick()
  return [
    {
      key: 'message',
      title: t('message'),
      render: (one) => (
        <>
          <div>{pick(one.typeText)}</div>
          <AppLink className="rb-sub" href={`/matters/${encodeURIComponent(one.matter.id)}`}>
            {one.matter.number}
          </AppLink>
          <Failures of={one} />
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      render: (one) => (
        <>
          <StateTag tone={TONES[one.state]}>{pick(DELIVERY_STATE_TEXT[one.state])}</StateTag>
          <div className="rb-sub">
            {one.deliveredAt ? formatTime(one.deliveredAt) : one.nextAt && `${t('next')} ${formatTime(one.nextAt)}`}
          </div>
        </>
      ),
    },
    { key: 'endpoint', title: t('endpoint'), priority: 2, render: (one) => one.endpointName },
    { key: 'attempts', title: t('attempts'), number: true, priority: 2, render: (one) => formatNumber(one.attempts) },
    { key: 'sent', title: t('sent'), priority: 3, render: (one) => formatTime(one.sentAt) },
    {
      key: 'actions',
      title: t('replay'),
      width: 96,
      render: (one) =>
        one.state !== 'waiting' && (
          <Button
            size="small"
            aria-label={t('replayOf', { name: one.matter.number })}
            onClick={() => onReplay([one.id])}
          >
            {t('replay')}
          </Button>
        ),
    },
  ]
}

/** What went wrong, try by try, the newest first. */
function Failures({ of: one }: { of: ExchangeDelivery }) {
  const t = useWords(words)
  const pick = usePick()
  if (one.failures.length === 0) return null
  return (
    <details className="rb-delivery-failures">
      <summary>{t('failures', { n: one.failures.length })}</summary>
      <ol className="rb-failures">
        {one.failures.map((failure) => (
          <li key={failure.at}>
            <span className="rb-quiet">
              {formatTime(failure.at)} ·{' '}
              {failure.status === null ? t('noAnswer') : t('status', { status: String(failure.status) })} ·{' '}
              {t('took', { ms: failure.ms })}
            </span>
            <div>{pick(failure.error)}</div>
          </li>
        ))}
      </ol>
    </details>
  )
}
