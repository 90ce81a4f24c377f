import { PROVINCES, type Register } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api } from '../../../lib/api.ts'
import { useReport } from '../../../lib/use-report.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { words } from './words.ts'

export function NewRegisterDrawer({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const client = useQueryClient()
  const report = useReport()
  const [nameZh, setNameZh] = useState('')
  const [nameEn, setNameEn] = useState('')
  const [coverage, setCoverage] = useState<string[]>([])
  return (
    <FormDrawer
      title={t('create')}
      action={t('create')}
      missing={nameZh.trim().length < 2 ? t('nameMissing') : ''}
      save={() => api.post<Register>('/api/registers', { nameZh: nameZh.trim(), nameEn: nameEn.trim(), coverage })}
      onSaved={(saved) => {
        report.done(t('created', { name: saved.nameZh }))
        void client.invalidateQueries({ queryKey: ['registers'] })
        onClose()
      }}
      onClose={onClose}
    >
      <Field label={t('nameZh')}>
        {(id) => <Input id={id} maxLength={100} value={nameZh} onChange={(e) => setNameZh(e.target.value)} />}
      </Field>
      <Field label={t('nameEn')}>
        {(id) => <Input id={id} maxLength={200} value={nameEn} onChange={(e) => setNameEn(e.target.value)} />}
      </Field>
      <Field label={t('coverage')} hint={t('coverageHint')}>
        {(id, hint) => (
          <Select
            id={id}
            aria-describedby={hint}
            mode="multiple"
            placeholder={t('choose')}
            showSearch={{ optionFilterProp: 'label' }}
            value={coverage}
            options={PROVINCES.map((p) => ({ value: p.code, label: pick(p) }))}
            onChange={setCoverage}
          />
        )}
      </Field>
    </FormDrawer>
  )
}
