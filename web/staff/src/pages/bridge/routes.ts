import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const bridgeRoutes = [
  deskPage({
    path: '/bridge/messages',
    title: words.messages,
    permission: 'exchange.read',
    load: () => import('./messages/messages-page.tsx'),
    component: 'MessagesPage',
  }),
  deskPage({
    path: '/bridge/integration',
    title: words.integration,
    permission: 'exchange.manage',
    load: () => import('./integration/integration-page.tsx'),
    component: 'IntegrationPage',
  }),
  deskPage({
    path: '/bridge/sandbox',
    title: words.sandbox,
    permission: 'sandbox.open',
    load: () => import('./sandbox/sandbox-page.tsx'),
    component: 'SandboxPage',
  }),
  deskPage({
    path: '/bridge/settings',
    title: words.settings,
    permission: 'assistance.manage',
    load: () => import('./settings/settings-page.tsx'),
    component: 'SettingsPage',
  }),
]
