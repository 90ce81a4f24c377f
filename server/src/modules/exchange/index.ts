export { deliveryRoutes, startDispatcher, wakeAfterCommit } from './delivery/index.ts'
