import { REGISTER_KIND_TEXT, REGISTER_KINDS, type RegisterDetail, type RegisterImport } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { withQuery } from '../../../lib/api.ts'
import { isoDateOf } from '../../../lib/format.ts'
import { uploadFile } from '../../../lib/upload.ts'
import { useReport } from '../../../lib/use-report.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { Field } from '../../../ui/field.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import { isImporting } from './register-page.tsx'
import { words } from './words.ts'

type Kind = (typeof REGISTER_KINDS)[number]
const FILES = ['.csv', '.tsv', '.txt', '.ndjson', '.jsonl', '.xlsx', '.xls', '.gz']

/** An extract or a list comes in: what it holds, of which day, and whether it replaces or adds. */
export function ImportBox({ register }: { register: RegisterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const report = useReport()
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>('register')
  const [mode, setMode] = useState<'replace' | 'add'>('replace')
  const [asOf, setAsOf] = useState(() => isoDateOf(new Date()))
  const busy = isImporting(register)
  const path = `/api/registers/${encodeURIComponent(register.id)}/imports`
  return (
    <section className="rb-section">
      <h2>{t('importTitle')}</h2>
      <p className="rb-quiet">{t('importText')}</p>
      <div className="rb-panel rb-pad rb-stack">
        <div className="rb-field-row">
          <Field label={t('kind')}>
            {(id) => (
              <Select
                id={id}
                value={kind}
                options={REGISTER_KINDS.map((value) => ({ value, label: pick(REGISTER_KIND_TEXT[value]) }))}
                onChange={setKind}
              />
            )}
          </Field>
          <Field label={t('asOfLabel')}>{(id) => <DateInput id={id} value={asOf} onChange={setAsOf} />}</Field>
        </div>
        <ModeChoice value={mode} onChange={setMode} />
        <UploadBox
          label={t('fileLabel')}
          hint={busy ? t('busy') : asOf ? t('fileHint') : t('asOfMissing')}
          button={t('fileButton')}
          accept={FILES}
          primary
          disabled={busy || !asOf}
          send={(file, options) => uploadFile<RegisterImport>(withQuery(path, { kind, mode, asOf }), file, options)}
          onDone={(_, file) => {
            report.done(t('importStarted', { name: file.name }))
            void client.invalidateQueries({ queryKey: ['registers'] })
          }}
        />
      </div>
    </section>
  )
}

function ModeChoice({ value, onChange }: { value: 'replace' | 'add'; onChange(mode: 'replace' | 'add'): void }) {
  const t = useWords(words)
  const id = useId()
  return (
    <div className="rb-field">
      <span id={id}>{t('mode')}</span>
      <Radio.Group
        aria-labelledby={id}
        value={value}
        options={[
          { value: 'replace', label: t('replace') },
          { value: 'add', label: t('add') },
        ]}
        onChange={(event) => onChange(event.target.value as 'replace' | 'add')}
      />
      <span className="rb-quiet rb-small">{t('replaceNote')}</span>
    </div>
  )
}
