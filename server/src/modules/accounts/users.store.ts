import { type OrganisationKind, ROLE_TEXT, type Role, type UserFilter } from '@redbridge/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'

/** Roles belong to one kind of organisation each; the API role belongs to clients, never to people. */
export const checkRoles = (kind: OrganisationKind, roles: readonly Role[]): void => {
  const wrong = roles.find((role) => ROLE_TEXT[role].kind !== kind || role === 'platform_api')
  if (wrong) throw new AppError('role_not_allowed', { detail: wrong, errors: [{ pointer: '/roles', message: wrong }] })
}

export interface NewUserRow {
  organisationId: string
  login: string
  name: string
  roles: readonly Role[]
  now: Date
}

/** Inserts a user of an organisation that `tx` can see and returns its id. */
export const insertUser = async (tx: Tx, user: NewUserRow): Promise<string> => {
  const organisation = await tx
    .selectFrom('organisation')
    .select(['kind', 'division'])
    .where('id', '=', user.organisationId)
    .executeTakeFirst()
  if (!organisation) throw new AppError('not_found')
  checkRoles(organisation.kind, user.roles)
  const id = newId('usr', user.now.getTime())
  const inserted = await tx
    .insertInto('user_account')
    .values({
      id,
      organisation_id: user.organisationId,
      division: organisation.division,
      login: user.login,
      name: user.name,
      roles: [...new Set(user.roles)],
      created_at: user.now,
      updated_at: user.now,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new AppError('login_taken')
  return id
}

/** Users with what a list shows; row-level security leaves those of the actor's organisations. */
export const selectUsers = (tx: Tx) =>
  tx
    .selectFrom('user_account as u')
    .innerJoin('organisation as o', 'o.id', 'u.organisation_id')
    .select(['u.id', 'u.login', 'u.name', 'u.roles', 'u.state', 'u.last_sign_in_at', 'u.created_at'])
    .select(['u.organisation_id', 'o.name_zh as organisation_name', 'o.kind'])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('user_password as p')
            .select('p.user_id')
            .whereRef('p.user_id', '=', 'u.id')
            .where('p.must_change', '=', true),
        )
        .as('must_change'),
      eb
        .exists(
          eb
            .selectFrom('user_totp as t')
            .select('t.user_id')
            .whereRef('t.user_id', '=', 'u.id')
            .where('t.confirmed_at', 'is not', null),
        )
        .as('totp'),
      eb
        .selectFrom('passkey as k')
        .select((c) => c.fn.count<number>('k.id').as('n'))
        .whereRef('k.user_id', '=', 'u.id')
        .as('passkeys'),
    ])
export type UserRow = Awaited<ReturnType<ReturnType<typeof selectUsers>['executeTakeFirstOrThrow']>>

export const listUsers = async (
  tx: Tx,
  filter: z.infer<typeof UserFilter>,
): Promise<{ rows: UserRow[]; total: number }> => {
  let query = selectUsers(tx)
  if (filter.organisationId) query = query.where('u.organisation_id', '=', filter.organisationId)
  if (filter.role) query = query.where(sql<boolean>`${filter.role} = ANY (u.roles)`)
  if (filter.state) query = query.where('u.state', '=', filter.state)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('u.login', 'ilike', like), eb('u.name', 'ilike', like)]))
  }
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .orderBy('o.division')
    .orderBy('o.id')
    .orderBy('u.login')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  return { rows, total }
}

export const getUser = async (tx: Tx, id: string): Promise<UserRow> => {
  const row = await selectUsers(tx).where('u.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

/** Which of these sign-in subjects are locked just now. */
export const findLocked = async (tx: Tx, subjects: string[], now: Date): Promise<Set<string>> => {
  if (subjects.length === 0) return new Set()
  const rows = await tx
    .selectFrom('sign_in_attempt')
    .select('subject')
    .where('subject', 'in', subjects)
    .where('locked_until', '>', now)
    .execute()
  return new Set(rows.map((row) => row.subject))
}

type AdministratorRole = 'bureau_admin' | 'platform_admin'
/** Whose role it is to manage the users of an organisation from inside; a partner's are managed by the bureau. */
export const ADMINISTRATORS: Record<OrganisationKind, AdministratorRole | null> = {
  bureau: 'bureau_admin',
  platform: 'platform_admin',
  partner: null,
}

/** Active administrators of an organisation, locked so that two cannot disable each other at the same moment. */
export const lockAdministrators = (tx: Tx, organisationId: string, role: AdministratorRole) =>
  tx
    .selectFrom('user_account')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'active')
    .where(sql<boolean>`${role} = ANY (roles)`)
    .orderBy('id')
    .forUpdate()
    .execute()
