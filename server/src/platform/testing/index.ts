import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { urlFor } from '../db/migrate.ts'
import { type Market, openMarket } from '../market/index.ts'

/** What the global set-up started for the whole run. */
export type TestServers = {
  postgres: string
  clickhouse: string
  template: string
  passwords: { app: string; worker: string }
}

declare module 'vitest' {
  export interface ProvidedContext {
    redbridge: TestServers
  }
}

export type TestDatabase = AsyncDisposable & {
  /** The superuser: migrations, and looking behind row-level security. */
  ownerUrl: string
  /** redbridge_app: what requests run as. */
  appUrl: string
  /** redbridge_worker: what jobs run as. */
  workerUrl: string
  passwords: { app: string; worker: string }
  drop: () => Promise<void>
}

/**
 * A migrated database of the test file's own, cloned from the template.
 *
 * @example const database = await createTestDatabase(); afterAll(database.drop)
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { postgres, template, passwords } = inject('redbridge')
  const name = uniqueName()
  await asAdmin(postgres, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  const url = new URL(postgres)
  url.pathname = `/${name}`
  const ownerUrl = url.toString()
  const drop = async () => {
    await asAdmin(postgres, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  }
  return {
    ownerUrl,
    appUrl: urlFor(ownerUrl, 'redbridge_app', passwords.app),
    workerUrl: urlFor(ownerUrl, 'redbridge_worker', passwords.worker),
    passwords,
    drop,
    [Symbol.asyncDispose]: drop,
  }
}

/** A migrated ClickHouse database of the test file's own; `close` drops it. */
export async function createTestMarket(): Promise<Market> {
  const database = uniqueName()
  const market = await openMarket({ url: inject('redbridge').clickhouse, database })
  await market.migrate()
  const close = async () => {
    await market.command(`DROP DATABASE IF EXISTS ${database} SYNC`)
    await market.close()
  }
  return { ...market, close, [Symbol.asyncDispose]: close }
}

const uniqueName = (): string => `t_${randomBytes(8).toString('hex')}`

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
