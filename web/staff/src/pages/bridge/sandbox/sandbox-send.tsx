import { SANDBOX_SCENARIOS } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Field } from '../../../ui/field.tsx'
import { words } from './words.ts'

type Scenario = (typeof SANDBOX_SCENARIOS)[number]

/** Has the sandbox bureau send a request or an order. */
export function SandboxSend() {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const [scenario, setScenario] = useState<Scenario>('order')
  const send = useMutation({
    mutationFn: () => api.post<{ id: string; number: string }>('/api/sandbox/requests', { scenario }),
    onSuccess: ({ number }) => {
      report.done(t('sent', { number }))
      void client.invalidateQueries({ queryKey: ['sandbox'] })
    },
    onError: report.failed,
  })
  return (
    <section aria-labelledby="sandbox-send">
      <h2 id="sandbox-send">{t('sendTitle')}</h2>
      <p className="rb-bridge-note">{t('sendText')}</p>
      <div className="rb-field-row rb-bridge-narrow">
        <Field label={t('scenario')}>
          {(id) => (
            <Select
              id={id}
              value={scenario}
              options={SANDBOX_SCENARIOS.map((value) => ({ value, label: t(value) }))}
              onChange={(next: Scenario) => setScenario(next)}
            />
          )}
        </Field>
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>
          {t('send')}
        </Button>
      </div>
    </section>
  )
}
