export { listBagMessages } from './bag-messages.ts'
export { deliveryRoutes, startDispatcher, wakeAfterCommit } from './delivery/index.ts'
export { receiveMessages } from './receive.ts'
export { sendMessages } from './send.ts'
