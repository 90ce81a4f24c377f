import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { discardOldDrafts, eraseAnswers } from './answer-erase.ts'
import { expireMemoranda } from './memoranda.sweep.ts'
import { computeServiceLevels } from './service-levels.ts'

export const assistanceJobs = (platform: Platform): Job<object>[] => [
  {
    name: 'assistance.expire',
    cron: '10 0 * * *',
    handle: async () => {
      await expireMemoranda(platform)
    },
  },
  {
    name: 'assistance.erase',
    cron: '40 1 * * *',
    handle: async () => {
      await eraseAnswers(platform)
      await discardOldDrafts(platform)
    },
  },
  {
    name: 'assistance.service_levels',
    cron: '5 * * * *',
    atStart: true,
    handle: async () => {
      await computeServiceLevels(platform)
    },
  },
]
