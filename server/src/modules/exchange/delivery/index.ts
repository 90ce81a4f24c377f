export { deliveryRoutes } from './delivery.routes.ts'
export { startDispatcher } from './dispatcher.ts'
export { wakeAfterCommit } from './wake.ts'
