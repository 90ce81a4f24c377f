import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const assistanceRoutes = [
  deskPage({
    path: '/assistance',
    title: words.requests,
    permission: 'assistance.read',
    load: () => import('./requests-page.tsx'),
    component: 'RequestsPage',
  }),
  deskPage({
    path: '/assistance/new',
    title: words.create,
    permission: 'assistance.ask',
    load: () => import('./form/new-request-page.tsx'),
    component: 'NewRequestPage',
  }),
  deskPage({
    path: '/assistance/$id/edit',
    title: words.edit,
    permission: 'assistance.ask',
    load: () => import('./form/edit-request-page.tsx'),
    component: 'EditRequestPage',
  }),
  deskPage({
    path: '/assistance/bulk',
    title: words.bulk,
    permission: 'assistance.ask',
    load: () => import('./bulk/bulk-page.tsx'),
    component: 'BulkPage',
  }),
  deskPage({
    path: '/assistance/memoranda',
    title: words.memoranda,
    permission: 'assistance.read',
    load: () => import('./memoranda/memoranda-page.tsx'),
    component: 'MemorandaPage',
  }),
]
