import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareJobsSchema } from '../db/jobs-schema.ts'
import { ensureRoles, migrate, urlFor } from '../db/migrate.ts'
import { startClickHouse } from '../embedded/clickhouse/start.ts'
import { startPostgres } from '../embedded/postgres.ts'
import { openJobs } from '../jobs.ts'
import type { TestServers } from './index.ts'

const template = 'redbridge_template'
const passwords = { app: 'app-test', worker: 'worker-test' }

/** One PostgreSQL and one ClickHouse for the whole run, and a migrated database that test files clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'redbridge-test-'))
  const [postgres, clickhouse] = await Promise.all([
    // What a test writes need not survive a power cut.
    startPostgres({
      dataDir: join(home, 'postgres'),
      settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' },
    }),
    startClickHouse({ dataDir: join(home, 'clickhouse'), memoryShare: 0.3 }),
  ])
  await makeTemplate(postgres.url)
  const servers: TestServers = { postgres: postgres.url, clickhouse: clickhouse.url, template, passwords }
  project.provide('redbridge', servers)
  return async () => {
    await Promise.all([postgres.stop(), clickhouse.stop()])
    rmSync(home, { recursive: true, force: true })
  }
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${template}`)
  const url = withDatabase(adminUrl, template)
  await ensureRoles(url, passwords)
  await migrate(url)
  await prepareJobsSchema(url)
  // The queue migrates its own schema when first opened; done once here, every clone has it.
  const jobs = await openJobs(urlFor(url, 'redbridge_worker', passwords.worker), () => {})
  await jobs.stop()
  await admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true ALLOW_CONNECTIONS false`)
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [template])
  await admin.end()
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}
