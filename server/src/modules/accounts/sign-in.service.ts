import type { Me, SignIn, SignInResult } from '@redbridge/contract'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type Factors,
  findUserById,
  findUserByLogin,
  getFactors,
  type SignInUser,
  setPassword,
} from './accounts.store.ts'
import { countAttempt, forgetAttempts } from './attempts.ts'
import { forgetIdentities } from './authenticate.ts'
import { hashPassword, isOutdated, isWeakPassword, verifyPassword } from './password.ts'
import {
  type Caller,
  deleteSessions,
  type FoundSession,
  findSession,
  insertSession,
  type Stage,
} from './sessions.store.ts'
import { auditSignIn } from './sign-in-audit.ts'
import { sha256 } from './tokens.ts'

/** What a step of the sign-in answers, and the session cookie that goes with it. */
export interface SignInStep {
  readonly result: SignInResult
  readonly token: string
  readonly expires: Date
}

const factorsOf = (factors: Factors): SignInResult['factors'] => [
  ...(factors.totp ? (['totp'] as const) : []),
  ...(factors.passkeys ? (['passkey'] as const) : []),
  ...(factors.recoveryCodes ? (['recovery_code'] as const) : []),
]

export const meOf = (user: SignInUser, factors: Factors): Me => ({
  userId: user.user_id,
  login: user.login,
  name: user.name,
  roles: user.roles,
  organisation: {
    id: user.organisation_id,
    kind: user.kind,
    nameZh: user.name_zh,
    nameEn: user.name_en,
    division: user.division,
  },
  secondFactor: factors,
  lastSignInAt: user.last_sign_in_at?.toISOString() ?? null,
})

/** Starts the session of the next stage. Every stage has a token of its own, so that none can be planted. */
export const enterStage = async (
  platform: Platform,
  user: SignInUser,
  next: { stage: Stage; method: string; caller: Caller; after?: string },
): Promise<SignInStep> => {
  const now = platform.clock.now()
  return platform.workerDb.transaction().execute(async (tx) => {
    if (next.after) await deleteSessions(tx, user.user_id, { id: next.after })
    const { stage, method, caller } = next
    const { token, expires } = await insertSession(tx, { userId: user.user_id, stage, method, caller, now })
    const factors = await getFactors(tx, user.user_id)
    if (stage !== 'signed_in')
      return {
        result: { state: stage, factors: stage === 'second_factor' ? factorsOf(factors) : [], me: null },
        token,
        expires,
      }
    await tx.updateTable('user_account').set({ last_sign_in_at: now }).where('id', '=', user.user_id).execute()
    await auditSignIn(tx, user, 'session.start', { method, ip: caller.ip })
    return { result: { state: stage, factors: [], me: meOf(user, factors) }, token, expires }
  })
}

/** Login and password. Wrong, unknown, disabled and expired give the same answer after the same work. */
export const signIn = async (platform: Platform, input: SignIn, caller: Caller): Promise<SignInStep> => {
  const login = input.login.toLowerCase()
  const subject = `login:${login}`
  const attempt = await countAttempt(platform, subject)
  const user = await findUserByLogin(platform.workerDb, login)
  const right = await verifyPassword(user?.hash ?? undefined, input.password)
  const expired = user?.password_expires_at ? user.password_expires_at <= platform.clock.now() : false
  if (!user || !right || user.state !== 'active' || expired) {
    const action = attempt.locks ? 'session.locked' : 'session.failed'
    await auditSignIn(platform.workerDb, user ?? null, action, { method: 'password', ip: caller.ip })
    throw new AppError('sign_in_failed')
  }
  await forgetAttempts(platform, subject)
  if (user.hash && isOutdated(user.hash)) await rehash(platform, user, input.password)
  const factors = await getFactors(platform.workerDb, user.user_id)
  const stage = factors.totp || factors.passkeys ? 'second_factor' : user.must_change ? 'new_password' : 'signed_in'
  return enterStage(platform, user, { stage, method: 'password', caller })
}

const rehash = async (platform: Platform, user: SignInUser, password: string): Promise<void> =>
  setPassword(platform.workerDb, user.user_id, {
    hash: await hashPassword(password),
    mustChange: user.must_change ?? false,
    expiresAt: user.password_expires_at,
    now: platform.clock.now(),
  })

/** The unfinished sign-in a cookie stands for, at the stage asked for. */
export const getPending = async (platform: Platform, cookie: string | undefined, stage: Stage) => {
  const session = cookie ? await findSession(platform.workerDb, sha256(cookie), platform.clock.now()) : undefined
  const user = session?.stage === stage ? await findUserById(platform.workerDb, session.user_id) : undefined
  if (!session || !user) throw new AppError('not_signed_in')
  return { session, user }
}

/** After a proven second factor: a one-time password has still to be replaced. */
export const afterSecondFactor = (
  platform: Platform,
  pending: { session: FoundSession; user: SignInUser },
  next: { factor: string; caller: Caller },
): Promise<SignInStep> =>
  enterStage(platform, pending.user, {
    stage: pending.user.must_change ? 'new_password' : 'signed_in',
    method: `${pending.session.method}+${next.factor}`,
    caller: next.caller,
    after: pending.session.id,
  })

/** Replaces a one-time password, the last step of a first sign-in. */
export const replaceOneTimePassword = async (
  platform: Platform,
  cookie: string | undefined,
  input: { newPassword: string; caller: Caller },
): Promise<SignInStep> => {
  const { session, user } = await getPending(platform, cookie, 'new_password')
  await storeNewPassword(platform, user, input.newPassword)
  const next = { stage: 'signed_in', method: session.method, caller: input.caller, after: session.id } as const
  return enterStage(platform, user, next)
}

/** Checks the rules, stores the hash and ends all other sessions of the user. */
export const storeNewPassword = async (
  platform: Platform,
  user: SignInUser,
  newPassword: string,
  keepSession?: string,
): Promise<void> => {
  if (isWeakPassword(newPassword, user.login) || (user.hash && (await verifyPassword(user.hash, newPassword))))
    throw new AppError('password_weak', { errors: [{ pointer: '/newPassword', message: '' }] })
  const hash = await hashPassword(newPassword)
  await platform.workerDb.transaction().execute(async (tx) => {
    await setPassword(tx, user.user_id, { hash, mustChange: false, expiresAt: null, now: platform.clock.now() })
    await deleteSessions(tx, user.user_id, keepSession ? { except: keepSession } : {})
    await auditSignIn(tx, user, 'account.password', {})
  })
  forgetIdentities(platform)
}

/** Ends the session of a cookie, at whatever stage. */
export const signOut = async (platform: Platform, cookie: string | undefined): Promise<void> => {
  const session = cookie && (await findSession(platform.workerDb, sha256(cookie), platform.clock.now()))
  if (!session) return
  await platform.workerDb.transaction().execute(async (tx) => {
    await deleteSessions(tx, session.user_id, { id: session.id })
    if (session.stage === 'signed_in') await auditSignIn(tx, session, 'session.end', {})
  })
  forgetIdentities(platform)
}

export const getMe = async (platform: Platform, userId: string): Promise<Me> => {
  const user = await findUserById(platform.workerDb, userId)
  if (!user) throw new AppError('not_signed_in')
  return meOf(user, await getFactors(platform.workerDb, userId))
}
