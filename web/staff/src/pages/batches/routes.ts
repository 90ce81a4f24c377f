import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const batchRoutes = [
  deskPage({
    path: '/batches/$id',
    title: words.title,
    permission: 'batch.read',
    load: () => import('./batch-page.tsx'),
    component: 'BatchPage',
  }),
]
