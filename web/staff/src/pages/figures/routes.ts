import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const figureRoutes = [
  deskPage({
    path: '/figures',
    title: words.figures,
    permission: 'figures.read',
    load: () => import('./figures-page.tsx'),
    component: 'FiguresPage',
  }),
]
