import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const evidenceRoutes = [
  deskPage({
    path: '/evidence',
    title: words.evidence,
    permission: 'evidence.read',
    load: () => import('./evidence-page.tsx'),
    component: 'EvidencePage',
  }),
  deskPage({
    path: '/evidence/capture',
    title: words.capture,
    permission: 'evidence.capture',
    load: () => import('./capture-page.tsx'),
    component: 'CapturePage',
  }),
  deskPage({
    path: '/evidence/$id',
    title: words.evidence,
    permission: 'evidence.read',
    load: () => import('./item-page.tsx'),
    component: 'ItemPage',
  }),
]
