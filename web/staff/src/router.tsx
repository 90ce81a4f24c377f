import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { parseSearch, stringifySearch } from './lib/search.ts'
import { accountRoutes } from './pages/account/routes.ts'
import { adminRoutes } from './pages/admin/routes.ts'
import { assistanceRoutes } from './pages/assistance/routes.ts'
import { batchRoutes } from './pages/batches/routes.ts'
import { bridgeRoutes } from './pages/bridge/routes.ts'
import { evidenceRoutes } from './pages/evidence/routes.ts'
import { figureRoutes } from './pages/figures/routes.ts'
import { lawRoutes } from './pages/law/routes.ts'
import { ledgerRoutes } from './pages/ledger/routes.ts'
import { letterRoutes } from './pages/letters/routes.ts'
import { matterRoutes } from './pages/matters/routes.ts'
import { periodRoutes } from './pages/periods/routes.ts'
import { platformRoutes } from './pages/platform/routes.ts'
import { problemRoutes } from './pages/problems/routes.ts'
import { serviceLevelRoutes } from './pages/service-levels/routes.ts'
import { signInWords } from './pages/sign-in/title-words.ts'
import { todoRoutes } from './pages/todo/routes.ts'
import { transferRoutes } from './pages/transfers/routes.ts'
import { deskRoute, rootRoute } from './shell/desk-route.ts'

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ href: '/todo' })
  },
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  staticData: { title: signInWords.title },
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

/** Every area brings its screens as a list; see `pages/todo/routes.ts`. */
const areas = [
  ...todoRoutes,
  ...matterRoutes,
  ...assistanceRoutes,
  ...bridgeRoutes,
  ...serviceLevelRoutes,
  ...periodRoutes,
  ...batchRoutes,
  ...problemRoutes,
  ...transferRoutes,
  ...letterRoutes,
  ...evidenceRoutes,
  ...figureRoutes,
  ...platformRoutes,
  ...lawRoutes,
  ...ledgerRoutes,
  ...adminRoutes,
  ...accountRoutes,
]

export const buildRouter = (client: QueryClient) =>
  createRouter({
    routeTree: rootRoute.addChildren([startRoute, signInRoute, deskRoute.addChildren(areas)]),
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    scrollRestoration: true,
  })
