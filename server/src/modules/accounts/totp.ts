import type { RecoveryCodes, TotpSetup } from '@redbridge/contract'
import { Secret, TOTP } from 'otpauth'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/pool.ts'
import type { Platform } from '../../platform/platform.ts'
import { newCode } from './tokens.ts'

const USE = 'totp'
const PERIOD = 30

const totpOf = (secret: string, login: string): TOTP =>
  new TOTP({ issuer: '红桥 Redbridge', label: login, secret: Secret.fromBase32(secret), period: PERIOD, digits: 6 })

/** Stores a new secret, valid once a code has confirmed it; one in use stays so until then. */
export const prepareTotp = async (
  platform: Platform,
  user: { id: string; login: string },
): Promise<z.infer<typeof TotpSetup>> => {
  const secret = new Secret({ size: 20 }).base32
  const pending = platform.secrets.seal(USE, secret)
  await platform.workerDb
    .insertInto('user_totp')
    .values({ user_id: user.id, pending })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ pending }))
    .execute()
  return { secret, uri: totpOf(secret, user.login).toString() }
}

/** The time step that a code belongs to, one step of clock difference allowed; null when it belongs to none. */
const stepOf = (secret: string, code: string, now: Date): number | null => {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD) + delta
}

/** Puts the prepared secret into use. False when the code does not belong to it. */
export const confirmTotp = async (platform: Platform, tx: Tx, userId: string, code: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('user_totp')
    .select('pending')
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.pending) return false
  const now = platform.clock.now()
  const step = stepOf(platform.secrets.unseal(USE, row.pending), code, now)
  if (step === null) return false
  await tx
    .updateTable('user_totp')
    .set({ sealed: row.pending, pending: null, confirmed_at: now, last_step: step })
    .where('user_id', '=', userId)
    .execute()
  return true
}

/** Uses a code up. False when it is wrong, or it or a later one was used before. */
export const useTotp = async (platform: Platform, userId: string, code: string): Promise<boolean> => {
  const row = await platform.workerDb
    .selectFrom('user_totp')
    .select('sealed')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  const step = row?.sealed && stepOf(platform.secrets.unseal(USE, row.sealed), code, platform.clock.now())
  if (!step) return false
  const { numUpdatedRows } = await platform.workerDb
    .updateTable('user_totp')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const RECOVERY_CODES = 10
const digestOf = (platform: Platform, userId: string, code: string): string =>
  platform.secrets.digest('recovery-code', `${userId}:${code.toLowerCase().replace(/[^0-9a-z]/g, '')}`)

/** New recovery codes; the old ones end. */
export const renewRecoveryCodes = async (
  platform: Platform,
  tx: Tx,
  userId: string,
): Promise<z.infer<typeof RecoveryCodes>> => {
  const codes = Array.from({ length: RECOVERY_CODES }, () => newCode(3))
  await tx.deleteFrom('recovery_code').where('user_id', '=', userId).execute()
  await tx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ user_id: userId, digest: digestOf(platform, userId, code) })))
    .execute()
  return { codes }
}

/** Uses a recovery code up. False when it is unknown or was used. */
export const useRecoveryCode = async (platform: Platform, userId: string, code: string): Promise<boolean> => {
  const { numUpdatedRows } = await platform.workerDb
    .updateTable('recovery_code')
    .set({ used_at: platform.clock.now() })
    .where('user_id', '=', userId)
    .where('digest', '=', digestOf(platform, userId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
