export { deliveryRoutes } from './delivery.routes.ts'
export { startDispatcher } from './dispatcher.ts'
export { addEndpoint } from './endpoints.service.ts'
export { wakeAfterCommit } from './wake.ts'
