import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExchangeKey, Role } from '@redbridge/contract'
import { sql } from 'kysely'
import pg from 'pg'
import { readConfig } from '../../config.ts'
import { createApiClientDirect, createUserDirect } from '../../modules/accounts/index.ts'
import { openPlatform } from '../../open-platform.ts'
import { startClickHouse } from '../../platform/embedded/clickhouse/start.ts'
import { startPostgres } from '../../platform/embedded/postgres.ts'
import type { Platform } from '../../platform/platform.ts'
import { freePort } from '../free-port.ts'
import { type Person, signIn } from './bureau.ts'
import type { Chance } from './chance.ts'
import { type Supervised, supervise, until } from './processes.ts'
import { type FaultyProxy, openProxy } from './proxy.ts'

// Everything in its own process, as in a deployment: database, API, worker, and the example platform with its own
// database; between them the bad network.

const SERVER = fileURLToPath(new URL('../../main.ts', import.meta.url))
const EXAMPLE = join(import.meta.dirname, '../../../../examples/platform/src/main.ts')
const SECRET = 'fault-run-secret-of-at-least-32-characters'
const PASSWORD = '红桥下的第七只白鹭鸶'
export const BUREAU = { id: 'org_fault_bureau', division: '110000', name_zh: '试验市场监督管理局' }
export const SHOP = { id: 'org_fault_shop', division: '110108', name_zh: '试验平台' }
/** Order numbers that the example platform's market has. */
export const ORDERS = 400

/** What is taken away, so that the harness shows that it can fail. */
export type Broken = 'outbox' | 'idempotency'

interface WorldOptions {
  readonly dir: string
  readonly chance: Chance
  /** longest time in milliseconds until a drawn fault of a connection strikes */
  readonly faultsWithin: number
  readonly broken?: Broken
}

export interface World extends AsyncDisposable {
  /** the server's inside, for looking when all is over */
  readonly platform: Platform
  readonly workerUrl: string
  /** file of the example platform's own database */
  readonly shopDatabase: string
  readonly network: { readonly toServer: FaultyProxy; readonly toShop: FaultyProxy }
  readonly processes: { readonly api: Supervised; readonly worker: Supervised; readonly shop: Supervised }
  readonly database: { kill(): void; ready(): Promise<void>; readonly recoveries: number[]; kills(): number }
  readonly people: { readonly analyst: Person; readonly head: Person; readonly clerk: Person }
}

export const openWorld = async ({ dir, chance, faultsWithin, broken }: WorldOptions): Promise<World> => {
  const stack = new AsyncDisposableStack()
  try {
    const postgres = stack.adopt(await startPostgres({ dataDir: join(dir, 'postgres') }), (one) => one.stop())
    const clickhouse = stack.adopt(await startClickHouse({ dataDir: join(dir, 'clickhouse') }), (one) => one.stop())
    const [apiPort, shopPort] = [await freePort(), await freePort()]
    const toServer = stack.use(await openProxy({ target: apiPort, chance, within: faultsWithin }))
    const toShop = stack.use(await openProxy({ target: shopPort, chance, within: faultsWithin }))
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: postgres.url,
      CLICKHOUSE_URL: clickhouse.url,
      REDBRIDGE_SECRET: SECRET,
      PUBLIC_URL: toServer.url,
      REDBRIDGE_WEBHOOK_ALLOW: '127.0.0.0/8',
    }
    const open = stack.use(
      await openPlatform(readConfig(['--data', dir, '--no-demo'], env), { info: () => {}, error: () => {} }),
    )
    const client = await seed(open.platform)
    await take(postgres.url, broken)
    const server = (role: 'api' | 'worker', port: number): Supervised =>
      stack.adopt(
        supervise({
          name: role,
          script: SERVER,
          args: ['--role', role, '--data', dir, '--port', String(port)],
          env,
          sign: /Redbridge {3}http/,
          log: join(dir, `${role}.log`),
        }),
        (one) => one.stop(),
      )
    const [api, worker] = [server('api', apiPort), server('worker', 0)]
    await Promise.all([api.ready(), worker.ready()])
    const sign = (login: string) => signIn(toServer.url, { login, password: PASSWORD })
    const admin = await sign('fault-admin')
    const shop = await startShop({
      dir,
      admin,
      client,
      url: toServer.url,
      hook: `${toShop.url}/webhook`,
      port: shopPort,
      broken,
    })
    stack.adopt(shop, (one) => one.stop())
    await shop.ready()
    const people = {
      analyst: await sign('fault-analyst'),
      head: await sign('fault-head'),
      clerk: await sign('fault-clerk'),
    }
    toServer.rough()
    toShop.rough()
    const owned = stack.move()
    return {
      platform: open.platform,
      workerUrl: open.workerUrl,
      shopDatabase: join(dir, 'shop.db'),
      network: { toServer, toShop },
      processes: { api, worker, shop },
      database: openDatabaseKills(postgres, open.platform),
      people,
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

const seed = async ({ workerDb }: Platform) => {
  const empty = { uscc: null, url: null, category: null, found_by: null, found_on: null, name_en: '' }
  for (const [kind, organisation] of [
    ['bureau', BUREAU],
    ['platform', SHOP],
  ] as const)
    await workerDb
      .insertInto('organisation')
      .values({ ...empty, ...organisation, kind, status: kind === 'platform' ? 'reporting' : null })
      .execute()
  await sql`UPDATE organisation SET on_bridge = true WHERE id = ${SHOP.id}`.execute(workerDb)
  const people: [string, string, Role][] = [
    ['fault-analyst', BUREAU.id, 'bureau_analyst'],
    ['fault-clerk', BUREAU.id, 'bureau_analyst'],
    ['fault-head', BUREAU.id, 'bureau_head'],
    ['fault-admin', SHOP.id, 'platform_admin'],
  ]
  for (const [login, organisationId, role] of people)
    await createUserDirect(workerDb, { login, organisationId, name: login, roles: [role], password: PASSWORD })
  return createApiClientDirect(workerDb, { organisationId: SHOP.id, name: '接口', clientId: 'fault-run' })
}

/** Takes away what the run is to show that it needs. */
const take = async (url: string, broken: Broken | undefined): Promise<void> => {
  if (!broken) return
  await using db = openOwner(url)
  if (broken === 'outbox') await db.query('DROP TRIGGER exchange_message_queue ON exchange_message')
  else
    await db.query(`
      CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN DELETE FROM idempotency_key WHERE organisation_id = NEW.organisation_id AND key = NEW.key; RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER forget AFTER INSERT ON idempotency_key DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION forget()`)
}

const openOwner = (url: string) => {
  const client = new pg.Client(url)
  const connected = client.connect()
  return {
    query: async (text: string) => {
      await connected
      await client.query(text)
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

interface ShopOptions {
  readonly dir: string
  readonly admin: Person
  readonly client: { readonly clientId: string; readonly clientSecret: string }
  readonly url: string
  readonly hook: string
  readonly port: number
  readonly broken: Broken | undefined
}
/** Registers key and endpoint as the platform's administrator does, and starts the platform with them. */
const startShop = async ({ dir, admin, client, url, hook, port, broken }: ShopOptions): Promise<Supervised> => {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const { id } = await admin.call<ExchangeKey>('POST', '/api/exchange/keys', { body: { name: '试验密钥', publicKey } })
  const endpoint = { name: '试验地址', url: hook }
  const { secret } = await admin.call<{ secret: string }>('POST', '/api/exchange/endpoints', { body: endpoint })
  const config = join(dir, 'shop.json')
  const options = {
    baseUrl: url,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    key: { id, privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    database: join(dir, 'shop.db'),
    listen: { host: '127.0.0.1', port },
    webhookSecret: secret,
    // Without the outbox nothing may come to its help.
    pullSeconds: broken === 'outbox' ? 3600 : 5,
    hands: 8,
    client: { timeout: 15_000, attempts: 4 },
  }
  writeFileSync(config, JSON.stringify(options), { mode: 0o600 })
  const log = join(dir, 'shop.log')
  return supervise({
    name: 'platform',
    script: EXAMPLE,
    args: ['--config', config],
    env: process.env,
    sign: /^ready /m,
    log,
  })
}

const openDatabaseKills = (postgres: { pid: () => number }, platform: Platform): World['database'] => {
  const recoveries: number[] = []
  let [kills, back] = [0, Promise.resolve()]
  return {
    recoveries,
    kills: () => kills,
    ready: () => back,
    kill: () => {
      // While it is coming back there is no process to kill, and 0 would mean our own group.
      if (!(postgres.pid() > 1)) return
      process.kill(postgres.pid(), 'SIGKILL')
      kills++
      const at = Date.now()
      back = until(() => sql`SELECT 1`.execute(platform.workerDb).then(() => true), 60, 'the database').then(() => {
        recoveries.push(Date.now() - at)
      })
      back.catch(() => {})
    },
  }
}
