import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'

const FREE_ATTEMPTS = 5
const FIRST_LOCK_MINUTES = 15
const LONGEST_LOCK_MINUTES = 24 * 60
/** After a day without a failure the count begins anew. */
const FORGET_MS = 24 * 3600_000

export const attemptSubject = (platform: Platform, subject: string): string =>
  platform.secrets.digest('sign-in', subject)

/**
 * Counts an attempt before it is made, so that a hundred at the same moment are not a hundred free guesses.
 * The fifth locks: 15 minutes, then 30, 60 … A locked subject is refused whatever it brings.
 * Returns whether this attempt, should it fail, has locked the subject.
 */
export const countAttempt = async (platform: Platform, subject: string): Promise<{ locks: boolean }> => {
  const now = platform.clock.now()
  return platform.workerDb.transaction().execute(async (tx) => {
    const key = attemptSubject(platform, subject)
    await tx
      .insertInto('sign_in_attempt')
      .values({ subject: key, failed: 0, locks: 0, last_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const row = await tx
      .selectFrom('sign_in_attempt')
      .selectAll()
      .where('subject', '=', key)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.locked_until && row.locked_until > now)
      throw new AppError('sign_in_locked', {
        extra: { retryAfterSeconds: Math.ceil((row.locked_until.getTime() - now.getTime()) / 1000) },
      })
    const stale = now.getTime() - row.last_at.getTime() > FORGET_MS
    const failed = (stale ? 0 : row.failed) + 1
    const locks = stale ? 0 : row.locks
    const lock = failed >= FREE_ATTEMPTS
    const minutes = Math.min(FIRST_LOCK_MINUTES * 2 ** locks, LONGEST_LOCK_MINUTES)
    await tx
      .updateTable('sign_in_attempt')
      .set({
        failed: lock ? 0 : failed,
        locks: lock ? locks + 1 : locks,
        locked_until: lock ? new Date(now.getTime() + minutes * 60_000) : null,
        last_at: now,
      })
      .where('subject', '=', key)
      .execute()
    return { locks: lock }
  })
}

/** A success wipes the slate. */
export const forgetAttempts = async (platform: Platform, subject: string): Promise<void> => {
  await platform.workerDb
    .deleteFrom('sign_in_attempt')
    .where('subject', '=', attemptSubject(platform, subject))
    .execute()
}
