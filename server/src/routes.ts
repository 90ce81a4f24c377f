import { sql } from 'kysely'
import { z } from 'zod'
import { accountsRoutes } from './modules/accounts/index.ts'
import { admissionRoutes } from './modules/admission/index.ts'
import { assistanceRoutes } from './modules/assistance/index.ts'
import { bagsRoutes } from './modules/bags/index.ts'
import { batchesRoutes } from './modules/batches/index.ts'
import { evidenceRoutes } from './modules/evidence/index.ts'
import { exchangeRoutes } from './modules/exchange/index.ts'
import { figuresRoutes } from './modules/figures/index.ts'
import { lawRoutes } from './modules/law/index.ts'
import { ledgerRoutes } from './modules/ledger/index.ts'
import { lettersRoutes } from './modules/letters/index.ts'
import { mattersRoutes } from './modules/matters/index.ts'
import { organisationsRoutes } from './modules/organisations/index.ts'
import { periodsRoutes } from './modules/periods/index.ts'
import { problemsRoutes } from './modules/problems/index.ts'
import { registersRoutes } from './modules/registers/index.ts'
import { sandboxRoutes } from './modules/sandbox/index.ts'
import { todoRoutes } from './modules/todo/index.ts'
import { transfersRoutes } from './modules/transfers/index.ts'
import { publicRoute, type Route } from './platform/http/route.ts'

const health = publicRoute({
  method: 'GET',
  url: '/api/health',
  summary: 'Whether the server and its databases answer',
  response: z.object({ status: z.enum(['ok', 'degraded']), database: z.boolean(), market: z.boolean() }),
  handle: async ({ platform }) => {
    const database = await sql`SELECT 1`.execute(platform.db).then(
      () => true,
      () => false,
    )
    const market = await platform.market.query('SELECT 1').then(
      () => true,
      () => false,
    )
    return { status: database && market ? ('ok' as const) : ('degraded' as const), database, market }
  },
})

/** Every route of the server: what the OpenAPI document, the roles × routes table and its test are made from. */
export const allRoutes = (): Route[] => [
  health,
  ...accountsRoutes,
  ...organisationsRoutes,
  ...registersRoutes,
  ...periodsRoutes,
  ...batchesRoutes,
  ...problemsRoutes,
  ...transfersRoutes,
  ...admissionRoutes,
  ...bagsRoutes,
  ...evidenceRoutes,
  ...lawRoutes,
  ...figuresRoutes,
  ...ledgerRoutes,
  ...todoRoutes,
  ...lettersRoutes,
  ...mattersRoutes(),
  ...assistanceRoutes(),
  ...sandboxRoutes(),
  ...exchangeRoutes(),
]
