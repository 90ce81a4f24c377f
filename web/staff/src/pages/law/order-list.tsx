import type { HolidayOrderView, LawCalendar } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { formatTime } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { words as calendarWords } from './calendar-words.ts'
import { useMayKeepLaw } from './law-data.ts'
import { words } from './words.ts'

/** Orders entered for the year, the newest first; the bureau that entered one may withdraw it. */
export function OrderList({ calendar }: { calendar: LawCalendar }) {
  const t = useWords(calendarWords)
  if (calendar.orders.length === 0) return null
  return (
    <section className="rb-section">
      <h2>{t('orders')}</h2>
      <ol className="rb-law-history">
        {calendar.orders.toReversed().map((order) => (
          <Order key={order.id} order={order} />
        ))}
      </ol>
    </section>
  )
}

function Order({ order }: { order: HolidayOrderView }) {
  const t = useWords(words)
  const c = useWords(calendarWords)
  const client = useQueryClient()
  const report = useReport()
  const mayKeep = useMayKeepLaw()
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: (reason: string) =>
      api.post<LawCalendar>(`/api/law/calendar/orders/${encodeURIComponent(order.id)}/withdraw`, { reason }),
    onSuccess: () => {
      report.done(t('withdrawnDone'))
      void client.invalidateQueries({ queryKey: ['law'] })
    },
    onError: report.failed,
  })
  return (
    <li>
      <div>
        <strong>{order.source}</strong> {order.holds && <StateTag tone="active">{c('holds')}</StateTag>}
      </div>
      <div className="rb-quiet">{t('entered', { bureau: order.byBureau, time: formatTime(order.at) })}</div>
      {order.withdrawnAt && (
        <StateTag tone="dropped">{t('withdrawn', { reason: order.withdrawReason ?? '' })}</StateTag>
      )}
      {order.own && mayKeep && !asking && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('withdraw')}
        </Button>
      )}
      {asking && !order.withdrawnAt && (
        <ReasonInPlace
          label={t('withdrawReason')}
          action={t('withdraw')}
          pending={withdraw.isPending}
          onSubmit={(reason) => withdraw.mutate(reason)}
          onCancel={() => setAsking(false)}
        />
      )}
    </li>
  )
}
