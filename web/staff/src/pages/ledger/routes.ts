import { deskPage } from '../../shell/desk-route.ts'
import { words } from './title-words.ts'

export const ledgerRoutes = [
  deskPage({
    path: '/ledger',
    title: words.ledger,
    permission: 'ledger.read',
    load: () => import('./ledger-page.tsx'),
    component: 'LedgerPage',
  }),
]
