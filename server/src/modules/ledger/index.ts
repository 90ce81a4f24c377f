export { ledgerJobs } from './ledger.jobs.ts'
export { ledgerRoutes } from './ledger.routes.ts'
