import { ApiClient, Done, Id, NewApiClient, NewApiClientResult, TokenAnswer, TokenRequest } from '@redbridge/contract'
import { z } from 'zod'
import { publicRoute, type Route, route } from '../../platform/http/route.ts'
import { createClient, listClients, revokeClientFor } from './clients.service.ts'
import { issueToken, revokeToken } from './oauth.service.ts'

const permission = 'client.manage'

export const clientsRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/clients',
    summary: 'API clients of the own platform or of platforms in the jurisdiction',
    permission,
    response: z.array(ApiClient),
    handle: ({ ctx }) => listClients(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/clients',
    summary: 'Create an API client; its secret is shown once',
    permission,
    body: NewApiClient,
    status: 201,
    response: NewApiClientResult,
    handle: ({ ctx, body }) => createClient(ctx, body),
  }),
  route({
    method: 'DELETE',
    url: '/api/clients/:id',
    summary: 'Revoke an API client and its tokens',
    permission,
    params: z.object({ id: Id }),
    response: Done,
    handle: ({ ctx, params }) => revokeClientFor(ctx, params.id),
  }),
  publicRoute({
    method: 'POST',
    url: '/oauth/token',
    summary: 'OAuth 2.0 client credentials: an access token for an hour',
    form: true,
    body: TokenRequest,
    response: TokenAnswer,
    rateLimit: { max: 120, perSeconds: 60 },
    handle: async ({ platform, request, reply, body }) => {
      const answer = await issueToken(platform, request.headers.authorization, body)
      reply.header('cache-control', 'no-store')
      if (!('error' in answer)) return answer
      if (answer.status === 401 && request.headers.authorization)
        reply.header('www-authenticate', 'Basic realm="Redbridge"')
      return reply.status(answer.status).send({ error: answer.error })
    },
  }),
  publicRoute({
    method: 'POST',
    url: '/oauth/revoke',
    summary: 'Revoke an access token (RFC 7009)',
    form: true,
    body: TokenRequest.extend({ token: z.string().max(200), token_type_hint: z.string().optional() }),
    rateLimit: { max: 120, perSeconds: 60 },
    handle: async ({ platform, request, reply, body }) => {
      const fault = await revokeToken(platform, request.headers.authorization, body)
      if (fault) return reply.status(fault.status).send({ error: fault.error })
      return {}
    },
  }),
]
