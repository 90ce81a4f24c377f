import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { SEAL_JOB } from './export.service.ts'
import { Gone, giveUp, sealBag } from './seal.ts'

export { bagsRoutes } from './bags.routes.ts'
export { type BagSource, exportBag } from './export.service.ts'

export const bagsJobs = (platform: Platform): Job<{ bagId: string }>[] => [
  {
    name: SEAL_JOB,
    concurrency: 2,
    handle: async ({ bagId }, signal) => {
      try {
        await sealBag(platform, bagId, signal)
      } catch (error) {
        if (!(error instanceof Gone)) throw error
        await giveUp(platform, bagId)
      }
    },
  },
]
