import type { Batch } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { withQuery } from '../../../lib/api.ts'
import { uploadFile } from '../../../lib/upload.ts'
import { UploadBox } from '../../../ui/upload-box.tsx'

export const REPORT_FILES = ['.xlsx', '.xls', '.csv', '.tsv', '.txt', '.ndjson', '.jsonl', '.gz'] as const

interface Props {
  periodKey: string
  label: string
  hint?: ReactNode
  button: string
  primary?: boolean
}

/** Sends a report file and goes on to where its checking can be watched. */
export function UploadReport({ periodKey, ...rest }: Props) {
  const router = useRouter()
  const client = useQueryClient()
  return (
    <UploadBox
      {...rest}
      accept={REPORT_FILES}
      send={(file, options) => uploadFile<Batch>(withQuery('/api/batches', { period: periodKey }), file, options)}
      onDone={(batch) => {
        client.setQueryData(['batch', batch.id], batch)
        void client.invalidateQueries({ queryKey: ['duties'] })
        void router.navigate({ href: `/reports/${batch.id}` })
      }}
    />
  )
}
