import {
  Id,
  OutsideGroup,
  pageOf,
  SendTransfers,
  SendTransfersResult,
  Transfer,
  TransferAction,
  TransferActionResult,
  type TransferEvent,
  TransferFilter,
  TransferPackage,
  TransferPackageFilter,
} from '@redbridge/contract'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { act } from './actions.service.ts'
import { listOutside } from './outside.ts'
import { send } from './send.service.ts'
import { listPackages, listTransfers } from './transfers.store.ts'

const ById = z.object({ id: Id })

const actionRoute = (event: TransferEvent, permission: 'transfer.answer' | 'transfer.send', summary: string): Route =>
  route({
    method: 'POST',
    url: `/api/transfers/${event}`,
    summary,
    permission,
    body: TransferAction.extend({ event: z.literal(event).default(event) }),
    response: TransferActionResult,
    handle: ({ ctx, body }) => act(ctx, body),
  })

export const transfersRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/batches/:id/outside',
    summary: 'Operators of a report registered elsewhere, by home bureau',
    permission: 'transfer.read',
    params: ById,
    response: z.array(OutsideGroup),
    handle: ({ ctx, params }) => listOutside(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/batches/:id/transfer',
    summary: 'Send them to their home bureaus, one numbered package a province; preview first',
    permission: 'transfer.send',
    params: ById,
    body: SendTransfers,
    response: SendTransfersResult,
    handle: ({ ctx, params, body }) => send(ctx, params.id, body),
  }),
  route({
    method: 'GET',
    url: '/api/transfers',
    summary: 'Transfers received or sent',
    permission: 'transfer.read',
    query: TransferFilter,
    response: pageOf(Transfer),
    handle: ({ ctx, query }) => ctx.tx((tx) => listTransfers(tx, ctx.actor, query, dayOf(ctx.platform.clock.now()))),
  }),
  route({
    method: 'GET',
    url: '/api/transfer-packages',
    summary: 'Packages received or sent, each with its receipt',
    permission: 'transfer.read',
    query: TransferPackageFilter,
    response: pageOf(TransferPackage),
    handle: ({ ctx, query }) => ctx.tx((tx) => listPackages(tx, ctx.actor, query)),
  }),
  actionRoute('receive', 'transfer.answer', 'Sign for what was sent to you'),
  actionRoute('answer', 'transfer.answer', 'Answer what you found, or as your own register says'),
  actionRoute('return', 'transfer.answer', 'Return what is not yours, with the reason'),
  actionRoute('withdraw', 'transfer.send', 'Take back what was not received yet, with the reason'),
  actionRoute('close', 'transfer.send', 'Close what was answered or came back'),
]
