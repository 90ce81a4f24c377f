import type { LawCalendar } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { useReport } from '../../lib/use-report.ts'
import { Field } from '../../ui/field.tsx'
import { FormDrawer } from '../../ui/form-drawer.tsx'
import { words } from './calendar-words.ts'
import { parseOrder } from './parse-order.ts'

/** The order of a year typed line by line, with what was understood of it said while one types. */
export function OrderDrawer({ year, onClose }: { year: number; onClose(): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const report = useReport()
  const [source, setSource] = useState('')
  const [lines, setLines] = useState('')
  const { holidays, workdays, wrong } = parseOrder(lines)
  const [first] = wrong
  const missing = first
    ? t('lineWrong', { n: first.n, line: first.line })
    : holidays.length === 0
      ? t('noLines')
      : source.trim().length < 2
        ? t('sourceMissing')
        : ''
  return (
    <FormDrawer
      title={t('addTitle', { year: String(year) })}
      action={t('save')}
      missing={missing}
      save={() =>
        api.post<LawCalendar>('/api/law/calendar/orders', { year, source: source.trim(), holidays, workdays })
      }
      onSaved={() => {
        report.done(t('saved', { year: String(year) }))
        void client.invalidateQueries({ queryKey: ['law'] })
        onClose()
      }}
      onClose={onClose}
    >
      <p className="rb-quiet">{t('addNote')}</p>
      <Field label={t('source')}>
        {(id) => <Input id={id} maxLength={500} value={source} onChange={(event) => setSource(event.target.value)} />}
      </Field>
      <Field label={t('lines')} hint={t('linesHint')}>
        {(id, hint) => (
          <Input.TextArea
            id={id}
            aria-describedby={hint}
            rows={12}
            value={lines}
            onChange={(event) => setLines(event.target.value)}
          />
        )}
      </Field>
      <p role="status">{t('read', { holidays: holidays.length, workdays: workdays.length })}</p>
    </FormDrawer>
  )
}
