import {
  Done,
  Me,
  NewPassword,
  PasskeyAnswer,
  SecondFactor,
  SignIn,
  SignInOptions,
  SignInResult,
  WebAuthnJson,
} from '@redbridge/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { publicRoute, type Route, route } from '../../platform/http/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountsConfig, type OidcProvider } from './config.ts'
import { clearSessionCookie, readSessionCookie, setOidcCookie, setSessionCookie, takeOidcCookie } from './cookie.ts'
import { beginOidc, finishOidc, safeReturnTo } from './oidc.service.ts'
import { passkeySignInOptions, passkeysPossible, signInWithPasskey } from './passkeys.service.ts'
import { proveSecondFactor } from './second-factor.service.ts'
import { callerOf } from './sessions.store.ts'
import { getMe, replaceOneTimePassword, type SignInStep, signIn, signOut } from './sign-in.service.ts'

// Against floods of password hashing, by address; guessing is stopped by the lock of each login.
const rateLimit = { max: 300, perSeconds: 60 }

const answer = (platform: Platform, reply: FastifyReply, step: SignInStep) => {
  setSessionCookie(reply, platform.publicUrl, step.token, step.expires)
  return step.result
}
const cookieOf = (platform: Platform, request: FastifyRequest) => readSessionCookie(request, platform.publicUrl)

const passwordRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    url: '/api/session',
    summary: 'Sign in with login and password',
    body: SignIn,
    response: SignInResult,
    rateLimit,
    handle: async ({ platform, request, reply, body }) => {
      const step = await signIn(platform, body, callerOf(request))
      await signOut(platform, cookieOf(platform, request))
      return answer(platform, reply, step)
    },
  }),
  route({
    method: 'GET',
    url: '/api/session',
    summary: 'Who is signed in',
    permission: 'account.self',
    response: Me,
    handle: ({ ctx }) => getMe(ctx.platform, ctx.actor.userId),
  }),
  publicRoute({
    method: 'DELETE',
    url: '/api/session',
    summary: 'Sign out',
    response: Done,
    handle: async ({ platform, request, reply }) => {
      await signOut(platform, cookieOf(platform, request))
      clearSessionCookie(reply, platform.publicUrl)
      return { done: true }
    },
  }),
  publicRoute({
    method: 'POST',
    url: '/api/session/second-factor',
    summary: 'Second step of a sign-in: a code of the authenticator app or a recovery code',
    body: SecondFactor,
    response: SignInResult,
    rateLimit,
    handle: async ({ platform, request, reply, body }) =>
      answer(
        platform,
        reply,
        await proveSecondFactor(platform, cookieOf(platform, request), { code: body.code, caller: callerOf(request) }),
      ),
  }),
  publicRoute({
    method: 'POST',
    url: '/api/session/new-password',
    summary: 'Replace a one-time password, last step of a first sign-in',
    body: NewPassword,
    response: SignInResult,
    rateLimit,
    handle: async ({ platform, request, reply, body }) => {
      const input = { newPassword: body.newPassword, caller: callerOf(request) }
      return answer(platform, reply, await replaceOneTimePassword(platform, cookieOf(platform, request), input))
    },
  }),
]

const passkeyRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    url: '/api/session/passkey-options',
    summary: 'WebAuthn options for signing in: as second factor after a password, else without a login',
    response: WebAuthnJson,
    rateLimit,
    handle: ({ platform, request }) => passkeySignInOptions(platform, cookieOf(platform, request)),
  }),
  publicRoute({
    method: 'POST',
    url: '/api/session/passkey',
    summary: 'Sign in with a passkey',
    body: PasskeyAnswer,
    response: SignInResult,
    rateLimit,
    handle: async ({ platform, request, reply, body }) => {
      const input = { response: body.response, caller: callerOf(request) }
      return answer(platform, reply, await signInWithPasskey(platform, cookieOf(platform, request), input))
    },
  }),
]

const getProvider = (platform: Platform, id: string): OidcProvider => {
  const provider = accountsConfig(platform).oidc.find((candidate) => candidate.id === id)
  if (!provider) throw new AppError('not_found')
  return provider
}

/** A browser that comes by link sees the sign-in page with the reason, not a document for programs. */
const sendBack = (platform: Platform, reply: FastifyReply, error: unknown) => {
  const code = error instanceof AppError ? error.code : 'internal'
  const cause = error instanceof AppError ? (error.cause ?? error) : error
  platform.log.error('single sign-on failed', { code, error: String(cause) })
  return reply.redirect(`/sign-in?error=${code}`, 302)
}

const oidcRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    url: '/api/sign-in-options',
    summary: 'Which ways in this deployment offers',
    response: SignInOptions,
    handle: async ({ platform }) => ({
      oidc: accountsConfig(platform).oidc.map(({ id, name }) => ({ id, name })),
      passkey: passkeysPossible(platform.publicUrl),
      demoLogins: [...accountsConfig(platform).demoLogins],
    }),
  }),
  publicRoute({
    method: 'GET',
    url: '/api/session/oidc/:id',
    summary: 'To the single sign-on provider',
    params: z.object({ id: z.string().max(30) }),
    query: z.object({ return: z.string().max(500).optional() }),
    rateLimit,
    handle: async ({ platform, reply, params, query }) => {
      const provider = getProvider(platform, params.id)
      try {
        const { url, id } = await beginOidc(platform, provider, query.return)
        setOidcCookie(reply, platform.publicUrl, id)
        return reply.redirect(url, 302)
      } catch (error) {
        return sendBack(platform, reply, error)
      }
    },
  }),
  publicRoute({
    method: 'GET',
    url: '/api/session/oidc/:id/callback',
    summary: 'Back from the single sign-on provider',
    params: z.object({ id: z.string().max(30) }),
    rateLimit,
    handle: async ({ platform, request, reply, params }) => {
      const provider = getProvider(platform, params.id)
      const id = takeOidcCookie(request, reply)
      const search = new URL(request.url, 'http://unused').search
      try {
        const step = await finishOidc(platform, provider, { id, search, caller: callerOf(request) })
        await signOut(platform, cookieOf(platform, request))
        setSessionCookie(reply, platform.publicUrl, step.token, step.expires)
        return reply.redirect(safeReturnTo(step.returnTo), 302)
      } catch (error) {
        return sendBack(platform, reply, error)
      }
    },
  }),
]

export const sessionRoutes: Route[] = [...passwordRoutes, ...passkeyRoutes, ...oidcRoutes]
