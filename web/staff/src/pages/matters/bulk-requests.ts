import type { FormValues, Matter, MatterBulkResult } from '@redbridge/contract'
import { api } from '../../lib/api.ts'
import { newKey } from '../../lib/new-key.ts'

interface Job {
  kind: string
  event: string
  matters: readonly Matter[]
}
export interface BulkOutcome {
  result: MatterBulkResult
  /** what stopped it half-way; null when it went through */
  error: unknown
}

/** Matters in one request while it runs: small enough to show how far it is. */
const SLICE = 50

const ask = ({ kind, event, matters }: Job, form: FormValues, preview: boolean): Promise<MatterBulkResult> =>
  api.post<MatterBulkResult>(
    '/api/matters/bulk',
    { preview, kind, event, form, ids: matters.map(({ id, version }) => ({ id, version })) },
    preview ? undefined : newKey(),
  )

export const previewBulk = (job: Job, form: FormValues): Promise<MatterBulkResult> => ask(job, form, true)

/** Slice by slice; each is all or nothing on the server, and what is done stays done when a later one fails. */
export const runBulk = async (job: Job, form: FormValues, onProgress: (done: number) => void): Promise<BulkOutcome> => {
  const result: MatterBulkResult = { preview: false, affected: 0, excluded: [] }
  for (let from = 0; from < job.matters.length; from += SLICE) {
    try {
      const part = await ask({ ...job, matters: job.matters.slice(from, from + SLICE) }, form, false)
      result.affected += part.affected
      result.excluded.push(...part.excluded)
    } catch (error) {
      if (from === 0) throw error
      return { result, error }
    }
    onProgress(Math.min(from + SLICE, job.matters.length))
  }
  return { result, error: null }
}
