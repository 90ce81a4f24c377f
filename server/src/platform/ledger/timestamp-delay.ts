import { sql } from 'kysely'
import type { Platform } from '../platform.ts'

/** Since when a checkpoint has been waiting for a token that covers it; null when none is. */
export const waitingSince = async (platform: Platform): Promise<Date | null> => {
  const { rows } = await sql<{ at: Date }>`
    SELECT at FROM ledger_checkpoint WHERE size > coalesce((SELECT max(size) FROM ledger_timestamp), 0)
    ORDER BY size LIMIT 1`.execute(platform.workerDb)
  return rows[0]?.at ?? null
}

const minutesSince = (platform: Platform, since: Date): number =>
  (platform.clock.now().getTime() - since.getTime()) / 60_000

/** How many minutes the oldest checkpoint without a token has been waiting. */
export const delayMinutes = async (platform: Platform): Promise<number> => {
  const since = await waitingSince(platform)
  return since ? minutesSince(platform, since) : 0
}

/** Whether the authority has been silent for longer than the configured limit: then no further checkpoint is signed. */
export const isStopped = async (platform: Platform): Promise<boolean> => {
  const limit = platform.ledger?.authority?.stopAfterMinutes ?? null
  return limit !== null && (await delayMinutes(platform)) > limit
}
