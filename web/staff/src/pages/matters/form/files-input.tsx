import type { FormField } from '@redbridge/contract'
import { Button } from 'antd'
import { useRef } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { formatBytes } from '../../../lib/format.ts'
import { uploadFile } from '../../../lib/upload.ts'
import { UploadBox } from '../../../ui/upload-box.tsx'
import type { DraftFile } from './draft.ts'
import { words } from './form-words.ts'

interface Props {
  field: Pick<FormField, 'label'>
  value: readonly DraftFile[]
  onChange(files: readonly DraftFile[]): void
}

/** Files of a move or message: each becomes an item of one's own evidence when it has arrived. */
export function FilesInput({ field, value, onChange }: Props) {
  const t = useWords(words)
  const pick = usePick()
  // Several files arrive one after the other: each is added to what is there by then.
  const latest = useRef(value)
  latest.current = value
  const set = (files: readonly DraftFile[]) => {
    latest.current = files
    onChange(files)
  }
  return (
    <div className="rb-files-input">
      <FileList files={value} onRemove={(id) => set(latest.current.filter((file) => file.id !== id))} />
      <UploadBox<DraftFile>
        label={pick(field.label)}
        hint={t('filesHint')}
        button={t('files')}
        accept={[]}
        many
        send={(file, options) => uploadFile('/api/evidence', file, options)}
        onDone={({ id, name, bytes }) => {
          if (!latest.current.some((file) => file.id === id)) set([...latest.current, { id, name, bytes }])
        }}
      />
    </div>
  )
}

function FileList({ files, onRemove }: { files: readonly DraftFile[]; onRemove(id: string): void }) {
  const t = useWords(words)
  if (files.length === 0) return null
  return (
    <ul className="rb-file-list">
      {files.map((file) => (
        <li key={file.id}>
          <span className="rb-file-name">{file.name}</span>
          <span className="rb-quiet rb-small">{formatBytes(file.bytes)}</span>
          <Button
            type="link"
            size="small"
            aria-label={t('removeFile', { name: file.name })}
            onClick={() => onRemove(file.id)}
          >
            {t('remove')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
