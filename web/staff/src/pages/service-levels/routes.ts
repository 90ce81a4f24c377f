import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

// Not /service-levels: there lies the page for everybody.
export const serviceLevelRoutes = [
  deskPage({
    path: '/figures/service-levels',
    title: words.serviceLevels,
    permission: 'assistance.read',
    load: () => import('./service-levels-page.tsx'),
    component: 'ServiceLevelsPage',
  }),
]
