import { LEDGER_ALARM_TEXT, type LedgerAlarm } from '@redbridge/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { Failed } from '../../ui/screen-states.tsx'
import { words } from './words.ts'

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
    { key: 'kind', title: t('kind'), render: (alarm) => pick(LEDGER_ALARM_TEXT[alarm.kind]) },
    { key: 'what', title: t('what'), render: (alarm) => pick(alarm) },
    { key: 'place', title: t('place'), priority: 3, render: (alarm) => <span translate="no">{alarm.place}</span> },
    { key: 'seen', title: t('seen'), priority: 2, render: (alarm) => formatTime(alarm.firstSeen) },
    { key: 'state', title: t('state'), render: (alarm) => <AlarmState alarm={alarm} /> },
  ]
  return <DataTable label={t('alarms')} columns={columns} rows={alarms} rowKey={(alarm) => alarm.id} />
}

function AlarmState({ alarm }: { alarm: LedgerAlarm }) {
  const t = useWords(words)
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const acknowledge = useMutation({
    mutationFn: (reason: string) => api.post(`/api/ledger/alarms/${alarm.id}/acknowledge`, { reason }),
    onSuccess: () => {
      setAsking(false)
      void client.invalidateQueries({ queryKey: ['ledger'] })
      void client.invalidateQueries({ queryKey: ['todo'] })
    },
  })
  if (alarm.acknowledgedAt) return t('acknowledged', { reason: alarm.reason ?? '' })
  if (alarm.resolvedAt) return t('passed')
  if (!asking)
    return (
      <>
        {t('open')} <Button onClick={() => setAsking(true)}>{t('acknowledge')}</Button>
      </>
    )
  return (
    <>
      <ReasonInPlace
        label={t('reason')}
        action={t('acknowledge')}
        pending={acknowledge.isPending}
        onSubmit={(reason) => acknowledge.mutate(reason)}
        onCancel={() => setAsking(false)}
      />
      {acknowledge.isError && <Failed error={acknowledge.error} />}
    </>
  )
}
