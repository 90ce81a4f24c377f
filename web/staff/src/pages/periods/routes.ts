import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const periodRoutes = [
  deskPage({
    path: '/periods',
    title: words.title,
    permission: 'period.read',
    load: () => import('./periods-page.tsx'),
    component: 'PeriodsPage',
  }),
  deskPage({
    path: '/periods/compare',
    title: words.compare,
    permission: 'batch.read',
    load: () => import('./compare-page.tsx'),
    component: 'ComparePage',
  }),
  deskPage({
    path: '/periods/$id',
    title: words.title,
    permission: 'period.read',
    load: () => import('./period-page.tsx'),
    component: 'PeriodPage',
  }),
]
