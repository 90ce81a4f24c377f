export { batchChunkJob, batchReadJob } from './batches.jobs.ts'
export { batchesRoutes } from './batches.routes.ts'
export * as batchesService from './batches.service.ts'
export { balances, noTotals } from './totals.ts'
