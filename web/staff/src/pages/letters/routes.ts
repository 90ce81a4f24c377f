import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const letterRoutes = [
  deskPage({
    path: '/letters',
    title: words.letters,
    permission: 'letter.read',
    load: () => import('./letters-page.tsx'),
    component: 'LettersPage',
  }),
]
