import type { EvidenceDetail } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Drawer, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { uploadFile } from '../../lib/upload.ts'
import { useReport } from '../../lib/use-report.ts'
import { Field } from '../../ui/field.tsx'
import { UploadBox } from '../../ui/upload-box.tsx'
import { RetentionSelect } from './retention-select.tsx'
import { words } from './words.ts'

/** A file is taken as evidence, with what should be known of it. */
export function TakeDrawer({ onTaken, onClose }: { onTaken(item: EvidenceDetail): void; onClose(): void }) {
  const t = useWords(words)
  const report = useReport()
  const client = useQueryClient()
  const [fields, setFields] = useState({ title: '', note: '', retention: '' })
  return (
    <Drawer open size={480} title={t('take')} onClose={onClose}>
      <div className="rb-stack">
        <Field label={t('name')} hint={t('titleHint')}>
          {(id, hint) => (
            <Input
              id={id}
              aria-describedby={hint}
              maxLength={200}
              value={fields.title}
              onChange={(event) => setFields({ ...fields, title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('remark')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={2000}
              value={fields.note}
              onChange={(event) => setFields({ ...fields, note: event.target.value })}
            />
          )}
        </Field>
        <RetentionSelect value={fields.retention} onChange={(retention) => setFields({ ...fields, retention })} />
        <UploadBox
          label={t('file')}
          hint={t('takeHint')}
          button={t('takeButton')}
          accept={[]}
          primary
          send={(file, options) => uploadFile<EvidenceDetail>('/api/evidence', file, { ...options, fields })}
          onDone={(item) => {
            report.done(t('takenDone', { name: item.title }))
            void client.invalidateQueries({ queryKey: ['evidence'] })
            onTaken(item)
          }}
        />
      </div>
    </Drawer>
  )
}
