import {
  Done,
  Id,
  Me,
  NewPasskey,
  Passkey,
  PasswordChange,
  ProfileChange,
  RecoveryCodes,
  SessionInfo,
  TotpConfirm,
  TotpSetup,
  WebAuthnJson,
} from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import {
  changeName,
  changePassword,
  endOwnSessions,
  finishTotp,
  getOwnAccount,
  listOwnSessions,
  newRecoveryCodes,
  passkeyOf,
  removePasskey,
  removeTotp,
  requireRecentSignIn,
  startTotp,
} from './account.service.ts'
import { addPasskey, passkeyRegistrationOptions } from './passkeys.service.ts'
import { listPasskeys } from './passkeys.store.ts'
import { getMe } from './sign-in.service.ts'

const permission = 'account.self'
const done = { done: true } as const
const byId = z.object({ id: Id })

export const accountRoutes: Route[] = [
  route({
    method: 'PATCH',
    url: '/api/account',
    summary: 'Change the own name',
    permission,
    body: ProfileChange,
    response: Me,
    handle: async ({ ctx, body }) => {
      await changeName(ctx, body.name)
      return getMe(ctx.platform, ctx.actor.userId)
    },
  }),
  route({
    method: 'POST',
    url: '/api/account/password',
    summary: 'Change the own password; ends all other sessions',
    permission,
    body: PasswordChange,
    response: Done,
    handle: async ({ ctx, request, body }) => {
      await changePassword(ctx, request, body)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/account/totp',
    summary: 'Prepare an authenticator app',
    permission,
    response: TotpSetup,
    handle: ({ ctx, request }) => startTotp(ctx, request),
  }),
  route({
    method: 'POST',
    url: '/api/account/totp/confirm',
    summary: 'Put the authenticator app into use; answers recovery codes',
    permission,
    body: TotpConfirm,
    response: RecoveryCodes,
    handle: ({ ctx, body }) => finishTotp(ctx, body.code),
  }),
  route({
    method: 'DELETE',
    url: '/api/account/totp',
    summary: 'Remove the authenticator app',
    permission,
    response: Done,
    handle: async ({ ctx, request }) => {
      await removeTotp(ctx, request)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/account/recovery-codes',
    summary: 'New recovery codes; the old ones end',
    permission,
    response: RecoveryCodes,
    handle: ({ ctx, request }) => newRecoveryCodes(ctx, request),
  }),
  route({
    method: 'GET',
    url: '/api/account/passkeys',
    summary: 'Own passkeys',
    permission,
    response: z.array(Passkey),
    handle: async ({ ctx }) => (await listPasskeys(ctx.platform.workerDb, ctx.actor.userId)).map(passkeyOf),
  }),
  route({
    method: 'POST',
    url: '/api/account/passkeys/options',
    summary: 'WebAuthn options for a new passkey',
    permission,
    response: WebAuthnJson,
    handle: async ({ ctx, request }) => {
      await requireRecentSignIn(ctx, request)
      return passkeyRegistrationOptions(ctx.platform, ctx.actor, (await getOwnAccount(ctx)).login)
    },
  }),
  route({
    method: 'POST',
    url: '/api/account/passkeys',
    summary: 'Add a passkey',
    permission,
    body: NewPasskey,
    status: 201,
    response: Passkey,
    handle: async ({ ctx, body }) => passkeyOf(await addPasskey(ctx.platform, ctx.actor, body)),
  }),
  route({
    method: 'DELETE',
    url: '/api/account/passkeys/:id',
    summary: 'Remove a passkey',
    permission,
    params: byId,
    response: Done,
    handle: async ({ ctx, request, params }) => {
      await removePasskey(ctx, request, params.id)
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/account/sessions',
    summary: 'Where one is signed in',
    permission,
    response: z.array(SessionInfo),
    handle: ({ ctx, request }) => listOwnSessions(ctx, request),
  }),
  route({
    method: 'DELETE',
    url: '/api/account/sessions/:id',
    summary: 'End one session',
    permission,
    params: byId,
    response: Done,
    handle: async ({ ctx, request, params }) => {
      await endOwnSessions(ctx, request, params.id)
      return done
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/account/sessions',
    summary: 'End all other sessions',
    permission,
    response: Done,
    handle: async ({ ctx, request }) => {
      await endOwnSessions(ctx, request)
      return done
    },
  }),
]
