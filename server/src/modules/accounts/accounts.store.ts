import type { Db, Tx } from '../../platform/db/pool.ts'

/** A user with what signing in needs; for the sign-in code (worker role) only. */
const selectUsers = (db: Db | Tx) =>
  db
    .selectFrom('user_account as u')
    .innerJoin('organisation as o', 'o.id', 'u.organisation_id')
    .leftJoin('user_password as p', 'p.user_id', 'u.id')
    .select(['u.id as user_id', 'u.login', 'u.name', 'u.roles', 'u.state', 'u.last_sign_in_at'])
    .select(['o.id as organisation_id', 'o.kind', 'o.name_zh', 'o.name_en', 'o.division'])
    .select(['p.hash', 'p.must_change', 'p.expires_at as password_expires_at'])

export const findUserByLogin = (db: Db | Tx, login: string) =>
  selectUsers(db).where('u.login', '=', login).executeTakeFirst()
export const findUserById = (db: Db | Tx, id: string) => selectUsers(db).where('u.id', '=', id).executeTakeFirst()
export type SignInUser = NonNullable<Awaited<ReturnType<typeof findUserById>>>

export interface Factors {
  totp: boolean
  passkeys: number
  recoveryCodes: number
}
/** The second factors a user has set up. */
export const getFactors = async (db: Db | Tx, userId: string): Promise<Factors> => {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('user_totp')
        .select((c) => c.fn.countAll<number>().as('n'))
        .where('user_id', '=', userId)
        .where('confirmed_at', 'is not', null)
        .as('totp'),
      eb
        .selectFrom('passkey')
        .select((c) => c.fn.countAll<number>().as('n'))
        .where('user_id', '=', userId)
        .as('passkeys'),
      eb
        .selectFrom('recovery_code')
        .select((c) => c.fn.countAll<number>().as('n'))
        .where('user_id', '=', userId)
        .where('used_at', 'is', null)
        .as('codes'),
    ])
    .executeTakeFirstOrThrow()
  return { totp: Number(row.totp) > 0, passkeys: Number(row.passkeys), recoveryCodes: Number(row.codes) }
}

export interface StoredPassword {
  hash: string
  mustChange: boolean
  expiresAt: Date | null
  now: Date
}
/** Sets the password. Values are repeated because the role that serves requests may not read the hash column. */
export const setPassword = async (tx: Db | Tx, userId: string, password: StoredPassword): Promise<void> => {
  const values = {
    hash: password.hash,
    must_change: password.mustChange,
    expires_at: password.expiresAt,
    changed_at: password.now,
  }
  await tx
    .insertInto('user_password')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}
