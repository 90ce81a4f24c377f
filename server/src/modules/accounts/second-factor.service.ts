import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { countAttempt, forgetAttempts } from './attempts.ts'
import { type Caller, deleteSessions } from './sessions.store.ts'
import { afterSecondFactor, getPending, type SignInStep } from './sign-in.service.ts'
import { auditSignIn } from './sign-in-audit.ts'
import { useRecoveryCode, useTotp } from './totp.ts'

/** A code of the authenticator app (six digits) or a recovery code. The fifth wrong one ends the sign-in and locks. */
export const proveSecondFactor = async (
  platform: Platform,
  cookie: string | undefined,
  input: { code: string; caller: Caller },
): Promise<SignInStep> => {
  const pending = await getPending(platform, cookie, 'second_factor')
  const { user, session } = pending
  const subject = `factor:${user.user_id}`
  const attempt = await countAttempt(platform, subject)
  const factor = /^\d{6}$/.test(input.code) ? 'totp' : 'recovery_code'
  const right = await (factor === 'totp' ? useTotp : useRecoveryCode)(platform, user.user_id, input.code)
  if (!right) {
    if (attempt.locks) await deleteSessions(platform.workerDb, user.user_id, { id: session.id })
    const action = attempt.locks ? 'session.locked' : 'session.failed'
    await auditSignIn(platform.workerDb, user, action, { method: factor, ip: input.caller.ip })
    throw new AppError('second_factor_failed')
  }
  await forgetAttempts(platform, subject)
  return afterSecondFactor(platform, pending, { factor, caller: input.caller })
}
