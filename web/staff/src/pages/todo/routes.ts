import { deskPage } from '../../shell/desk-route.ts'
import { words } from './words.ts'

export const todoRoutes = [
  deskPage({
    path: '/todo',
    title: words.title,
    permission: 'account.self',
    load: () => import('./todo-page.tsx'),
    component: 'TodoPage',
  }),
]
