import {
  EndpointSecret,
  ExchangeKey,
  ExchangeMessages,
  MessageFilter,
  NewEndpoint,
  NewExchangeKey,
  RequestCreated,
  SandboxInfo,
  SandboxOpened,
  SandboxRequest,
} from '@redbridge/contract'
import { type Route, route } from '../../platform/http/route.ts'
import { addEndpoint, addKey, listMessages } from '../exchange/index.ts'
import { openSandbox } from './organisations.ts'
import { asTwin, sandboxInfo, sendSandboxRequest } from './requests.service.ts'

export const sandboxRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: '/api/sandbox',
    summary: 'The sandbox of your platform and the bureau that it deals with',
    permission: 'sandbox.use',
    response: SandboxInfo,
    handle: ({ ctx }) => sandboxInfo(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/sandbox',
    summary: 'Open the sandbox, or give it fresh credentials; the secret is shown this once',
    permission: 'sandbox.open',
    status: 201,
    response: SandboxOpened,
    rateLimit: { max: 10, perSeconds: 60 },
    handle: ({ ctx }) => openSandbox(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/sandbox/keys',
    summary: 'Register a public key of the sandbox, by itself or by its platform’s administrator',
    permission: 'sandbox.use',
    body: NewExchangeKey,
    status: 201,
    response: ExchangeKey,
    handle: async ({ ctx, body }) => addKey(await asTwin(ctx), body),
  }),
  route({
    method: 'POST',
    url: '/api/sandbox/endpoints',
    summary: 'Register where webhooks of the sandbox go; the secret is shown this once',
    permission: 'sandbox.use',
    body: NewEndpoint,
    status: 201,
    response: EndpointSecret,
    handle: async ({ ctx, body }) => addEndpoint(await asTwin(ctx), body),
  }),
  route({
    method: 'POST',
    url: '/api/sandbox/requests',
    summary: 'Have the sandbox bureau send a request or order to the sandbox, through the kernel',
    permission: 'sandbox.use',
    body: SandboxRequest,
    status: 201,
    response: RequestCreated.omit({ version: true }),
    rateLimit: { max: 120, perSeconds: 60 },
    handle: ({ ctx, body }) => sendSandboxRequest(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/sandbox/messages',
    summary: 'What the sandbox and its bureau sent each other, for the administrator of its platform',
    permission: 'sandbox.use',
    query: MessageFilter,
    response: ExchangeMessages,
    handle: async ({ ctx, query }) => listMessages(await asTwin(ctx), query),
  }),
]
