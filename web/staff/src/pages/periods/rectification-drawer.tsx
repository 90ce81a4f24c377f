import type { Duty } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { daysUntil, formatPeriod, isoDateOf } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { words } from './words.ts'

const inDays = (days: number) => isoDateOf(new Date(Date.now() + days * 86_400_000))

/** 责令限期改正: date and text; the platform is notified. */
export function RectificationDrawer({ duty, onClose }: { duty: Duty; onClose(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const report = useReport()
  const [dueOn, setDueOn] = useState(inDays(15))
  const [text, setText] = useState(t('rectifyText', { period: formatPeriod(duty.periodKey, lang) }))
  const [tried, setTried] = useState(false)
  const complete = text.trim().length >= 5 && dueOn !== '' && daysUntil(dueOn) > 0
  const order = useMutation({
    mutationFn: () =>
      api.post<Duty>(`/api/duties/${encodeURIComponent(duty.id)}/rectification`, { dueOn, text: text.trim() }),
    onSuccess: () => {
      report.done(t('rectified'))
      void client.invalidateQueries({ queryKey: ['duties'] })
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (complete) order.mutate()
  }
  return (
    <Drawer
      open
      size={480}
      title={t('rectifyTitle', { platform: duty.platformName })}
      onClose={onClose}
      footer={
        <div className="rb-drawer-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={order.isPending} onClick={submit}>
            {t('rectifySave')}
          </Button>
        </div>
      }
    >
      <div className="rb-stack">
        <p className="rb-quiet">{t('rectifyBasis')}</p>
        {order.error && <Alert type="error" title={describeFailure(order.error, lang).text} role="alert" />}
        {tried && !complete && <Alert type="error" title={t('rectifyShort')} role="alert" />}
        <Field label={t('rectifyDue')}>{(id) => <DateInput id={id} value={dueOn} onChange={setDueOn} future />}</Field>
        <Field label={t('rectifyBody')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={7}
              maxLength={2000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Drawer>
  )
}
