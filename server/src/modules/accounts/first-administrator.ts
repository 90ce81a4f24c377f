import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { setPassword } from './accounts.store.ts'
import { hashPassword } from './password.ts'
import { newCode } from './tokens.ts'
import { insertUser } from './users.store.ts'

/**
 * An installation without users gets its first bureau and administrator, who creates all others. Returns the one-time
 * password to be shown once, or null when there are users already.
 */
export const createFirstAdministrator = async (
  platform: Platform,
  first: { bureauNameZh: string; division: string; login: string },
): Promise<{ login: string; oneTimePassword: string } | null> => {
  const oneTimePassword = newCode(4)
  const hash = await hashPassword(oneTimePassword)
  const now = platform.clock.now()
  return platform.workerDb.transaction().execute(async (tx) => {
    // Two processes that start together must not both be first.
    await sql`LOCK TABLE user_account IN SHARE ROW EXCLUSIVE MODE`.execute(tx)
    if (await tx.selectFrom('user_account').select('id').limit(1).executeTakeFirst()) return null
    const known = await tx
      .selectFrom('organisation')
      .select('id')
      .where('kind', '=', 'bureau')
      .where('division', '=', first.division)
      .executeTakeFirst()
    const organisationId = known?.id ?? newId('org', now.getTime())
    if (!known)
      await tx
        .insertInto('organisation')
        .values({
          id: organisationId,
          kind: 'bureau',
          name_zh: first.bureauNameZh,
          division: first.division,
          uscc: null,
          url: null,
          category: null,
          found_by: null,
          found_on: null,
          status: null,
        })
        .execute()
    const roles = ['bureau_admin'] as const
    const id = await insertUser(tx, { organisationId, login: first.login, name: '系统管理员', roles, now })
    const expiresAt = new Date(now.getTime() + 7 * 86_400_000)
    await setPassword(tx, id, { hash, mustChange: true, expiresAt, now })
    return { login: first.login, oneTimePassword }
  })
}
