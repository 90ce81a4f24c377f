import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const adminRoutes = [
  deskPage({
    path: '/organisations',
    title: words.organisations,
    permission: 'organisation.read',
    load: () => import('./organisations/organisations-page.tsx'),
    component: 'OrganisationsPage',
  }),
  deskPage({
    path: '/users',
    title: words.users,
    permission: 'user.manage',
    load: () => import('./users/users-page.tsx'),
    component: 'UsersPage',
  }),
  deskPage({
    path: '/registers',
    title: words.registers,
    permission: 'register.read',
    load: () => import('./registers/registers-page.tsx'),
    component: 'RegistersPage',
  }),
  deskPage({
    path: '/registers/$id',
    title: words.register,
    permission: 'register.read',
    load: () => import('./registers/register-page.tsx'),
    component: 'RegisterPage',
  }),
  deskPage({
    path: '/letter-templates',
    title: words.letterTemplates,
    permission: 'letter.manage',
    load: () => import('./letter-templates/templates-page.tsx'),
    component: 'LetterTemplatesPage',
  }),
  deskPage({
    path: '/letter-templates/$key',
    title: words.letterTemplates,
    permission: 'letter.manage',
    load: () => import('./letter-templates/template-page.tsx'),
    component: 'LetterTemplatePage',
  }),
  deskPage({
    path: '/audit',
    title: words.audit,
    permission: 'audit.read',
    load: () => import('./audit/audit-page.tsx'),
    component: 'AuditPage',
  }),
]
