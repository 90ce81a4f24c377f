export { type LockedBatch, lockBatches, placeOf, type Shift, settleBatches, shiftTotals } from './balance.ts'
export { filterSql } from './problems.filter.ts'
export { problemsRoutes } from './problems.routes.ts'
export { countByState, type StateCount } from './problems.store.ts'
