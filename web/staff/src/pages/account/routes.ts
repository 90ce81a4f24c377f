import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const accountRoutes = [
  deskPage({
    path: '/account',
    title: words.title,
    permission: 'account.self',
    load: () => import('./account-page.tsx'),
    component: 'AccountPage',
  }),
]
