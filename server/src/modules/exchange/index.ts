import type { Route } from '../../platform/http/route.ts'
import { deliveryRoutes } from './delivery/index.ts'
import { messageRoutes } from './exchange.routes.ts'

// The only door into the exchange: signed messages between organisations, receipts, keys, delivery.
export { receiptAndSend } from './act.ts'
export { listBagMessages } from './bag-messages.ts'
export { addEndpoint, startDispatcher } from './delivery/index.ts'
export { exchangeJobs } from './exchange.jobs.ts'
export { addKey } from './keys.service.ts'
export { memorandumInForce, type Pair, pairOf } from './memoranda.store.ts'
export { listMessages } from './messages.service.ts'
export { messagesForDelivery } from './messages.view.ts'
export { receiptMatters, receiveMessages } from './receive.ts'

export const exchangeRoutes = (): Route[] => [...messageRoutes, ...deliveryRoutes]
