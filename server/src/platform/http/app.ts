import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import { type HttpProof, PERMISSIONS } from '@redbridge/contract'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { Actor } from '../actor.ts'
import { AppError } from '../errors.ts'
import { contextFor, type Platform } from '../platform.ts'
import { refuseForeignOrigin } from './origin.ts'
import { sendProblem } from './problem.ts'
import { takeRawBody } from './raw-body.ts'
import { rolesOf } from './roles-routes.ts'
import type { Route } from './route.ts'
import { verifyRequest } from './signature.ts'
import { refuseUnwritable } from './unwritable.ts'

export interface AppOptions {
  readonly platform: Platform
  readonly routes: readonly Route[]
  /** who calls: by session cookie or bearer token; null when nobody is signed in */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>
  /** built web files; left out in tests of the API alone */
  readonly webDir?: string
  readonly maxUploadBytes?: number
  /** addresses of reverse proxies whose X-Forwarded-For is believed; nobody's by default */
  readonly trustProxy?: string
}

const BODY_LIMIT = 8 << 20

/** The HTTP application. A route whose permission is not in the table does not start. */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const app = fastify({
    logger: false,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => sendProblem(options.platform.log, error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    if (
      options.webDir &&
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      extname(request.url.split('?')[0] ?? '') === ''
    )
      return reply
        .type('text/html')
        .header('cache-control', 'no-cache')
        .send(readFileSync(pageOf(options.webDir, request.url)))
    return sendProblem(options.platform.log, new AppError('not_found'), request, reply)
  })
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  await app.register(multipart, { limits: { fileSize: options.maxUploadBytes ?? 8 * 2 ** 30, files: 1, fields: 10 } })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Redbridge 红桥',
        version: '1',
        description: 'Supervision of online markets, together. Errors are RFC 9457 problem details.',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  const https = options.platform.publicUrl?.startsWith('https:')
  app.addHook('onSend', async (request, reply) => {
    // Answers carry personal data: nobody on the way, and no browser, keeps them.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY')
    reply.header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    )
  })
  for (const route of options.routes) if (!route.form) addRoute(app, options, route)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 64 << 10 },
      async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
    )
    for (const route of options.routes) if (route.form) addRoute(scope, options, route)
  })
  if (options.webDir) await serveWeb(app, options.webDir)
  return app
}

/** A page for everybody lies under its own name (/verify → verify.html); every other address is one of the staff pages. */
const pageOf = (webDir: string, url: string): string => {
  const [, name] = /^\/([a-z][a-z-]*)\/?(?:\?|$)/.exec(url) ?? []
  const own = `${webDir}/${name}.html`
  return name && existsSync(own) ? own : `${webDir}/index.html`
}

/** The built pages: files named by their content may be kept for ever, the page that names them must not. */
const serveWeb = async (app: FastifyInstance, root: string): Promise<void> => {
  await app.register(serveStatic, {
    root,
    cacheControl: false,
    // the build lays a .br and a .gz beside every text file
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

const addRoute = (app: FastifyInstance, options: AppOptions, route: Route): void => {
  if (!(route.permission in PERMISSIONS))
    throw new Error(`Route ${route.method} ${route.url} declares no known permission`)
  const callers = rolesOf(route)
  const stray = route.roles?.find((role) => !callers?.includes(role))
  if (stray) throw new Error(`Route ${route.method} ${route.url} names ${stray}, whom its permission does not`)
  if (route.signed && (route.multipart || route.form || route.permission === 'public'))
    throw new Error(`Route ${route.method} ${route.url} is signed: its body is read whole, and its caller is known`)
  const schema = {
    summary: route.summary,
    tags: [route.url.split('/')[2] ?? 'root'],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.response ? { response: { [route.status ?? 200]: route.response } } : {}),
    ...(route.multipart ? { consumes: ['multipart/form-data'] } : {}),
    ...(route.form ? { consumes: ['application/x-www-form-urlencoded'] } : {}),
    'x-permission': route.permission,
    ...(route.signed ? { 'x-signed': 'RFC 9421' } : {}),
  }
  app.route({
    method: route.method,
    url: route.url,
    schema,
    ...(route.bodyLimit ? { bodyLimit: route.bodyLimit } : {}),
    config: route.rateLimit
      ? { rateLimit: { max: route.rateLimit.max, timeWindow: route.rateLimit.perSeconds * 1000 } }
      : {},
    // Access is decided before the body is parsed: a stranger learns nothing about shapes.
    onRequest: async (request) => {
      refuseForeignOrigin(request, options.platform.publicUrl)
      const actor = await options.authenticate(request)
      request.actor = actor
      if (route.permission === 'public') return
      if (!actor) throw new AppError('not_signed_in')
      if (!actor.roles.some((role) => callers?.includes(role)))
        throw new AppError('forbidden', { detail: route.permission })
    },
    preValidation: refuseUnwritable,
    ...(route.signed ? { preParsing: signatureHook(options.platform, route.bodyLimit ?? BODY_LIMIT) } : {}),
    handler: async (request, reply) => {
      const call = { params: request.params, query: request.query, body: request.body, request, reply }
      reply.status(route.status ?? 200)
      if (route.permission === 'public')
        return route.handle({ ...call, platform: options.platform, actor: request.actor } as never)
      return route.handle({
        ...call,
        ctx: contextFor(options.platform, request.actor as Actor, request.proof ?? null),
      } as never)
    },
  })
}

/** Of a legal act by an API client the signature is verified over the very bytes, before anything parses them. */
const signatureHook =
  (platform: Platform, limit: number) => async (request: FastifyRequest, _reply: unknown, payload: Readable) => {
    const { actor } = request
    if (!actor?.roles.includes('platform_api')) return payload
    const body = await takeRawBody(payload, limit)
    const { headers, method, url: target } = request
    const raw = { method, target, headers, rawHeaders: request.raw.rawHeaders, body: body.bytes }
    request.proof = await verifyRequest(platform, raw, actor.organisation.id)
    return body.again()
  }

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    /** how the caller's own key signed a legal act; nothing for people and for reading */
    proof?: HttpProof
  }
}
