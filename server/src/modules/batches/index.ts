export { batchChunkJob, batchReadJob } from './batches.jobs.ts'
export { batchesRoutes } from './batches.routes.ts'
export * as batchesService from './batches.service.ts'
export { addTotals, balances, noTotals } from './totals.ts'
