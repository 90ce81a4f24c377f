import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const transferRoutes = [
  deskPage({
    path: '/transfers',
    title: words.title,
    permission: 'transfer.read',
    load: () => import('./transfers-page.tsx'),
    component: 'TransfersPage',
  }),
]
