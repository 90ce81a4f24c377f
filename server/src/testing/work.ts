import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OrganisationKind, Role } from '@redbridge/contract'
import type { FastifyInstance } from 'fastify'
import { allChecks, allEffects } from '../effects.ts'
import type { Actor } from '../platform/actor.ts'
import { openPool } from '../platform/db/pool.ts'
import { openFiles } from '../platform/files/index.ts'
import { openVault } from '../platform/files/vault.ts'
import { buildApp } from '../platform/http/app.ts'
import type { Route } from '../platform/http/route.ts'
import { openJobs } from '../platform/jobs.ts'
import type { Market } from '../platform/market/index.ts'
import type { Platform } from '../platform/platform.ts'
import { openSecrets } from '../platform/secrets.ts'
import { createTestDatabase, createTestMarket } from '../platform/testing/index.ts'

/** A server on real parts in a folder of its own, with a clock the test turns. */
export interface Work extends AsyncDisposable {
  readonly platform: Platform
  readonly dir: string
  /** the superuser of the test's database, for looking and tampering behind row-level security */
  readonly ownerUrl: string
  setNow(time: string): void
  /** Calls a route as `actor`; `body` JSON unless it is a FormData-like multipart payload. */
  call(
    actor: Actor | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
}
export interface Answer {
  readonly status: number
  // The tests look into answers of every shape.
  // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything
  readonly body: any
  readonly raw: Buffer
  readonly headers: Record<string, unknown>
}
export interface Multipart {
  readonly name: string
  readonly content: Buffer
}

const noMarket = new Proxy({} as Market, {
  get: (_, name) => {
    throw new Error(`This test opened no ClickHouse (market.${String(name)})`)
  },
})

export const openWork = async (routes: readonly Route[], options: { market?: boolean } = {}): Promise<Work> => {
  const stack = new AsyncDisposableStack()
  const dir = mkdtempSync(join(tmpdir(), 'redbridge-work-'))
  stack.defer(() => rmSync(dir, { recursive: true, force: true }))
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const app = openPool(database.appUrl, 8, 'test-app')
  stack.defer(() => app.db.destroy())
  const worker = openPool(database.workerUrl, 4, 'test-worker')
  stack.defer(() => worker.db.destroy())
  const jobs = await openJobs(database.workerUrl, () => {})
  stack.defer(() => jobs.stop())
  const market = options.market ? await createTestMarket() : noMarket
  if (options.market) stack.defer(() => market.close())
  let now = new Date()
  const platform: Platform = {
    db: app.db,
    workerDb: worker.db,
    market,
    files: openVault(openFiles({ dir: join(dir, 'files') }), Buffer.alloc(32, 9)),
    jobs,
    clock: { now: () => now },
    secrets: openSecrets(Buffer.alloc(32, 7)),
    effects: allEffects(),
    checks: allChecks(),
    log: { info: () => {}, error: (message, extra) => console.error(message, extra) },
    publicUrl: 'http://localhost',
    webhooks: { allow: ['127.0.0.1/32'] },
  }
  const actors = new Map<string, Actor>()
  const server = await buildApp({
    platform,
    routes,
    authenticate: async (request) => actors.get(String(request.headers['x-test-actor'])) ?? null,
  })
  stack.defer(() => server.close())
  return {
    platform,
    dir,
    ownerUrl: database.ownerUrl,
    setNow: (time) => {
      now = new Date(time)
    },
    call: (actor, method, url, body, headers) => {
      if (actor) actors.set(actor.userId, actor)
      return inject(server, actor, { method, url, body, headers: headers ?? {} })
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

const inject = async (
  server: FastifyInstance,
  actor: Actor | null,
  call: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
    url: string
    body: unknown
    headers: Record<string, string>
  },
): Promise<Answer> => {
  const file = call.body as Multipart | undefined
  const multipart = Buffer.isBuffer(file?.content) ? file : undefined
  const answer = await server.inject({
    method: call.method,
    url: call.url,
    headers: {
      ...call.headers,
      ...(actor ? { 'x-test-actor': actor.userId } : {}),
      ...(multipart ? { 'content-type': 'multipart/form-data; boundary=xx' } : {}),
    },
    ...(multipart
      ? { payload: multipartBody(multipart) }
      : call.body === undefined
        ? {}
        : { payload: call.body as object }),
  })
  const json = String(answer.headers['content-type'] ?? '').includes('json')
  return {
    status: answer.statusCode,
    body: json ? answer.json() : null,
    raw: answer.rawPayload,
    headers: answer.headers,
  }
}

const multipartBody = ({ name, content }: Multipart): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--xx\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n--xx--\r\n'),
  ])

export const actorOf = (
  id: string,
  role: Role,
  organisation: { id: string; kind: OrganisationKind; division: string; nameZh: string },
): Actor => ({ userId: id, name: `${id}·名`, roles: [role], organisation: { ...organisation, nameEn: '' } })
