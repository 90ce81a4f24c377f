import type { Job } from '../../platform/jobs.ts'
import { stampNewest } from '../../platform/ledger/index.ts'
import type { Platform } from '../../platform/platform.ts'

/** Every minute the newest checkpoint gets a time-stamp, if an authority is configured; it covers all before it. */
export const ledgerJobs = (platform: Platform): Job<object>[] => [
  {
    name: 'ledger.timestamp',
    cron: '* * * * *',
    retryLimit: 0,
    handle: async () => void (await stampNewest(platform)),
  },
]
