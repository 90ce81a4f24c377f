import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const lawRoutes = [
  deskPage({
    path: '/law',
    title: words.law,
    permission: 'law.read',
    load: () => import('./law-page.tsx'),
    component: 'LawPage',
  }),
]
