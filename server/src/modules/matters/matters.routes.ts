import {
  Colleagues,
  Delegations,
  Id,
  Matter,
  MatterAssign,
  MatterBulk,
  MatterBulkResult,
  MatterDetail,
  MatterFilter,
  MatterKinds,
  MatterMessage,
  MatterStatistics,
  MatterWatch,
  NewDelegation,
  ORGANISATION_KINDS,
  pageOf,
  StatisticsQuery,
} from '@redbridge/contract'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { keyOf } from '../../platform/http/idempotency-key.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import { statistics } from './conservation.ts'
import { writeMatters } from './export.service.ts'
import { kindRoutes } from './kinds.routes.ts'
import { findOrganisations, getMatter, listColleagues, listKinds, listMattersOf, moveMany } from './matters.service.ts'
import { addNote, assign, delegate, endDelegation, listDelegations, sendMessage, watch } from './together.service.ts'

const params = z.object({ id: Id })
const reading = { permission: 'matter.read' } as const
const acting = { permission: 'matter.act' } as const

const lists: Route[] = [
  route({
    ...reading,
    method: 'GET',
    url: '/api/matter-kinds',
    summary: 'Kinds of matter with their states, moves, forms, clocks and diagram',
    response: MatterKinds,
    handle: async ({ ctx }) => listKinds(ctx),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/matters',
    summary: 'Matters by filter: mine, our turn, waiting, watched, by kind, state, deadline',
    query: MatterFilter,
    response: pageOf(Matter),
    handle: ({ ctx, query }) => listMattersOf(ctx, query),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/matters.xlsx',
    summary: 'The same list as a workbook',
    query: MatterFilter,
    handle: ({ ctx, query, reply }) =>
      sendFile(reply, `事项-${dayOf(ctx.platform.clock.now())}.xlsx`, (path) => writeMatters(ctx, query, path)),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/matters/:id',
    summary: 'One matter: facts, clocks with their working, moves that are possible, timeline',
    params,
    response: MatterDetail,
    handle: ({ ctx, params: { id } }) => getMatter(ctx, id),
  }),
  route({
    permission: 'matter.statistics',
    method: 'GET',
    url: '/api/matter-statistics',
    summary: 'Conservation report: intake = outcomes + open, kind by kind, and the nightly proofs',
    query: StatisticsQuery,
    response: MatterStatistics,
    handle: ({ ctx, query }) => statistics(ctx, query),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/matter-organisations',
    summary: 'Organisations that a form may name',
    query: z.object({
      kinds: z.string().max(60).default('bureau'),
      q: z.string().trim().max(60).default(''),
      near: z.enum(['true', 'false']).default('false'),
    }),
    response: z.object({
      items: z.array(z.object({ id: Id, name: z.string(), kind: z.enum(ORGANISATION_KINDS), division: z.string() })),
    }),
    handle: ({ ctx, query }) =>
      findOrganisations(ctx, { kinds: query.kinds.split(','), q: query.q, near: query.near === 'true' }),
  }),
]

const together: Route[] = [
  route({
    ...acting,
    method: 'POST',
    url: '/api/matters/bulk',
    summary: 'Moves many matters of one kind by one event, or previews it',
    body: MatterBulk,
    response: MatterBulkResult,
    handle: ({ ctx, body, request }) => moveMany(ctx, body, keyOf(request)),
  }),
  route({
    ...acting,
    method: 'POST',
    url: '/api/matters/:id/messages',
    summary: 'Writes to the other parties, with files',
    params,
    body: MatterMessage,
    response: MatterDetail,
    handle: ({ ctx, params: { id }, body }) => sendMessage(ctx, id, body),
  }),
  route({
    ...acting,
    method: 'POST',
    url: '/api/matters/:id/notes',
    summary: 'A note that only one’s own organisation sees',
    params,
    body: MatterMessage,
    response: MatterDetail,
    handle: ({ ctx, params: { id }, body }) => addNote(ctx, id, body),
  }),
  route({
    ...acting,
    method: 'POST',
    url: '/api/matters/:id/assignee',
    summary: 'Hands the matter to a colleague, or to nobody',
    params,
    body: MatterAssign,
    response: MatterDetail,
    handle: ({ ctx, params: { id }, body }) => assign(ctx, id, body),
  }),
  route({
    ...reading,
    method: 'POST',
    url: '/api/matters/:id/watch',
    summary: 'Watches a matter, or no longer',
    params,
    body: MatterWatch,
    response: MatterDetail,
    handle: ({ ctx, params: { id }, body }) => watch(ctx, id, body.watch),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/api/colleagues',
    summary: 'People of one’s own organisation who can take a matter over',
    response: Colleagues,
    handle: ({ ctx }) => listColleagues(ctx),
  }),
]

const delegations: Route[] = [
  route({
    permission: 'account.self',
    method: 'GET',
    url: '/api/delegations',
    summary: 'Deputies one has named, and for whom one stands in',
    response: Delegations,
    handle: ({ ctx }) => listDelegations(ctx),
  }),
  route({
    permission: 'account.self',
    method: 'POST',
    url: '/api/delegations',
    summary: 'Names a deputy for an absence',
    body: NewDelegation,
    response: Delegations,
    handle: ({ ctx, body }) => delegate(ctx, body),
  }),
  route({
    permission: 'account.self',
    method: 'POST',
    url: '/api/delegations/:id/end',
    summary: 'Ends a delegation',
    params,
    response: Delegations,
    handle: ({ ctx, params: { id } }) => endDelegation(ctx, id),
  }),
]

export const mattersRoutes = (): Route[] => [...lists, ...together, ...delegations, ...kindRoutes(keyOf)]
