import {
  DeliveryFilter,
  Done,
  EndpointChange,
  EndpointSecret,
  EndpointTest,
  ExchangeDeliveries,
  ExchangeEndpoint,
  ExchangeEndpoints,
  NewEndpoint,
  Replay,
  Replayed,
} from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../../platform/http/route.ts'
import { listDeliveries, replayDeliveries } from './deliveries.service.ts'
import { testEndpoint } from './endpoint-test.service.ts'
import { addEndpoint, changeEndpoint, listEndpoints, removeEndpoint, rotateSecret } from './endpoints.service.ts'

const ById = z.object({ id: z.string() })
/** Each asks the network on the caller's behalf. */
const SELDOM = { max: 60, perSeconds: 60 } as const

export const deliveryRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/exchange/endpoints',
    summary: 'Webhook endpoints of the own organisation, with what waits for each',
    permission: 'exchange.manage',
    response: ExchangeEndpoints,
    handle: ({ ctx }) => listEndpoints(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/exchange/endpoints',
    summary: 'Add a webhook endpoint; the answer shows its secret this once',
    permission: 'exchange.manage',
    body: NewEndpoint,
    response: EndpointSecret,
    status: 201,
    rateLimit: SELDOM,
    handle: ({ ctx, body }) => addEndpoint(ctx, body),
  }),
  route({
    method: 'PATCH',
    url: '/api/exchange/endpoints/:id',
    summary: 'Change address, name or types of an endpoint, pause or resume it',
    permission: 'exchange.manage',
    params: ById,
    body: EndpointChange,
    response: ExchangeEndpoint,
    rateLimit: SELDOM,
    handle: ({ ctx, params, body }) => changeEndpoint(ctx, params.id, body),
  }),
  route({
    method: 'DELETE',
    url: '/api/exchange/endpoints/:id',
    summary: 'Remove an endpoint; what waits for it can still be pulled',
    permission: 'exchange.manage',
    params: ById,
    response: Done,
    handle: ({ ctx, params }) => removeEndpoint(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/exchange/endpoints/:id/secret',
    summary: 'New secret, shown this once; the old one signs beside it for a day',
    permission: 'exchange.manage',
    params: ById,
    response: EndpointSecret,
    handle: ({ ctx, params }) => rotateSecret(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/exchange/endpoints/:id/test',
    summary: 'Send a signed test event now and tell what came back',
    permission: 'exchange.manage',
    params: ById,
    response: EndpointTest,
    rateLimit: SELDOM,
    handle: ({ ctx, params }) => testEndpoint(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/exchange/deliveries',
    summary: 'Deliveries to the own endpoints, newest first; state=dead are the dead letters',
    permission: 'exchange.manage',
    query: DeliveryFilter,
    response: ExchangeDeliveries,
    handle: ({ ctx, query }) => listDeliveries(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/exchange/deliveries/replay',
    summary: 'Send again under the same ids: by id, all dead ones of an endpoint, or everything since a time',
    permission: 'exchange.manage',
    body: Replay,
    response: Replayed,
    handle: ({ ctx, body }) => replayDeliveries(ctx, body),
  }),
]
