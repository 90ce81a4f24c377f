import type { NewUser, User, UserChange, UserFilter } from '@redbridge/contract'
import type { z } from 'zod'
import { covers } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { setPassword } from './accounts.store.ts'
import { attemptSubject } from './attempts.ts'
import { forgetIdentities } from './authenticate.ts'
import { hashPassword } from './password.ts'
import { deleteSessions } from './sessions.store.ts'
import { newCode } from './tokens.ts'
import {
  ADMINISTRATORS,
  checkRoles,
  findLocked,
  getUser,
  insertUser,
  listUsers,
  lockAdministrators,
  type UserRow,
} from './users.store.ts'

const ONE_TIME_DAYS = 7

const loginSubject = (ctx: Ctx, login: string): string => attemptSubject(ctx.platform, `login:${login}`)
const factorSubject = (ctx: Ctx, id: string): string => attemptSubject(ctx.platform, `factor:${id}`)

const userOf = (row: UserRow, locked: boolean): User => ({
  id: row.id,
  login: row.login,
  name: row.name,
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
  roles: row.roles,
  state: row.state === 'active' && locked ? 'locked' : row.state,
  mustChangePassword: Boolean(row.must_change),
  totp: Boolean(row.totp),
  passkeys: Number(row.passkeys),
  lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
})

const viewUsers = async (ctx: Ctx, tx: Tx, rows: UserRow[]): Promise<User[]> => {
  const subjects = rows.flatMap((row) => [loginSubject(ctx, row.login), factorSubject(ctx, row.id)])
  const locked = await findLocked(tx, subjects, ctx.platform.clock.now())
  return rows.map((row) =>
    userOf(row, locked.has(loginSubject(ctx, row.login)) || locked.has(factorSubject(ctx, row.id))),
  )
}
const viewUser = async (ctx: Ctx, tx: Tx, id: string): Promise<User> => {
  const [user] = await viewUsers(ctx, tx, [await getUser(tx, id)])
  return user as User
}

export const listUsersFor = (ctx: Ctx, filter: z.infer<typeof UserFilter>) =>
  ctx.tx(async (tx) => {
    const { rows, total } = await listUsers(tx, filter)
    return { items: await viewUsers(ctx, tx, rows), total, page: filter.page, size: filter.size }
  })

/** A password that works once, for a week: it is shown now and never again. */
const oneTimePassword = async (ctx: Ctx) => {
  const text = newCode(4)
  const now = ctx.platform.clock.now()
  const expiresAt = new Date(now.getTime() + ONE_TIME_DAYS * 86_400_000)
  return { text, stored: { hash: await hashPassword(text), mustChange: true, expiresAt, now } }
}

export const createUser = async (ctx: Ctx, input: z.infer<typeof NewUser>) => {
  const password = await oneTimePassword(ctx)
  return ctx.tx(async (tx) => {
    await getManagedOrganisation(ctx, tx, input.organisationId)
    const id = await insertUser(tx, { ...input, now: ctx.platform.clock.now() })
    await setPassword(tx, id, password.stored)
    const detail = { login: input.login, roles: input.roles, organisationId: input.organisationId }
    await audit(tx, ctx.actor, { action: 'user.create', subjectKind: 'user', subjectId: id, detail })
    return { user: await viewUser(ctx, tx, id), oneTimePassword: password.text }
  })
}

/**
 * The organisation whose users the actor may manage: the own one, and for a bureau those in its jurisdiction.
 * Bureaus and partners elsewhere are visible as public bodies, which is no right over their people.
 */
export const getManagedOrganisation = async (ctx: Ctx, tx: Tx, id: string) => {
  const row = await tx
    .selectFrom('organisation')
    .select(['id', 'kind', 'division'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  const own = ctx.actor.organisation
  if (row.id !== own.id && !covers(own, row.division)) throw new AppError('not_found')
  return row
}

/** Refuses what would leave an organisation without an active administrator. */
const keepAnAdministrator = async (tx: Tx, user: UserRow, change: z.infer<typeof UserChange>): Promise<void> => {
  const role = ADMINISTRATORS[user.kind]
  if (!role) return
  const loses = change.state === 'disabled' || (change.roles !== undefined && !change.roles.includes(role))
  if (!loses) return
  const administrators = await lockAdministrators(tx, user.organisation_id, role)
  if (administrators.length === 1 && administrators[0]?.id === user.id) throw new AppError('last_administrator')
}

export const changeUser = async (ctx: Ctx, id: string, change: z.infer<typeof UserChange>): Promise<User> => {
  const user = await ctx.tx(async (tx) => {
    const before = await getUser(tx, id)
    if (change.roles) checkRoles(before.kind, change.roles)
    await keepAnAdministrator(tx, before, change)
    await tx
      .updateTable('user_account')
      .set({
        ...(change.name !== undefined ? { name: change.name } : {}),
        ...(change.roles ? { roles: [...new Set(change.roles)] } : {}),
        ...(change.state ? { state: change.state } : {}),
        updated_at: ctx.platform.clock.now(),
      })
      .where('id', '=', id)
      .execute()
    if (change.state === 'disabled') await deleteSessions(tx, id)
    await audit(tx, ctx.actor, {
      action: 'user.change',
      subjectKind: 'user',
      subjectId: id,
      detail: { before: { name: before.name, roles: before.roles, state: before.state }, change },
    })
    return viewUser(ctx, tx, id)
  })
  forgetIdentities(ctx.platform)
  return user
}

/** Gives a new one-time password, ends all sessions and lifts a lock. */
export const resetPassword = async (ctx: Ctx, id: string) => {
  const password = await oneTimePassword(ctx)
  const result = await ctx.tx(async (tx) => {
    const before = await getUser(tx, id)
    await setPassword(tx, id, password.stored)
    await deleteSessions(tx, id)
    await tx
      .deleteFrom('sign_in_attempt')
      .where('subject', 'in', [loginSubject(ctx, before.login), factorSubject(ctx, id)])
      .execute()
    await audit(tx, ctx.actor, { action: 'user.reset_password', subjectKind: 'user', subjectId: id })
    return { user: await viewUser(ctx, tx, id), oneTimePassword: password.text }
  })
  forgetIdentities(ctx.platform)
  return result
}

/** Takes away all second factors of somebody who has lost them, and ends all sessions. */
export const resetSecondFactor = async (ctx: Ctx, id: string): Promise<User> => {
  const user = await ctx.tx(async (tx) => {
    await getUser(tx, id)
    await tx.deleteFrom('user_totp').where('user_id', '=', id).execute()
    await tx.deleteFrom('recovery_code').where('user_id', '=', id).execute()
    await tx.deleteFrom('passkey').where('user_id', '=', id).execute()
    await tx.deleteFrom('sign_in_attempt').where('subject', '=', factorSubject(ctx, id)).execute()
    await deleteSessions(tx, id)
    await audit(tx, ctx.actor, { action: 'user.reset_second_factor', subjectKind: 'user', subjectId: id })
    return viewUser(ctx, tx, id)
  })
  forgetIdentities(ctx.platform)
  return user
}
