import type { MatterDetail, Person } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { words } from '../detail-words.ts'
import { matterPath, useMatterChange } from './use-matter.ts'

const NOBODY = ''

/** Hands the matter to a colleague, or to nobody: then it is the whole organisation's again. */
export function AssignDrawer({ matter, onClose }: { matter: MatterDetail; onClose(): void }) {
  const t = useWords(words)
  const report = useReport()
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { data } = useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => api.get<{ items: Person[] }>('/api/colleagues', {}, signal),
  })
  const assign = useMatterChange(matter.id, (userId: string | null) =>
    api.post<MatterDetail>(`${matterPath(matter.id)}/assignee`, {
      userId,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    }),
  )
  const people = (data?.items ?? []).filter((one) => one.id !== matter.assignee?.id)
  const options = [
    ...people.map((one) => ({ value: one.id, label: one.name })),
    ...(matter.assignee ? [{ value: NOBODY, label: t('assignNobody') }] : []),
  ]
  return (
    <FormDrawer
      title={t('assignTitle')}
      action={t('assign')}
      missing={to === null ? t('assignMissing') : ''}
      save={() => assign.mutateAsync(to === NOBODY ? null : to)}
      onSaved={() => {
        report.done(t('assignedDone'))
        onClose()
      }}
      onClose={onClose}
    >
      <p className="rb-quiet">{t('assignHint')}</p>
      <Field label={t('assignTo')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={to}
            options={options}
            onChange={(next: string) => setTo(next)}
          />
        )}
      </Field>
      <Field label={t('assignReason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDrawer>
  )
}
