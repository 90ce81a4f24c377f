export { type LockedBatch, lockBatches, placeOf, type Shift, settleBatches, shiftTotals } from './balance.ts'
export { problemsRoutes } from './problems.routes.ts'
