import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

const requestsRoute = deskPage({
  path: '/assistance',
  title: words.requests,
  permission: 'assistance.read',
  load: () => import('./requests-page.tsx'),
  component: 'RequestsPage',
})

/** One request: beside the list on very wide screens, a page of its own otherwise. */
const requestRoute = createRoute({
  getParentRoute: () => requestsRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('../matters/matters-page.tsx'), 'Nothing'),
})

export const assistanceRoutes = [
  requestsRoute.addChildren([requestRoute]),
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
