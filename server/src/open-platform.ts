import { join } from 'node:path'
import type { Config } from './config.ts'
import { allChecks, allEffects } from './effects.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { prepareJobsSchema } from './platform/db/jobs-schema.ts'
import { ensureRoles, migrate, urlFor } from './platform/db/migrate.ts'
import { openPool } from './platform/db/pool.ts'
import { startPostgres } from './platform/embedded/postgres.ts'
import { openFiles } from './platform/files/index.ts'
import { openVault } from './platform/files/vault.ts'
import { openJobs } from './platform/jobs.ts'
import { openMarket } from './platform/market/index.ts'
import type { Log, Platform } from './platform/platform.ts'
import { loadMasterSecret, openSecrets } from './platform/secrets.ts'

export interface OpenPlatform extends AsyncDisposable {
  readonly platform: Platform
  /** the database as redbridge_worker, for processes of our own */
  readonly workerUrl: string
}

/** Opens everything the server stands on, embedded or external, and brings the schemas up to date. Closes in reverse order. */
export const openPlatform = async (config: Config, log: Log, clock: Clock = systemClock): Promise<OpenPlatform> => {
  const stack = new AsyncDisposableStack()
  try {
    const secrets = openSecrets(loadMasterSecret(join(config.dataDir, 'master.key'), config.secret))
    // Both engines start at the same time: the first start should not make a newcomer wait.
    const [ownerUrl, market] = await Promise.all([
      openDatabase(config, stack, log),
      openMarket(
        config.clickhouseUrl
          ? { url: config.clickhouseUrl, ...(config.clickhouseCluster ? { cluster: config.clickhouseCluster } : {}) }
          : { dataDir: join(config.dataDir, 'clickhouse'), log: (message) => log.info(message) },
      ),
    ])
    stack.defer(() => market.close())
    const passwords = {
      app: secrets.derive('db:app', 24).toString('hex'),
      worker: secrets.derive('db:worker', 24).toString('hex'),
    }
    await ensureRoles(ownerUrl, passwords)
    const [applied] = await Promise.all([migrate(ownerUrl), market.migrate()])
    await prepareJobsSchema(ownerUrl)
    if (applied.length) log.info(`applied ${applied.length} migrations`)
    const app = openPool(urlFor(ownerUrl, 'redbridge_app', passwords.app), 16, 'redbridge-api')
    stack.defer(() => app.db.destroy())
    const workerUrl = urlFor(ownerUrl, 'redbridge_worker', passwords.worker)
    const worker = openPool(workerUrl, 8, 'redbridge-worker')
    stack.defer(() => worker.db.destroy())
    const jobs = await openJobs(workerUrl, (message, error) => log.error(message, { error: String(error) }))
    stack.defer(() => jobs.stop())
    const store = openFiles(
      config.s3 ? { s3: config.s3, cacheDir: join(config.dataDir, 'cache') } : { dir: join(config.dataDir, 'files') },
    )
    const files = openVault(store, secrets.derive('files', 32))
    const platform: Platform = {
      db: app.db,
      workerDb: worker.db,
      market,
      files,
      jobs,
      clock,
      secrets,
      effects: allEffects(),
      checks: allChecks(),
      log,
      publicUrl: config.publicUrl,
      capture: config.capture,
      ledger: config.ledger,
      webhooks: config.webhooks,
    }
    return { platform, workerUrl, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

/** The owner's URL of the database: the given one, or an embedded server with a database of its own. */
const openDatabase = async (config: Config, stack: AsyncDisposableStack, log: Log): Promise<string> => {
  if (config.databaseUrl) return config.databaseUrl
  const postgres = await startPostgres({
    dataDir: join(config.dataDir, 'postgres'),
    log: (message) => log.info(message),
  })
  stack.defer(() => postgres.stop())
  return postgres.url
}
