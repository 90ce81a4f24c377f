import type { Period } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { formatPeriod } from '../../lib/format.ts'
import { useReport } from '../../lib/use-report.ts'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { periodKeysAround } from './period-keys.ts'
import { words } from './words.ts'

const DATES = ['opensOn', 'dueOn', 'closesOn'] as const

export function NewPeriodDrawer({ taken, onClose }: { taken: readonly string[]; onClose(): void }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const report = useReport()
  const keys = periodKeysAround(new Date()).filter((key) => !taken.includes(key))
  const [period, setPeriod] = useState<Record<string, string>>({ key: keys[0] ?? '' })
  const create = useMutation({
    mutationFn: () => api.post<Period>('/api/periods', Object.fromEntries(Object.entries(period).filter(([, v]) => v))),
    onSuccess: (made) => {
      report.done(t('created', { period: formatPeriod(made.key, lang) }))
      void client.invalidateQueries({ queryKey: ['periods'] })
      onClose()
    },
  })
  return (
    <Drawer
      open
      title={t('create')}
      onClose={onClose}
      footer={
        <div className="rb-drawer-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={create.isPending} disabled={!period.key} onClick={() => create.mutate()}>
            {t('save')}
          </Button>
        </div>
      }
    >
      <div className="rb-stack">
        {create.error && <Alert type="error" title={describeFailure(create.error, lang).text} role="alert" />}
        <Field label={t('period')}>
          {(id) => (
            <Select
              id={id}
              value={period.key ?? ''}
              options={keys.map((key) => ({ value: key, label: formatPeriod(key, lang) }))}
              onChange={(key) => setPeriod({ ...period, key })}
            />
          )}
        </Field>
        {DATES.map((name) => (
          <Field key={name} label={t(name)}>
            {(id) => (
              <DateInput id={id} value={period[name] ?? ''} onChange={(day) => setPeriod({ ...period, [name]: day })} />
            )}
          </Field>
        ))}
        <p className="rb-quiet">{t('createNote')}</p>
      </div>
    </Drawer>
  )
}
