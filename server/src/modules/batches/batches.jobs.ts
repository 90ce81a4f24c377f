import { TABULAR_ERROR_TEXT, TabularError } from '@redbridge/tabular'
import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { registerOfBureau } from '../registers/index.ts'
import { matchChunk } from './match-chunk.ts'
import { beginMatching, type Fault, failBatch, readFile, readParts } from './read-batch.ts'

const NO_REGISTER: Fault = {
  code: 'register_missing',
  zh: '尚未导入登记库，无法比对；导入后请重新上传',
  en: 'No register has been imported; upload again once there is one',
}

/** Turns a report into chunks that any worker may match. Killed half-way it begins again and arrives at the same chunks. */
export const batchReadJob = (platform: Platform): Job<{ batchId: string }> => ({
  name: 'batch.read',
  concurrency: 2,
  handle: async ({ batchId }, signal) => {
    const batch = await platform.workerDb
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .executeTakeFirst()
    if (!batch || !['uploaded', 'checking'].includes(batch.state) || batch.stage === 'matching') return
    const register = await registerOfBureau(platform, batch.division)
    if (!register) return failBatch(platform, batchId, 'failed', NO_REGISTER)
    const versionId = register.versionId
    await platform.workerDb
      .updateTable('report_batch')
      .set({
        state: 'checking',
        stage: 'reading',
        started_at: platform.clock.now(),
        register_version_id: versionId,
        register_no: register.no,
        register_as_of: register.asOf,
      })
      .where('id', '=', batchId)
      .execute()
    try {
      const read =
        batch.source === 'file'
          ? await readFile(platform, batch, versionId, signal)
          : await readParts(platform, batch, versionId)
      await beginMatching(platform, batchId, read)
    } catch (error) {
      if (!(error instanceof TabularError)) throw error
      await failBatch(platform, batchId, 'invalid', { code: error.code, ...TABULAR_ERROR_TEXT[error.code] })
    }
  },
})

/** Matches one chunk against the register version of its batch and commits what was found. */
export const batchChunkJob = (platform: Platform): Job<{ batchId: string; no: number }> => ({
  name: 'batch.chunk',
  concurrency: 4,
  handle: ({ batchId, no }) => matchChunk(platform, batchId, no),
})
