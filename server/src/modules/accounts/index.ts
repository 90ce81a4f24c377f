// The only door into accounts: signing in, users, API clients, the audit trail.
import type { Route } from '../../platform/http/route.ts'
import { accountRoutes } from './account.routes.ts'
import { auditRoutes } from './audit.routes.ts'
import { clientsRoutes } from './clients.routes.ts'
import { sessionRoutes } from './session.routes.ts'
import { usersRoutes } from './users.routes.ts'

export { accountsJobs } from './accounts.jobs.ts'
export { authenticate, forgetIdentities } from './authenticate.ts'
export {
  type AccountsConfig,
  configureAccounts,
  type DemoLogin,
  type OidcProvider,
  readAccountsConfig,
} from './config.ts'
export { createApiClientDirect, createUserDirect, type DirectApiClient, type DirectUser } from './direct.ts'
export { createFirstAdministrator } from './first-administrator.ts'

export const accountsRoutes: Route[] = [
  ...sessionRoutes,
  ...accountRoutes,
  ...usersRoutes,
  ...clientsRoutes,
  ...auditRoutes,
]
