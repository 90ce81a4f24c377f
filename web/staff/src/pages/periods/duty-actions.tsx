import type { Duty } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.ts'
import { useReport } from '../../lib/use-report.ts'
import { RectificationDrawer } from './rectification-drawer.tsx'
import { words } from './words.ts'

/** Remind a platform of its report or late answers; past the date, order it to correct. */
export function DutyActions({ duty }: { duty: Duty }) {
  const t = useWords(words)
  const may = useMay()
  const client = useQueryClient()
  const report = useReport()
  const [ordering, setOrdering] = useState(false)
  const remind = useMutation({
    mutationFn: () => api.post<Duty>(`/api/duties/${encodeURIComponent(duty.id)}/remind`),
    onSuccess: () => report.done(t('reminded', { platform: duty.platformName })),
    onError: report.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['duties'] }),
  })
  const owes = duty.state === 'due' || duty.state === 'overdue' || duty.answersOverdue > 0
  return (
    <span className="rb-row-actions">
      {owes && may('duty.remind') && (
        <Button size="small" loading={remind.isPending} onClick={() => remind.mutate()}>
          {t('remind')}
        </Button>
      )}
      {duty.state === 'overdue' && !duty.rectification && may('duty.rectify') && (
        <Button size="small" onClick={() => setOrdering(true)}>
          {t('rectify')}
        </Button>
      )}
      {ordering && <RectificationDrawer duty={duty} onClose={() => setOrdering(false)} />}
    </span>
  )
}
