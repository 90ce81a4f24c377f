import * as client from 'openid-client'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { findUserById, findUserByLogin, type SignInUser } from './accounts.store.ts'
import { keepChallenge, takeChallenge } from './challenges.store.ts'
import type { OidcProvider } from './config.ts'
import type { Caller } from './sessions.store.ts'
import { enterStage, type SignInStep } from './sign-in.service.ts'
import { auditSignIn } from './sign-in-audit.ts'
import { insertUser } from './users.store.ts'

const discovered = new WeakMap<OidcProvider, Promise<client.Configuration>>()

/** The provider's own description, read at first use and remembered unless reading failed. */
const configurationOf = (provider: OidcProvider): Promise<client.Configuration> => {
  let found = discovered.get(provider)
  if (!found) {
    const issuer = new URL(provider.issuer)
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname)
    found = client.discovery(issuer, provider.clientId, provider.clientSecret, undefined, {
      timeout: 10,
      // Plain http is accepted from this machine alone, for trials and tests.
      ...(local ? { execute: [client.allowInsecureRequests] } : {}),
    })
    found.catch(() => discovered.delete(provider))
    discovered.set(provider, found)
  }
  return found
}

const callbackOf = (platform: Platform, provider: OidcProvider): string =>
  new URL(`/api/session/oidc/${provider.id}/callback`, platform.publicUrl).toString()

/** Only a path on this site is a place to return to. */
export const safeReturnTo = (path: string | undefined): string =>
  path && /^\/(?![/\\])[^\\\s]*$/.test(path) && !path.startsWith('/api/') ? path : '/'

/** Begins the round trip: where to send the browser, and the id that its cookie remembers. */
export const beginOidc = async (
  platform: Platform,
  provider: OidcProvider,
  returnTo: string | undefined,
): Promise<{ url: string; id: string }> => {
  const configuration = await configurationOf(provider).catch((cause: unknown) => {
    throw new AppError('oidc_failed', { cause })
  })
  const data = {
    provider: provider.id,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo: safeReturnTo(returnTo),
  }
  const id = client.randomState()
  await keepChallenge(platform, { id, kind: 'oidc', data })
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(platform, provider),
    scope: provider.loginClaim === 'email' ? 'openid profile email' : 'openid profile',
    state: data.state,
    nonce: data.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(data.verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.toString(), id }
}

type Claims = Record<string, unknown> & { sub: string }

const claimsOf = async (
  platform: Platform,
  provider: OidcProvider,
  trip: { state: string; nonce: string; verifier: string; search: string },
): Promise<Claims> => {
  const configuration = await configurationOf(provider)
  const url = new URL(callbackOf(platform, provider))
  url.search = trip.search
  const tokens = await client.authorizationCodeGrant(configuration, url, {
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    pkceCodeVerifier: trip.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('no ID token')
  if (provider.loginClaim in claims || !configuration.serverMetadata().userinfo_endpoint) return claims
  // Some providers put the profile into the user-info answer only.
  return { ...(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
}

/** The login a provider's claims stand for, or undefined when they prove none. */
export const loginFromClaims = (provider: OidcProvider, claims: Record<string, unknown>): string | undefined => {
  if (provider.loginClaim === 'preferred_username')
    return typeof claims.preferred_username === 'string' ? claims.preferred_username.toLowerCase() : undefined
  const [, name, domain] = /^([^@]+)@([^@]+)$/.exec(String(claims.email ?? '').toLowerCase()) ?? []
  return claims.email_verified === true && domain === provider.emailDomain?.toLowerCase() ? name : undefined
}

/** Ends the round trip: signs in the user linked to the provider's `sub`, linking at the first time. */
export const finishOidc = async (
  platform: Platform,
  provider: OidcProvider,
  input: { id: string | undefined; search: string; caller: Caller },
): Promise<SignInStep & { returnTo: string }> => {
  const taken = input.id ? await takeChallenge(platform, 'oidc', input.id) : undefined
  const trip = taken?.data as { provider: string; state: string; nonce: string; verifier: string; returnTo: string }
  if (!taken || trip.provider !== provider.id) throw new AppError('oidc_failed')
  const claims = await claimsOf(platform, provider, { ...trip, search: input.search }).catch((cause: unknown) => {
    throw new AppError('oidc_failed', { cause })
  })
  const user = (await findLinked(platform, provider, claims.sub)) ?? (await linkUser(platform, provider, claims))
  if (user?.state !== 'active') {
    await auditSignIn(platform.workerDb, user ?? null, 'session.failed', { method: 'oidc', ip: input.caller.ip })
    throw new AppError('oidc_not_linked')
  }
  // The provider decides about second factors of its own; ours guard the local password.
  const step = await enterStage(platform, user, { stage: 'signed_in', method: 'oidc', caller: input.caller })
  return { ...step, returnTo: trip.returnTo }
}

const findLinked = async (platform: Platform, provider: OidcProvider, sub: string): Promise<SignInUser | undefined> => {
  const link = await platform.workerDb
    .selectFrom('user_oidc')
    .select('user_id')
    .where('issuer', '=', provider.issuer)
    .where('sub', '=', sub)
    .executeTakeFirst()
  return link && findUserById(platform.workerDb, link.user_id)
}

const linkUser = async (
  platform: Platform,
  provider: OidcProvider,
  claims: Claims,
): Promise<SignInUser | undefined> => {
  const login = loginFromClaims(provider, claims)
  if (!login) return undefined
  const known = await findUserByLogin(platform.workerDb, login)
  const user = known ?? (await createFromClaims(platform, provider, login, claims))
  if (user?.state !== 'active') return user
  const linked = await platform.workerDb
    .insertInto('user_oidc')
    .values({ issuer: provider.issuer, sub: claims.sub, user_id: user.user_id, linked_at: platform.clock.now() })
    // Somebody else's `sub` holds this account already: a login that was given to another person at the provider.
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  if (!linked) return undefined
  await auditSignIn(platform.workerDb, user, 'account.oidc_linked', { issuer: provider.issuer })
  return user
}

const createFromClaims = async (
  platform: Platform,
  provider: OidcProvider,
  login: string,
  claims: Claims,
): Promise<SignInUser | undefined> => {
  if (!provider.autoCreate || !/^[a-z0-9._-]{3,50}$/.test(login)) return undefined
  const { organisationId, roles } = provider.autoCreate
  const name = String(claims.name ?? login).slice(0, 50)
  const now = platform.clock.now()
  const id = await platform.workerDb
    .transaction()
    .execute((tx) => insertUser(tx, { organisationId, login, name, roles, now }))
  return findUserById(platform.workerDb, id)
}
