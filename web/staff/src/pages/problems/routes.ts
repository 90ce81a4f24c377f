import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

const problemsRoute = deskPage({
  path: '/problems',
  title: words.title,
  permission: 'problem.review',
  load: () => import('./problems-page.tsx'),
  component: 'ProblemsPage',
})

/** One operator: beside the list on wide screens, a page of its own on narrow ones. */
const problemRoute = createRoute({
  getParentRoute: () => problemsRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('./problems-page.tsx'), 'Nothing'),
})

export const problemRoutes = [problemsRoute.addChildren([problemRoute])]
