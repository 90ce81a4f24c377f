import { z } from 'zod'
import { ORGANISATION_KINDS, ROLES } from '../permissions.ts'
import { Id, IsoDate, IsoTime, PageQuery } from './common.ts'

// POST /api/session · GET /api/session · DELETE /api/session
export const SignIn = z.object({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) })
export type SignIn = z.infer<typeof SignIn>
export const Me = z.object({
  userId: Id,
  login: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  organisation: z.object({
    id: Id,
    kind: z.enum(ORGANISATION_KINDS),
    nameZh: z.string(),
    nameEn: z.string(),
    division: z.string(),
  }),
  secondFactor: z.object({ totp: z.boolean(), passkeys: z.number(), recoveryCodes: z.number() }),
  lastSignInAt: IsoTime.nullable(),
})
export type Me = z.infer<typeof Me>
/** What follows a correct password: signed in, a second factor is asked for, or the one-time password must be replaced. */
export const SignInResult = z.object({
  state: z.enum(['signed_in', 'second_factor', 'new_password']),
  factors: z.array(z.enum(['totp', 'passkey', 'recovery_code'])),
  me: Me.nullable(),
})
export type SignInResult = z.infer<typeof SignInResult>

// POST /api/session/second-factor → SignInResult: a code of the authenticator app, or a recovery code
export const SecondFactor = z.object({ code: z.string().trim().min(6).max(20) })
// POST /api/session/new-password → SignInResult: replaces a one-time password (state 'new_password')
export const NewPassword = z.object({ newPassword: z.string().min(1).max(200) })

/** Options and answers of WebAuthn travel as the browser's own JSON (`PublicKeyCredential.toJSON()`). */
export const WebAuthnJson = z.record(z.string(), z.unknown())
// POST /api/session/passkey-options → WebAuthnJson · POST /api/session/passkey → SignInResult
export const PasskeyAnswer = z.object({ response: WebAuthnJson })

// GET /api/session/oidc/:id?return=/path → to the provider (302) · GET /api/session/oidc/:id/callback → back to the web (302);
// a failure comes back as /sign-in?error=<code of the error registry>

// GET /api/sign-in-options (public): which ways in this deployment offers
export const SignInOptions = z.object({
  oidc: z.array(z.object({ id: z.string(), name: z.string() })),
  passkey: z.boolean(),
  demoLogins: z.array(z.object({ login: z.string(), password: z.string(), nameZh: z.string(), nameEn: z.string() })),
})
export type SignInOptions = z.infer<typeof SignInOptions>

// PATCH /api/account
export const ProfileChange = z.object({ name: z.string().trim().min(1).max(50) })
// POST /api/account/password
export const PasswordChange = z.object({
  password: z.string().min(1).max(200),
  newPassword: z.string().min(1).max(200),
})
// POST /api/account/totp → TotpSetup · POST /api/account/totp/confirm → RecoveryCodes · DELETE /api/account/totp
export const TotpSetup = z.object({ secret: z.string(), uri: z.string() })
export const TotpConfirm = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
})
/** Shown once; each works once. POST /api/account/recovery-codes makes new ones and ends the old. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })
// GET /api/account/passkeys · POST /api/account/passkeys/options · POST /api/account/passkeys · DELETE /api/account/passkeys/:id
export const Passkey = z.object({
  id: Id,
  name: z.string(),
  backedUp: z.boolean(),
  createdAt: IsoTime,
  lastUsedAt: IsoTime.nullable(),
})
export type Passkey = z.infer<typeof Passkey>
export const NewPasskey = z.object({ name: z.string().trim().min(1).max(50), response: WebAuthnJson })
// GET /api/account/sessions · DELETE /api/account/sessions/:id · DELETE /api/account/sessions (all others)
export const SessionInfo = z.object({
  id: Id,
  current: z.boolean(),
  method: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  createdAt: IsoTime,
  lastSeenAt: IsoTime,
})
export type SessionInfo = z.infer<typeof SessionInfo>

// users: GET/POST /api/users · PATCH /api/users/:id · POST /api/users/:id/reset-password
// · POST /api/users/:id/reset-second-factor
export const UserFilter = PageQuery.extend({
  organisationId: Id.optional(),
  role: z.enum(ROLES).optional(),
  state: z.enum(['active', 'disabled']).optional(),
  q: z.string().trim().max(100).optional(),
})
export const User = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  organisationId: Id,
  organisationName: z.string(),
  roles: z.array(z.enum(ROLES)),
  state: z.enum(['active', 'disabled', 'locked']),
  /** still has a one-time password */
  mustChangePassword: z.boolean(),
  totp: z.boolean(),
  passkeys: z.number(),
  lastSignInAt: IsoTime.nullable(),
  createdAt: IsoTime,
})
export type User = z.infer<typeof User>
export const NewUser = z.object({
  organisationId: Id,
  login: z
    .string()
    .trim()
    .regex(/^[a-z0-9._-]{3,50}$/),
  name: z.string().trim().min(1).max(50),
  roles: z.array(z.enum(ROLES)).min(1),
})
export const UserChange = z.object({
  name: z.string().trim().min(1).max(50).optional(),
  roles: z.array(z.enum(ROLES)).min(1).optional(),
  state: z.enum(['active', 'disabled']).optional(),
})
/** The one-time password is shown once and must be changed at the first sign-in. */
export const NewUserResult = z.object({ user: User, oneTimePassword: z.string() })

// API clients: GET/POST /api/clients · DELETE /api/clients/:id · POST /oauth/token (client_credentials)
export const ApiClient = z.object({
  id: Id,
  name: z.string(),
  clientId: z.string(),
  organisationId: Id,
  organisationName: z.string(),
  createdAt: IsoTime,
  lastUsedAt: IsoTime.nullable(),
  revokedAt: IsoTime.nullable(),
})
export type ApiClient = z.infer<typeof ApiClient>
export const NewApiClient = z.object({ name: z.string().trim().min(1).max(100), organisationId: Id.optional() })
export const NewApiClientResult = z.object({ client: ApiClient, clientSecret: z.string() })

/** POST /oauth/token (RFC 6749 client credentials, form-encoded, Basic or body) · POST /oauth/revoke (RFC 7009) */
export const TokenRequest = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scope: z.string().optional(),
})
export const TokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
})

// audit: GET /api/audit
export const AuditFilter = PageQuery.extend({
  organisationId: Id.optional(),
  userId: Id.optional(),
  action: z.string().trim().max(100).optional(),
  subjectKind: z.string().trim().max(50).optional(),
  subjectId: z.string().trim().max(100).optional(),
  q: z.string().trim().max(100).optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
})
export const AuditEvent = z.object({
  id: z.string(),
  at: IsoTime,
  actorName: z.string(),
  organisationName: z.string(),
  userId: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEvent = z.infer<typeof AuditEvent>
