import { z } from 'zod'
import { ROLES } from '../permissions.ts'
import { Id, IsoTime } from './common.ts'

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
    kind: z.enum(['bureau', 'platform']),
    nameZh: z.string(),
    nameEn: z.string(),
    division: z.string(),
  }),
  secondFactor: z.object({ totp: z.boolean(), passkeys: z.number() }),
  lastSignInAt: IsoTime.nullable(),
})
export type Me = z.infer<typeof Me>
/** What follows a correct password: signed in, or a second factor is asked for. */
export const SignInResult = z.object({
  state: z.enum(['signed_in', 'second_factor']),
  factors: z.array(z.enum(['totp', 'passkey', 'recovery_code'])),
  me: Me.nullable(),
})
export type SignInResult = z.infer<typeof SignInResult>

// POST /api/session/second-factor
export const SecondFactor = z.object({ code: z.string().trim().min(6).max(20) })

// GET /api/sign-in-options (public): which ways in this deployment offers
export const SignInOptions = z.object({
  oidc: z.array(z.object({ id: z.string(), name: z.string() })),
  passkey: z.boolean(),
  demoLogins: z.array(z.object({ login: z.string(), password: z.string(), nameZh: z.string(), nameEn: z.string() })),
})
export type SignInOptions = z.infer<typeof SignInOptions>

// users: GET/POST /api/users · PATCH /api/users/:id · POST /api/users/:id/reset-password
export const User = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  organisationId: Id,
  organisationName: z.string(),
  roles: z.array(z.enum(ROLES)),
  state: z.enum(['active', 'disabled', 'locked']),
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
  createdAt: IsoTime,
  lastUsedAt: IsoTime.nullable(),
  revokedAt: IsoTime.nullable(),
})
export type ApiClient = z.infer<typeof ApiClient>
export const NewApiClient = z.object({ name: z.string().trim().min(1).max(100), organisationId: Id.optional() })
export const NewApiClientResult = z.object({ client: ApiClient, clientSecret: z.string() })

// audit: GET /api/audit
export const AuditEvent = z.object({
  id: z.string(),
  at: IsoTime,
  actorName: z.string(),
  organisationName: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEvent = z.infer<typeof AuditEvent>
