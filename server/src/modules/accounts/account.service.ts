import type { Passkey, SessionInfo } from '@redbridge/contract'
import type { FastifyRequest } from 'fastify'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { findUserById, getFactors, type SignInUser } from './accounts.store.ts'
import { countAttempt, forgetAttempts } from './attempts.ts'
import { forgetIdentities, identify } from './authenticate.ts'
import { dropLonelyRecoveryCodes, type PasskeyRow } from './passkeys.store.ts'
import { verifyPassword } from './password.ts'
import { deleteSessions, listSessions } from './sessions.store.ts'
import { storeNewPassword } from './sign-in.service.ts'
import { confirmTotp, prepareTotp, renewRecoveryCodes } from './totp.ts'

/** How long ago one may have signed in to change what proves one's identity: a found screen is not enough. */
const RECENT_MS = 30 * 60_000

export const getOwnAccount = async (ctx: Ctx): Promise<SignInUser> => {
  const user = await findUserById(ctx.platform.workerDb, ctx.actor.userId)
  if (!user) throw new AppError('not_signed_in')
  return user
}

const currentSession = async (platform: Platform, request: FastifyRequest) => {
  const session = (await identify(platform, request))?.session
  if (!session) throw new AppError('not_signed_in')
  return session
}

/** Refuses when the sign-in is not recent. */
export const requireRecentSignIn = async (ctx: Ctx, request: FastifyRequest): Promise<void> => {
  const { startedAt } = await currentSession(ctx.platform, request)
  if (ctx.platform.clock.now().getTime() - startedAt.getTime() > RECENT_MS) throw new AppError('sign_in_again')
}

const auditSelf = (ctx: Ctx, action: string) => ({
  action: `account.${action}`,
  subjectKind: 'user',
  subjectId: ctx.actor.userId,
})

export const changeName = async (ctx: Ctx, name: string): Promise<void> => {
  await ctx.tx(async (tx) => {
    await tx.updateTable('user_account').set({ name }).where('id', '=', ctx.actor.userId).execute()
    await audit(tx, ctx.actor, { ...auditSelf(ctx, 'name'), detail: { before: ctx.actor.name, name } })
  })
  forgetIdentities(ctx.platform)
}

/** Needs the present password, whose guesses are counted as at sign-in. Ends all other sessions. */
export const changePassword = async (
  ctx: Ctx,
  request: FastifyRequest,
  input: { password: string; newPassword: string },
): Promise<void> => {
  const { id } = await currentSession(ctx.platform, request)
  const user = await getOwnAccount(ctx)
  const subject = `login:${user.login}`
  await countAttempt(ctx.platform, subject)
  if (!(await verifyPassword(user.hash ?? undefined, input.password)))
    throw new AppError('password_wrong', { errors: [{ pointer: '/password', message: '' }] })
  await forgetAttempts(ctx.platform, subject)
  await storeNewPassword(ctx.platform, user, input.newPassword, id)
}

export const startTotp = async (ctx: Ctx, request: FastifyRequest) => {
  await requireRecentSignIn(ctx, request)
  const user = await getOwnAccount(ctx)
  return prepareTotp(ctx.platform, { id: user.user_id, login: user.login })
}

export const finishTotp = async (ctx: Ctx, code: string) => {
  const { platform, actor } = ctx
  const subject = `factor:${actor.userId}`
  await countAttempt(platform, subject)
  const codes = await platform.workerDb.transaction().execute(async (tx) => {
    if (!(await confirmTotp(platform, tx, actor.userId, code))) throw new AppError('second_factor_failed')
    await audit(tx, actor, auditSelf(ctx, 'totp_added'))
    return renewRecoveryCodes(platform, tx, actor.userId)
  })
  await forgetAttempts(platform, subject)
  return codes
}

export const removeTotp = async (ctx: Ctx, request: FastifyRequest): Promise<void> => {
  await requireRecentSignIn(ctx, request)
  await ctx.platform.workerDb.transaction().execute(async (tx) => {
    await tx.deleteFrom('user_totp').where('user_id', '=', ctx.actor.userId).execute()
    await dropLonelyRecoveryCodes(tx, ctx.actor.userId)
    await audit(tx, ctx.actor, auditSelf(ctx, 'totp_removed'))
  })
}

/** Recovery codes stand in for a second factor, so there must be one. */
export const newRecoveryCodes = async (ctx: Ctx, request: FastifyRequest) => {
  await requireRecentSignIn(ctx, request)
  return ctx.platform.workerDb.transaction().execute(async (tx) => {
    const factors = await getFactors(tx, ctx.actor.userId)
    if (!factors.totp && factors.passkeys === 0) throw new AppError('conflict')
    await audit(tx, ctx.actor, auditSelf(ctx, 'recovery_codes'))
    return renewRecoveryCodes(ctx.platform, tx, ctx.actor.userId)
  })
}

export const passkeyOf = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  backedUp: row.backed_up,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})

export const removePasskey = async (ctx: Ctx, request: FastifyRequest, id: string): Promise<void> => {
  await requireRecentSignIn(ctx, request)
  await ctx.platform.workerDb.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('passkey')
      .where('id', '=', id)
      .where('user_id', '=', ctx.actor.userId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new AppError('not_found')
    await dropLonelyRecoveryCodes(tx, ctx.actor.userId)
    await audit(tx, ctx.actor, auditSelf(ctx, 'passkey_removed'))
  })
}

export const listOwnSessions = async (ctx: Ctx, request: FastifyRequest): Promise<SessionInfo[]> => {
  const current = await currentSession(ctx.platform, request)
  const rows = await listSessions(ctx.platform.workerDb, ctx.actor.userId, ctx.platform.clock.now())
  return rows.map((row) => ({
    id: row.id,
    current: row.id === current.id,
    method: row.method,
    ip: row.ip,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }))
}

/** Ends one session of one's own, or without `id` all but the present one. */
export const endOwnSessions = async (ctx: Ctx, request: FastifyRequest, id?: string): Promise<void> => {
  const current = await currentSession(ctx.platform, request)
  const { workerDb } = ctx.platform
  await workerDb.transaction().execute(async (tx) => {
    const ended = await deleteSessions(tx, ctx.actor.userId, id ? { id } : { except: current.id })
    if (id && ended === 0) throw new AppError('not_found')
    await audit(tx, ctx.actor, { ...auditSelf(ctx, 'sessions_ended'), detail: { ended } })
  })
  forgetIdentities(ctx.platform)
}
