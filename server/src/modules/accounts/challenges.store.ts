import type { Platform } from '../../platform/platform.ts'

export type ChallengeKind = 'passkey.register' | 'passkey.sign-in' | 'oidc'
const CHALLENGE_MS = 10 * 60_000

export interface NewChallenge {
  id: string
  kind: ChallengeKind
  userId?: string
  data?: Record<string, unknown>
}
export const keepChallenge = async (platform: Platform, challenge: NewChallenge): Promise<void> => {
  await platform.workerDb
    .insertInto('sign_in_challenge')
    .values({
      id: challenge.id,
      kind: challenge.kind,
      user_id: challenge.userId ?? null,
      data: JSON.stringify(challenge.data ?? {}),
      expires_at: new Date(platform.clock.now().getTime() + CHALLENGE_MS),
    })
    .execute()
}

/** Takes a challenge away: it can be answered once. Undefined when there is none or it came too late. */
export const takeChallenge = async (platform: Platform, kind: ChallengeKind, id: string) => {
  const row = await platform.workerDb
    .deleteFrom('sign_in_challenge')
    .where('id', '=', id)
    .where('kind', '=', kind)
    .returning(['user_id', 'data', 'expires_at'])
    .executeTakeFirst()
  return row && row.expires_at > platform.clock.now() ? row : undefined
}
