import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { CAPTURE_JOB, runCapture } from './captures.service.ts'
import { ERASE_JOB } from './moves.service.ts'

/** Deletes bytes that no content names any more; what was taken again meanwhile has a key of its own. */
const erase = async (platform: Platform, key: string): Promise<void> => {
  const named = await platform.workerDb
    .selectFrom('evidence_content')
    .select('sha256')
    .where('key', '=', key)
    .executeTakeFirst()
  if (!named) await platform.files.delete(key)
}

export const evidenceJobs = (platform: Platform): Job<{ key: string } & { captureId: string }>[] => [
  { name: ERASE_JOB, handle: ({ key }) => erase(platform, key) },
  {
    name: CAPTURE_JOB,
    concurrency: 2,
    retryLimit: 2,
    handle: ({ captureId }, signal) => runCapture(platform, captureId, signal),
  },
]
