import type { Job } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { IDLE_MS } from './sessions.store.ts'

/** Removes what has run out: sessions, tokens, challenges, and counts of failures and idempotency keys older than a month. */
export const accountsJobs = (platform: Platform): Job<never>[] => [
  {
    name: 'accounts.purge',
    cron: '17 * * * *',
    handle: async () => {
      const now = platform.clock.now()
      const idle = new Date(now.getTime() - IDLE_MS)
      const old = new Date(now.getTime() - 30 * 86_400_000)
      const { workerDb } = platform
      await workerDb
        .deleteFrom('user_session')
        .where((eb) => eb.or([eb('expires_at', '<', now), eb('last_seen_at', '<', idle)]))
        .execute()
      await workerDb.deleteFrom('api_token').where('expires_at', '<', now).execute()
      await workerDb.deleteFrom('sign_in_challenge').where('expires_at', '<', now).execute()
      await workerDb.deleteFrom('sign_in_attempt').where('last_at', '<', old).execute()
      await workerDb.deleteFrom('idempotency_key').where('created_at', '<', old).execute()
    },
  },
]
