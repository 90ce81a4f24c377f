import {
  ExchangeKey,
  ExchangeKeys,
  ExchangeMessage,
  ExchangeMessages,
  Id,
  MessageFilter,
  NewExchangeKey,
  ReceiptCall,
} from '@redbridge/contract'
import { z } from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import { addKey, listKeys, revokeKey, rotateHosted } from './keys.service.ts'
import { getMessage, listMessages, receiptMessage } from './messages.service.ts'

const params = z.object({ id: Id })
const reading = { permission: 'exchange.read' } as const
const managing = { permission: 'exchange.manage' } as const

const messages: Route[] = [
  route({
    ...reading,
    method: 'GET',
    url: '/api/exchange/messages',
    summary: 'Pulls signed messages; box=in&received=false names what waits for one’s receipt, and misses nothing',
    query: MessageFilter,
    response: ExchangeMessages,
    handle: ({ ctx, query }) => listMessages(ctx, query),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/exchange/messages/:id',
    summary: 'One message with its envelope, content and receipt',
    params,
    response: ExchangeMessage,
    handle: ({ ctx, params: { id } }) => getMessage(ctx, id),
  }),
  route({
    ...reading,
    method: 'POST',
    url: '/api/exchange/messages/:id/receipt',
    summary: 'Receipts a message; of a request or order just sent it is the move “receive”. Repeated, the same receipt',
    signed: true,
    params,
    body: ReceiptCall,
    response: ExchangeMessage,
    handle: ({ ctx, params: { id }, body }) => receiptMessage(ctx, id, body.envelopeSha256),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/exchange/organisations/:id/keys',
    summary: 'Public keys of an organisation, revoked ones too: what its messages and receipts are verified with',
    params,
    response: ExchangeKeys,
    handle: ({ ctx, params: { id } }) => listKeys(ctx, id),
  }),
]

const keys: Route[] = [
  route({
    ...managing,
    method: 'GET',
    url: '/api/exchange/keys',
    summary: 'Keys of one’s own organisation',
    response: ExchangeKeys,
    handle: ({ ctx }) => listKeys(ctx, ctx.actor.organisation.id),
  }),
  route({
    ...managing,
    method: 'POST',
    url: '/api/exchange/keys',
    summary: 'Registers an Ed25519 public key of one’s own, with which clients sign legal acts (RFC 9421)',
    body: NewExchangeKey,
    status: 201,
    response: ExchangeKey,
    handle: ({ ctx, body }) => addKey(ctx, body),
  }),
  route({
    ...managing,
    method: 'POST',
    url: '/api/exchange/keys/rotate',
    summary: 'Puts a new hosted key in the place of the present one',
    status: 201,
    response: ExchangeKey,
    handle: ({ ctx }) => rotateHosted(ctx),
  }),
  route({
    ...managing,
    method: 'POST',
    url: '/api/exchange/keys/:id/revoke',
    summary: 'Revokes a key from now on; what it signed before stays verifiable',
    params,
    body: z.strictObject({ reason: z.string().trim().min(2).max(300) }),
    response: ExchangeKey,
    handle: ({ ctx, params: { id }, body }) => revokeKey(ctx, id, body.reason),
  }),
]

export const messageRoutes: Route[] = [...messages, ...keys]
