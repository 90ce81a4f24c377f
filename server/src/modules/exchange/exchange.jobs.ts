import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'

/** Forgets nonces whose signatures could no longer be taken anyway. */
export const forgetNonces = async (platform: Platform): Promise<number> => {
  const { numDeletedRows } = await platform.workerDb
    .deleteFrom('exchange_nonce')
    .where('expires_at', '<', platform.clock.now())
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export const exchangeJobs = (platform: Platform): Job<object>[] => [
  {
    name: 'exchange.nonces',
    cron: '*/10 * * * *',
    handle: async () => {
      await forgetNonces(platform)
    },
  },
]
