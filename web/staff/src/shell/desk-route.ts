import type { Permission } from '@redbridge/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { Word } from '../i18n/define-words.ts'
import { sessionQuery } from '../lib/session.ts'
import { platformAddress } from '../pages/platform/addresses.ts'
import { DeskLayout } from './desk-layout.tsx'
import { CrashPage, NotFoundPage } from './plain-pages.tsx'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** title of the document */
    title?: Word
    /** without it the screen says so instead of loading */
    permission?: Permission
  }
}

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
})

/** Everything behind the sign-in: without a session one goes to the sign-in page and comes back here afterwards. */
export const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  component: DeskLayout,
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(sessionQuery)
    if (!me) throw redirect({ to: '/sign-in' as never, search: { return: location.href } as never })
    const own = platformAddress(me, location.pathname)
    if (own) throw redirect({ href: own + location.searchStr, replace: true })
  },
})

interface DeskPage<M> {
  path: string
  title: Word
  permission: Permission
  /** a lazy import, so that the first screen stays small */
  load: () => Promise<M>
  component: keyof M & string
}

/** A screen of the desk. @example deskPage({ path: '/periods', title, permission: 'period.read', load: () => import('./periods-page.tsx'), component: 'PeriodsPage' }) */
export const deskPage = <M extends Record<string, unknown>>(page: DeskPage<M>) =>
  createRoute({
    getParentRoute: () => deskRoute,
    path: page.path,
    staticData: { title: page.title, permission: page.permission },
    component: lazyRouteComponent(page.load as () => Promise<Record<string, never>>, page.component),
  })
