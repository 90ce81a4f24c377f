import { ROLES } from '@redbridge/contract'
import { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'

const OidcProvider = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,30}$/)
    .default('sso'),
  name: z.string().default('单点登录 SSO'),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** 'preferred_username' is compared with the login; 'email' needs a verified address of `emailDomain` */
  loginClaim: z.enum(['preferred_username', 'email']).default('preferred_username'),
  emailDomain: z.string().optional(),
  /** without it nobody is let in whom an administrator has not created */
  autoCreate: z.object({ organisationId: z.string(), roles: z.array(z.enum(ROLES)).min(1) }).optional(),
})
export type OidcProvider = z.infer<typeof OidcProvider>

export interface DemoLogin {
  login: string
  password: string
  nameZh: string
  nameEn: string
}
export interface AccountsConfig {
  readonly oidc: readonly OidcProvider[]
  /** shown on the sign-in page of a demonstration; never set anywhere else */
  readonly demoLogins: readonly DemoLogin[]
}

/**
 * OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME describe one provider;
 * OIDC_PROVIDERS, a JSON array, describes several with all settings.
 */
export const readAccountsConfig = (env: Record<string, string | undefined>): AccountsConfig => {
  const oidc = env.OIDC_PROVIDERS ? z.array(OidcProvider).parse(JSON.parse(env.OIDC_PROVIDERS)) : []
  if (env.OIDC_ISSUER)
    oidc.push(
      OidcProvider.parse({
        name: env.OIDC_NAME || undefined,
        issuer: env.OIDC_ISSUER,
        clientId: env.OIDC_CLIENT_ID,
        clientSecret: env.OIDC_CLIENT_SECRET,
      }),
    )
  for (const provider of oidc)
    if (provider.loginClaim === 'email' && !provider.emailDomain)
      throw new Error(`Single sign-on ${provider.id}: loginClaim "email" needs emailDomain`)
  if (new Set(oidc.map((provider) => provider.id)).size < oidc.length)
    throw new Error('Single sign-on: two providers have the same id')
  return { oidc, demoLogins: [] }
}

const configs = new WeakMap<Platform, AccountsConfig>()
/** What this deployment offers for signing in: from the environment unless set. */
export const accountsConfig = (platform: Platform): AccountsConfig => {
  let config = configs.get(platform)
  if (!config) {
    config = readAccountsConfig(process.env)
    configs.set(platform, config)
  }
  return config
}
/** Sets parts of it: the demonstration its logins, a test its provider. */
export const configureAccounts = (platform: Platform, change: Partial<AccountsConfig>): void => {
  configs.set(platform, { ...accountsConfig(platform), ...change })
}
