import { inflateRawSync } from 'node:zlib'
import { ROLE_TEXT, ROLES, type Role } from '@redbridge/contract'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate, createApiClientDirect, createUserDirect } from '../../modules/accounts/index.ts'
import { allRoutes } from '../../routes.ts'
import { addClientKey, type ClientKey, newClientKey, signedHeaders } from '../../testing/signing.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { buildApp } from './app.ts'
import { type Example, MARK, OWNERS, STRANGERS } from './fixtures/owners.fixture.ts'
import { EXAMPLES, seedOwners } from './roles-routes.fixture.ts'
import { nameOf, rolesOf, rolesRoutesTable } from './roles-routes.ts'
import type { Route } from './route.ts'

const routes = allRoutes()
const PASSWORD = '红桥下的第七只白鹭鸶'
type Headers = Record<string, string>
/** Signed in: 'aaa_bureau bureau_head' → the headers of that person's requests. */
const people = new Map<string, Headers>()
/** What an API client signs legal acts with, by its authorization header. */
const clientKeys = new Map<string, ClientKey>()
let work: Work
let app: FastifyInstance

const organisationsFor = (role: Role): string[] => [OWNERS[ROLE_TEXT[role].kind], ...STRANGERS[ROLE_TEXT[role].kind]]

const signIn = async (organisationId: string, role: Role): Promise<Headers> => {
  const { workerDb } = work.platform
  const login = `${organisationId}-${role}`.replaceAll('_', '-')
  const owner = organisationId.startsWith('aaa')
  if (role === 'platform_api') {
    const client = await createApiClientDirect(workerDb, { organisationId, name: owner ? MARK : '乙', clientId: login })
    const answer = await app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `grant_type=client_credentials&client_id=${client.clientId}&client_secret=${client.clientSecret}`,
    })
    const authorization = `Bearer ${answer.json().access_token}`
    const key = newClientKey(`${organisationId}_client_key`)
    await addClientKey(workerDb, { organisationId, at: work.platform.clock.now().toISOString() }, key)
    clientKeys.set(authorization, key)
    return { authorization }
  }
  await createUserDirect(workerDb, {
    organisationId,
    login,
    name: owner ? MARK : '乙',
    roles: [role],
    password: PASSWORD,
  })
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { login, password: PASSWORD } })
  return { cookie: `redbridge=${answer.cookies[0]?.value}`, 'x-redbridge-request': '1' }
}

/** Things that belong to one person of the owners, and one that others may lose. */
const seedPersonal = async (): Promise<void> => {
  const { workerDb: db } = work.platform
  const { id } = await db
    .selectFrom('user_account')
    .select('id')
    .where('login', '=', 'aaa-bureau-bureau-analyst')
    .executeTakeFirstOrThrow()
  const now = work.platform.clock.now()
  await db
    .insertInto('passkey')
    .values({
      id: 'aaa_passkey',
      user_id: id,
      credential_id: 'aaa',
      public_key: Buffer.from('x'),
      counter: 0,
      transports: [],
      name: `${MARK}钥匙`,
      backed_up: false,
      created_at: now,
    })
    .execute()
  await db
    .insertInto('user_session')
    .values({
      id: 'aaa_session',
      token_sha256: 'aaa',
      user_id: id,
      stage: 'signed_in',
      method: 'password',
      ip: '',
      user_agent: MARK,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + 3600_000),
    })
    .execute()
  const staff = await createUserDirect(db, {
    organisationId: OWNERS.platform,
    login: 'aaa-target',
    name: MARK,
    roles: ['platform_staff'],
    password: PASSWORD,
  })
  await db.deleteFrom('user_password').where('user_id', '=', staff).execute()
  await db.updateTable('user_account').set({ id: 'aaa_user_platform_staff' }).where('id', '=', staff).execute()
  const client = await createApiClientDirect(db, {
    organisationId: OWNERS.platform,
    name: MARK,
    clientId: 'aaa-target',
  })
  await db.updateTable('api_client').set({ id: 'aaa_client' }).where('id', '=', client.id).execute()
}

beforeAll(async () => {
  work = await openWork([], { market: true })
  work.setNow('2026-07-10T02:00:00Z')
  await seedOwners(work)
  app = await buildApp({ platform: work.platform, routes, authenticate: authenticate(work.platform) })
  for (const role of ROLES)
    for (const organisation of organisationsFor(role))
      people.set(`${organisation} ${role}`, await signIn(organisation, role))
  await seedPersonal()
}, 120_000)
afterAll(async () => {
  await app?.close()
  await work?.[Symbol.asyncDispose]()
})

const signatureOf = (route: Route, path: string, headers: Headers, body: unknown): Headers => {
  const key = route.signed && clientKeys.get(headers.authorization ?? '')
  const created = Math.floor(work.platform.clock.now().getTime() / 1000)
  const text = body === undefined ? '' : JSON.stringify(body)
  return key ? signedHeaders({ method: route.method, url: `http://localhost${path}`, body: text, created }, key) : {}
}
const call = (route: Route, headers: Headers, example: Example = {}) => {
  const path = route.url.replace(/:(\w+)/g, (_, name: string) => example.params?.[name] ?? `none_${name}`)
  const file = example.file
  return app.inject({
    method: route.method,
    url: example.query ? `${path}?${example.query}` : path,
    headers: {
      ...headers,
      ...example.headers,
      ...signatureOf(route, example.query ? `${path}?${example.query}` : path, headers, example.body),
      ...(file === undefined ? {} : { 'content-type': 'multipart/form-data; boundary=xx' }),
    },
    ...(file === undefined
      ? example.body === undefined
        ? {}
        : { payload: example.body as object }
      : {
          payload: `--xx\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n--xx--\r\n`,
        }),
  })
}
/** What an answer says, also inside a workbook (a zip: sizes and places stand in the directory at its end). */
const textOf = ({ rawPayload: bytes }: { rawPayload: Buffer }): string => {
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return bytes.toString('utf8')
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const texts: string[] = []
  for (let at = bytes.readUInt32LE(end + 16), i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const [size, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)]
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(start, start + size)
    texts.push((bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body).toString('utf8'))
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return texts.join('\n')
}
const headersOf = (organisation: string, role: Role): Headers => people.get(`${organisation} ${role}`) as Headers
const exampleOf = (route: Route): Example | undefined => EXAMPLES[nameOf(route)]

/** A fingerprint of everything that belongs to the owners: their ids begin with aaa_ or aaa-, which nothing random does. */
const ownersData = async (): Promise<string> => {
  const { rows } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`.execute(work.platform.workerDb)
  const digests: string[] = []
  for (const { name } of rows) {
    if (['schema_migration', 'api_client', 'sign_in_attempt'].includes(name)) continue
    const { rows: found } = await sql<{ digest: string; n: number }>`
      SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS digest, count(*) AS n
      FROM ${sql.table(name)} t WHERE t::text ~ 'aaa[_-]' OR t::text LIKE ${`%${MARK}%`}`.execute(
      work.platform.workerDb,
    )
    digests.push(`${name} ${found[0]?.n} ${found[0]?.digest}`)
  }
  return digests.join('\n')
}

const signedInRoutes = routes.filter((route) => route.permission !== 'public')
const named = (list: readonly Route[]) => list.map((route) => [nameOf(route), route] as const)

describe('roles and routes', () => {
  it('stand in docs/roles-and-routes.md as they are', async () => {
    await expect(rolesRoutesTable(routes)).toMatchFileSnapshot('../../../../docs/roles-and-routes.md')
  })

  it('have an example for each route that needs one, and none too many', () => {
    const needs = signedInRoutes.filter((route) => route.url.includes(':') || route.body || route.multipart)
    expect(needs.map(nameOf).filter((name) => !EXAMPLES[name])).toEqual([])
    const known = new Set(routes.map(nameOf))
    expect(Object.keys(EXAMPLES).filter((name) => !known.has(name))).toEqual([])
  })

  it('have no two routes of one name', () => expect(new Set(routes.map(nameOf)).size).toBe(routes.length))
})

describe('nobody', () => {
  it.each(named(signedInRoutes))('may not %s', async (_, route) => {
    for (const headers of [{}, { cookie: 'redbridge=made-up' }, { authorization: 'Bearer made-up-token-of-nobody' }]) {
      const answer = await call(route, { ...headers, 'x-redbridge-request': '1' }, exampleOf(route))
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'not_signed_in'])
    }
  })

  it.each(named(routes.filter((route) => route.permission === 'public')))(
    'learns nothing from %s',
    async (_, route) => {
      const answer = await call(route, {})
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.body).not.toContain(MARK)
    },
  )
})

const denied = signedInRoutes.flatMap((route) =>
  ROLES.filter((role) => !rolesOf(route)?.includes(role)).map((role) => [role, nameOf(route), route] as const),
)
describe('a role without the permission', () => {
  it.each(denied)('%s may not %s', async (role, _, route) => {
    const answer = await call(route, headersOf(OWNERS[ROLE_TEXT[role].kind], role), exampleOf(route))
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  })
})

const strangers = signedInRoutes.flatMap((route) =>
  (rolesOf(route) ?? []).flatMap((role) =>
    STRANGERS[ROLE_TEXT[role].kind].map((organisation) => [organisation, role, nameOf(route), route] as const),
  ),
)
describe('a stranger of the same role', () => {
  let before = ''
  beforeAll(async () => {
    before = await ownersData()
    expect(before).toContain('problem 5 ')
  })
  afterAll(async () => expect(await ownersData()).toBe(before))

  it.each(strangers)('%s %s gets nothing of the owners from %s', async (organisation, role, _, route) => {
    const answer = await call(route, headersOf(organisation, role), exampleOf(route))
    expect(answer.statusCode, answer.body).toBeLessThan(500)
    expect(textOf(answer)).not.toContain(MARK)
    if (route.url.includes(':') && !exampleOf(route)?.shared)
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  })
})

/** Reading first, each by every role; then each change once, by the first role that may. */
const reads = signedInRoutes.filter((route) => route.method === 'GET')
const changes = signedInRoutes.filter((route) => route.method !== 'GET')
const ownersOf = (route: Route): Role[] => {
  const only = exampleOf(route)?.only
  return only ? [only] : [...(rolesOf(route) ?? [])]
}
const allowed = [
  ...reads.flatMap((route) => ownersOf(route).map((role) => [role, nameOf(route), route] as const)),
  ...changes.flatMap((route) =>
    ownersOf(route)
      .slice(0, 1)
      .map((role) => [role, nameOf(route), route] as const),
  ),
]
describe('an owner with the permission', () => {
  it.each(allowed)('%s may %s', async (role, _, route) => {
    const example = exampleOf(route) ?? {}
    const answer = await call(route, headersOf(OWNERS[ROLE_TEXT[role].kind], role), example)
    if (example.owner) expect(answer.statusCode, answer.body).toBe(example.owner)
    else expect(answer.statusCode, answer.body).toBeLessThan(300)
    // Otherwise its absence above would prove nothing.
    if (!example.plain) expect(textOf(answer)).toContain(MARK)
  })
})
