import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { deskPage, deskRoute } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

const answersRoute = deskPage({
  path: '/answers',
  title: words.answers,
  permission: 'problem.answer',
  load: () => import('./answers/answers-page.tsx'),
  component: 'AnswersPage',
})

/** One operator: beside the list on wide screens, a page of its own on narrow ones. */
const answerRoute = createRoute({
  getParentRoute: () => answersRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('./answers/answers-page.tsx'), 'Nothing'),
})

/** What the to-do list and notices call a duty: a platform has been sent to its reports by now, a bureau sees its periods. */
const dutiesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/duties',
  beforeLoad: () => {
    throw redirect({ href: '/periods', replace: true })
  },
})

export const platformRoutes = [
  dutiesRoute,
  deskPage({
    path: '/reports',
    title: words.reports,
    permission: 'batch.upload',
    load: () => import('./reports/reports-page.tsx'),
    component: 'ReportsPage',
  }),
  deskPage({
    path: '/reports/$id',
    title: words.report,
    permission: 'batch.upload',
    load: () => import('./reports/report-page.tsx'),
    component: 'ReportPage',
  }),
  answersRoute.addChildren([answerRoute]),
  deskPage({
    path: '/admission',
    title: words.admission,
    permission: 'admission.check',
    load: () => import('./admission/admission-page.tsx'),
    component: 'AdmissionPage',
  }),
  deskPage({
    path: '/clients',
    title: words.clients,
    permission: 'client.manage',
    load: () => import('./clients/clients-page.tsx'),
    component: 'ClientsPage',
  }),
]
