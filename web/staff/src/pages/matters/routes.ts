import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

const mattersRoute = deskPage({
  path: '/matters',
  title: words.matters,
  permission: 'matter.read',
  load: () => import('./matters-page.tsx'),
  component: 'MattersPage',
})

/** One matter: beside the list on very wide screens, a page of its own otherwise. */
const matterRoute = createRoute({
  getParentRoute: () => mattersRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('./matters-page.tsx'), 'Nothing'),
})

export const matterRoutes = [
  mattersRoute.addChildren([matterRoute]),
  deskPage({
    path: '/matters/new/$kind',
    title: words.create,
    permission: 'matter.act',
    load: () => import('./new-matter-page.tsx'),
    component: 'NewMatterPage',
  }),
  deskPage({
    path: '/processes',
    title: words.processes,
    permission: 'matter.read',
    load: () => import('./kinds/processes-page.tsx'),
    component: 'ProcessesPage',
  }),
  deskPage({
    path: '/matter-statistics',
    title: words.statistics,
    permission: 'matter.statistics',
    load: () => import('../matter-statistics/statistics-page.tsx'),
    component: 'StatisticsPage',
  }),
]
