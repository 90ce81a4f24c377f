import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { findUserById } from './accounts.store.ts'
import { type ChallengeKind, keepChallenge, takeChallenge } from './challenges.store.ts'
import { credentialOf, findPasskey, listPasskeys, type PasskeyRow } from './passkeys.store.ts'
import type { Caller } from './sessions.store.ts'
import { afterSecondFactor, enterStage, getPending, type SignInStep } from './sign-in.service.ts'

/** ES256, RS256, EdDSA: what authenticators have; the library's own list asks for algorithms that Node calls experimental. */
const supportedAlgorithmIDs = [-7, -257, -8]

const partyOf = (platform: Platform) => {
  const url = new URL(platform.publicUrl)
  return { rpID: url.hostname, origin: url.origin }
}

/** Browsers offer passkeys on https and on localhost only, and never for bare addresses. */
export const passkeysPossible = (publicUrl: string): boolean => {
  const { protocol, hostname } = new URL(publicUrl)
  return hostname === 'localhost' || (protocol === 'https:' && !/^[\d.]+$|:/.test(hostname))
}

/** Answers whether a challenge is ours, meant for this user, and not yet answered. */
const expectChallenge = (platform: Platform, kind: ChallengeKind, userId: string | null) => async (id: string) => {
  const taken = await takeChallenge(platform, kind, id)
  return taken !== undefined && taken.user_id === userId
}

/** Whatever a library throws at a malformed or forged answer means: not verified. */
const verified = async <T extends { verified: boolean }>(check: Promise<T>): Promise<T & { verified: true }> => {
  const result = await check.catch((cause: unknown) => {
    throw new AppError('passkey_failed', { cause })
  })
  if (!result.verified) throw new AppError('passkey_failed')
  return result as T & { verified: true }
}

export const passkeyRegistrationOptions = async (platform: Platform, actor: Actor, login: string) => {
  const existing = await listPasskeys(platform.workerDb, actor.userId)
  const options = await generateRegistrationOptions({
    rpName: '红桥 Redbridge',
    rpID: partyOf(platform).rpID,
    userID: new Uint8Array(Buffer.from(actor.userId)),
    userName: login,
    userDisplayName: actor.name,
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: existing.map((row) => ({ id: row.credential_id, transports: row.transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  await keepChallenge(platform, { id: options.challenge, kind: 'passkey.register', userId: actor.userId })
  return options
}

export const addPasskey = async (
  platform: Platform,
  actor: Actor,
  input: { name: string; response: unknown },
): Promise<PasskeyRow> => {
  const { rpID, origin } = partyOf(platform)
  const { registrationInfo } = await verified(
    verifyRegistrationResponse({
      response: input.response as RegistrationResponseJSON,
      expectedChallenge: expectChallenge(platform, 'passkey.register', actor.userId),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: false,
      supportedAlgorithmIDs,
    }),
  )
  if (!registrationInfo) throw new AppError('passkey_failed')
  const { credential, credentialBackedUp } = registrationInfo
  if (await findPasskey(platform.workerDb, credential.id)) throw new AppError('passkey_failed')
  const now = platform.clock.now()
  return platform.workerDb.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('passkey')
      .values({
        id: newId('pky', now.getTime()),
        user_id: actor.userId,
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        name: input.name,
        backed_up: credentialBackedUp,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await audit(tx, actor, { action: 'account.passkey_added', subjectKind: 'user', subjectId: actor.userId })
    return row
  })
}

/** Options for signing in: with a password given before, that user's passkeys; without, any passkey of this site. */
export const passkeySignInOptions = async (platform: Platform, cookie: string | undefined) => {
  const pending = await getPending(platform, cookie, 'second_factor').catch(() => null)
  const own = pending ? await listPasskeys(platform.workerDb, pending.user.user_id) : []
  const options = await generateAuthenticationOptions({
    rpID: partyOf(platform).rpID,
    allowCredentials: own.map((row) => ({ id: row.credential_id, transports: row.transports })),
    userVerification: pending ? 'preferred' : 'required',
  })
  const userId = pending?.user.user_id
  await keepChallenge(platform, { id: options.challenge, kind: 'passkey.sign-in', ...(userId ? { userId } : {}) })
  return options
}

/** A passkey as second factor, or alone: then the authenticator must have verified its user (PIN, finger, face). */
export const signInWithPasskey = async (
  platform: Platform,
  cookie: string | undefined,
  input: { response: unknown; caller: Caller },
): Promise<SignInStep> => {
  const response = input.response as AuthenticationResponseJSON
  const pending = await getPending(platform, cookie, 'second_factor').catch(() => null)
  const row = typeof response?.id === 'string' ? await findPasskey(platform.workerDb, response.id) : undefined
  if (!row || (pending && row.user_id !== pending.user.user_id)) throw new AppError('passkey_failed')
  const { rpID, origin } = partyOf(platform)
  const { authenticationInfo } = await verified(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: expectChallenge(platform, 'passkey.sign-in', pending?.user.user_id ?? null),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: credentialOf(row),
      requireUserVerification: !pending,
    }),
  )
  await platform.workerDb
    .updateTable('passkey')
    .set({
      counter: authenticationInfo.newCounter,
      backed_up: authenticationInfo.credentialBackedUp,
      last_used_at: platform.clock.now(),
    })
    .where('id', '=', row.id)
    .execute()
  if (pending) return afterSecondFactor(platform, pending, { factor: 'passkey', caller: input.caller })
  const user = await findUserById(platform.workerDb, row.user_id)
  if (user?.state !== 'active') throw new AppError('passkey_failed')
  return enterStage(platform, user, { stage: 'signed_in', method: 'passkey', caller: input.caller })
}
