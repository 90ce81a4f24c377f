import {
  AssistanceDetail,
  AssistanceSettings,
  AssistanceSettingsView,
  Authorisation,
  Authorisations,
  BridgeJoin,
  BridgeJoined,
  BridgePlatforms,
  Catalogue,
  Id,
  NewAuthorisation,
  NewRequest,
  RequestCheck,
  RequestCreated,
} from '@redbridge/contract'
import { z } from 'zod'
import { keyOf } from '../../platform/http/idempotency-key.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { addAuthorisation, listAuthorisations, revokeAuthorisation } from './authorisations.service.ts'
import { joinBridge } from './join.service.ts'
import { checkRequest, createRequest, getRequest, listPlatforms } from './requests.service.ts'
import { getCatalogue, getSettings, putSettings } from './settings.service.ts'

const params = z.object({ id: Id })
const managing = { permission: 'assistance.manage' } as const

const asking: Route[] = [
  route({
    permission: 'bridge.read',
    method: 'GET',
    url: '/api/assistance/catalogue',
    summary: 'Fields a request may ask for, as they stand for the caller’s bureau, and how long an answer may take',
    response: Catalogue,
    handle: ({ ctx }) => getCatalogue(ctx),
  }),
  route({
    permission: 'bridge.read',
    method: 'GET',
    url: '/api/assistance/platforms',
    summary: 'Platforms that have joined the bridge; with joined=false those of the jurisdiction that have not',
    query: z.object({ joined: z.enum(['true', 'false']).default('true') }),
    response: BridgePlatforms,
    handle: ({ ctx, query }) => listPlatforms(ctx, query.joined === 'true'),
  }),
  route({
    permission: 'exchange.manage',
    method: 'POST',
    url: '/api/assistance/platforms/:id/join',
    summary: 'A platform joins the bridge, or leaves it',
    params,
    body: BridgeJoin,
    response: BridgeJoined,
    handle: ({ ctx, params: { id }, body }) => joinBridge(ctx, id, body.joined),
  }),
  route({
    permission: 'assistance.ask',
    method: 'POST',
    url: '/api/assistance/check',
    summary: 'What of a request is not lawful, and earlier requests about the same; nothing is kept',
    body: NewRequest,
    response: RequestCheck,
    handle: ({ ctx, body }) => checkRequest(ctx, body),
  }),
  route({
    permission: 'assistance.ask',
    method: 'POST',
    url: '/api/assistance/requests',
    summary: 'Opens a request for assistance and fills it in; it is sent on submission and approval',
    body: NewRequest,
    status: 201,
    response: RequestCreated,
    handle: ({ ctx, body, request }) => createRequest(ctx, body, keyOf(request)),
  }),
  route({
    permission: 'assistance.read',
    method: 'GET',
    url: '/api/assistance/requests/:id',
    summary: 'A request: what is asked, what was answered, what is missing',
    params,
    response: AssistanceDetail,
    handle: ({ ctx, params: { id } }) => getRequest(ctx, id),
  }),
]

const administration: Route[] = [
  route({
    ...managing,
    method: 'GET',
    url: '/api/assistance/settings',
    summary: 'The information standard and the time to answer, as set here and inherited from superiors',
    response: AssistanceSettingsView,
    handle: ({ ctx }) => getSettings(ctx),
  }),
  route({
    ...managing,
    method: 'PUT',
    url: '/api/assistance/settings',
    summary: 'Sets them for one’s own bureau and those below it',
    body: AssistanceSettings,
    response: AssistanceSettingsView,
    handle: ({ ctx, body }) => putSettings(ctx, body),
  }),
  route({
    ...managing,
    method: 'GET',
    url: '/api/assistance/authorisations',
    summary: 'Provinces authorised to ask over a whole area, category or period',
    response: Authorisations,
    handle: ({ ctx }) => listAuthorisations(ctx),
  }),
  route({
    ...managing,
    method: 'POST',
    url: '/api/assistance/authorisations',
    summary: 'Enters an authorisation; the national bureau, or where there is none the highest',
    body: NewAuthorisation,
    status: 201,
    response: Authorisation,
    handle: ({ ctx, body }) => addAuthorisation(ctx, body),
  }),
  route({
    ...managing,
    method: 'POST',
    url: '/api/assistance/authorisations/:id/revoke',
    summary: 'Revokes an authorisation; what was sent under it goes on',
    params,
    response: Authorisation,
    handle: ({ ctx, params: { id } }) => revokeAuthorisation(ctx, id),
  }),
]

export const requestRoutes: Route[] = [...asking, ...administration]
