import * as contract from '@redbridge/contract'
import { ERRORS } from '@redbridge/contract'
import { z } from 'zod'
import { buildApp } from './platform/http/app.ts'
import { rolesOf } from './platform/http/roles-routes.ts'
import type { Route } from './platform/http/route.ts'

interface Operation {
  operationId: string
  security: object[]
  parameters?: object[]
  requestBody?: object
  responses: Record<string, { description: string; content?: object }>
}
export interface OpenApi {
  openapi: string
  info: object
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; [part: string]: object }
}

/**
 * The OpenAPI document of `routes`: what the HTTP application says of itself, with the contract's names for shapes, who
 * may call what, and problem details for everything that goes wrong.
 */
export const openApiOf = async (routes: readonly Route[]): Promise<OpenApi> => {
  nameShapes(routes)
  // Nothing is called: neither the platform nor anybody's identity is ever asked for.
  const app = await buildApp({ platform: {} as never, routes, authenticate: async () => null })
  await app.ready()
  const document = app.swagger() as unknown as OpenApi
  await app.close()
  document.info = { ...document.info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } }
  for (const route of routes) describe(document, route)
  document.components.schemas = usedSchemas(document)
  document.components.schemas.ProblemDetails = problemDetails
  Object.assign(document.components, { responses: { Problem: problemResponse }, securitySchemes })
  return document
}

/** Shapes of the contract appear under their names. What stands in an address is written out: parameters have no references. */
const nameShapes = (routes: readonly Route[]): void => {
  const inAddress = new Set<unknown>(routes.flatMap((route) => [route.params, route.query]))
  for (const [id, shape] of Object.entries(contract))
    if (shape instanceof z.ZodObject && !inAddress.has(shape) && !z.globalRegistry.has(shape))
      z.globalRegistry.add(shape, { id })
}

const describe = (document: OpenApi, route: Route): void => {
  const operation = document.paths[route.url.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]
  if (!operation) throw new Error(`${route.method} ${route.url} is missing from the document`)
  operation.operationId = operationId(route)
  operation.security = securityOf(route)
  if (route.multipart) operation.requestBody = oneFile
  if (route.url === '/api/batches/:id/parts') operation.parameters = [...(operation.parameters ?? []), idempotencyKey]
  for (const answer of Object.values(operation.responses)) {
    answer.description = 'Done'
    if (route.url.endsWith('.xlsx')) answer.content = { [XLSX]: { schema: { type: 'string', contentMediaType: XLSX } } }
  }
  operation.responses.default = { $ref: '#/components/responses/Problem' } as never
}

/** @example operationId({ method: 'POST', url: '/api/batches/:id/parts' }) // 'postBatchesByIdParts' */
const operationId = ({ method, url }: Pick<Route, 'method' | 'url'>): string =>
  method.toLowerCase() +
  url
    .replace(/^\/api/, '')
    .replace(/:(\w)/g, 'by-$1')
    .replace(/[^a-z0-9]+(.)/gi, (_, letter: string) => letter.toUpperCase())

/** A person's session, and an API client's token where the role of clients may come in; nothing where anybody may. */
const securityOf = (route: Route): object[] => {
  const roles = rolesOf(route)
  if (!roles) return []
  const people = roles.some((role) => role !== 'platform_api')
  return [...(people ? [{ session: [] }] : []), ...(roles.includes('platform_api') ? [{ client: [] }] : [])]
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const oneFile = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
        required: ['file'],
      },
    },
  },
}
const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  required: true,
  description: 'The same key with the same rows gives the first answer again and adds nothing; kept for 30 days',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
}

const problemDetails = {
  type: 'object',
  description: 'RFC 9457 problem details. `title` is in the language of Accept-Language (zh unless it begins with en).',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', examples: ['urn:redbridge:error:not_found'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      description: 'Which input is meant: JSON pointers with a message each',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: { pointer: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
  additionalProperties: true,
  'x-codes': ERRORS,
}
const problemResponse = {
  description: 'What went wrong, as problem details',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
}
const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'redbridge',
    description: 'Session of a person. Requests that change something also carry the header X-Redbridge-Request: 1',
  },
  client: {
    type: 'oauth2',
    description: 'API client of a platform: client credentials (RFC 6749, 4.4)',
    flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } },
  },
}

/** Schemas that something refers to. What is only ever sent loses the mark that tells it from what is answered. */
const usedSchemas = (document: OpenApi): Record<string, object> => {
  const all = document.components.schemas
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      if (name && !used.has(name)) {
        used.add(name)
        follow(all[name])
      }
  }
  follow(document.paths)
  const plain = (name: string): string => {
    const stem = name.replace(/Input$/, '')
    return used.has(stem) ? name : stem
  }
  const renamed = <T>(part: T): T =>
    JSON.parse(
      JSON.stringify(part).replace(
        /"#\/components\/schemas\/(\w+)"/g,
        (_, name) => `"#/components/schemas/${plain(name)}"`,
      ),
    )
  document.paths = renamed(document.paths)
  return Object.fromEntries([...used].sort().map((name) => [plain(name), renamed(all[name] ?? {})]))
}
