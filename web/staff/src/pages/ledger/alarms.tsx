import { LEDGER_ALARM_TEXT, type LedgerAlarm } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words } from './operation-words.ts'

/** What the monitor found, the newest first; who has looked into one takes it off the to-do with a reason. */
export function Alarms() {
  const t = useWords(words)
  const query = useQuery({
    queryKey: ['ledger', 'alarms'],
    queryFn: ({ signal }) => api.get<LedgerAlarm[]>('/api/ledger/alarms', {}, signal),
  })
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">{t('alarms')}</h2>
      <Loaded query={query}>
        {(alarms) =>
          alarms.length === 0 ? <p className="rb-quiet">{t('noAlarms')}</p> : <AlarmTable alarms={alarms} />
        }
      </Loaded>
    </section>
  )
}

function AlarmTable({ alarms }: { alarms: readonly LedgerAlarm[] }) {
  const t = useWords(words)
  const pick = usePick()
  const columns: Column<LedgerAlarm>[] = [
    {
      key: 'kind',
      title: t('kind'),
      render: (alarm) => (
        <>
          <div>{pick(LEDGER_ALARM_TEXT[alarm.kind])}</div>
          <div className="rb-sub rb-break">{pick(alarm)}</div>
        </>
      ),
    },
    {
      key: 'place',
      title: t('place'),
      priority: 2,
      render: (alarm) => (
        <span className="rb-break" translate="no">
          {alarm.place}
        </span>
      ),
    },
    { key: 'first', title: t('firstSeen'), priority: 2, render: (alarm) => formatTime(alarm.firstSeen) },
    { key: 'last', title: t('lastSeen'), priority: 3, render: (alarm) => formatTime(alarm.lastSeen) },
    { key: 'state', title: t('state'), render: (alarm) => <AlarmState alarm={alarm} /> },
  ]
  return <DataTable label={t('alarms')} columns={columns} rows={alarms} rowKey={(alarm) => alarm.id} />
}

function AlarmState({ alarm }: { alarm: LedgerAlarm }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const acknowledge = useMutation({
    mutationFn: (reason: string) =>
      api.post(`/api/ledger/alarms/${encodeURIComponent(alarm.id)}/acknowledge`, { reason }),
    onSuccess: () => {
      report.done(t('acknowledgeDone'))
      setAsking(false)
      void client.invalidateQueries({ queryKey: ['ledger'] })
      void client.invalidateQueries({ queryKey: ['todo'] })
    },
    onError: report.failed,
  })
  if (alarm.acknowledgedAt)
    return (
      <>
        <StateTag tone="done">{t('acknowledged')}</StateTag>
        <div className="rb-sub">
          {formatTime(alarm.acknowledgedAt)} {alarm.reason}
        </div>
      </>
    )
  if (asking)
    return (
      <ReasonInPlace
        label={t('reason')}
        action={t('acknowledge')}
        pending={acknowledge.isPending}
        onSubmit={(reason) => acknowledge.mutate(reason)}
        onCancel={() => setAsking(false)}
      />
    )
  // What has passed by itself is looked into all the same.
  return (
    <span className="rb-ledger-open">
      <StateTag tone={alarm.resolvedAt ? 'quiet' : 'alert'}>{t(alarm.resolvedAt ? 'passed' : 'open')}</StateTag>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('acknowledge')}
      </Button>
    </span>
  )
}
