import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, HELP, readConfig, UsageError } from './config.ts'
import { allJobs } from './jobs.ts'
import { authenticate, createFirstAdministrator } from './modules/accounts/index.ts'
import { runDemo } from './modules/demo/index.ts'
import { startDispatcher } from './modules/exchange/index.ts'
import { checkDefinitions } from './modules/matters/index.ts'
import { openPlatform } from './open-platform.ts'
import { urlFor } from './platform/db/migrate.ts'
import { buildApp } from './platform/http/app.ts'
import { startSequencer } from './platform/ledger/index.ts'
import { runMonitor } from './platform/ledger/monitor/run.ts'
import { spawnMonitor } from './platform/ledger/monitor/spawn.ts'
import type { Log, Platform } from './platform/platform.ts'
import { loadMasterSecret, openSecrets } from './platform/secrets.ts'
import { allRoutes } from './routes.ts'

const log: Log = {
  info: (message, extra) => console.error(extra ? `${message} ${JSON.stringify(extra)}` : message),
  error: (message, extra) => console.error(`! ${message}${extra ? ` ${JSON.stringify(extra)}` : ''}`),
}

const start = async (): Promise<void> => {
  const config = readConfig(process.argv.slice(2), process.env)
  if (config.help) return void process.stdout.write(HELP)
  checkDefinitions()
  mkdirSync(config.dataDir, { recursive: true })
  const started = Date.now()
  await using stack = new AsyncDisposableStack()
  const stopped = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal))
  })
  if (config.role === 'monitor') return watchLedger(config, stopped)
  const { platform, workerUrl } = stack.use(await openPlatform(config, log))
  if (config.role === 'all') stack.use(spawnMonitor({ url: workerUrl, dataDir: config.dataDir, log }))
  if (config.role !== 'api') {
    stack.use(startSequencer(platform))
    stack.use(startDispatcher(platform))
    await platform.jobs.work(allJobs(platform))
  }
  if (config.role !== 'worker') {
    const webDir = fileURLToPath(new URL('../../web/dist/', import.meta.url))
    const app = await buildApp({
      platform,
      routes: allRoutes(),
      authenticate: authenticate(platform),
      ...(config.trustProxy ? { trustProxy: config.trustProxy } : {}),
      ...(existsSync(join(webDir, 'index.html')) ? { webDir } : {}),
    })
    stack.defer(() => app.close())
    await app.listen({ host: config.host, port: config.port })
  }
  if (!config.demo && config.role !== 'worker') await welcomeFirstAdministrator(platform)
  // Making the market may take long: who stops meanwhile need not wait for it, the next start goes on where this one ended.
  if (config.demo) await Promise.race([runDemo(platform, config.demo, (line) => console.log(line)), stopped])
  console.log(
    `\n红桥 Redbridge   ${config.publicUrl}   (${((Date.now() - started) / 1000).toFixed(1)} s)   Ctrl-C 停止 / to stop`,
  )
  await stopped
  console.log('正在停止 / stopping …')
}

/** The watch over the ledger alone, with a memory in its own data folder: best on another machine than the database. */
const watchLedger = async ({ databaseUrl, dataDir, secret }: Config, stopped: Promise<string>): Promise<void> => {
  if (!databaseUrl || !secret) throw new UsageError('--role monitor needs DATABASE_URL and REDBRIDGE_SECRET')
  const password = openSecrets(loadMasterSecret('', secret)).derive('db:worker', 24).toString('hex')
  const ended = new AbortController()
  void stopped.then(() => ended.abort())
  await runMonitor({ url: urlFor(databaseUrl, 'redbridge_worker', password), dataDir, log }, ended.signal)
}

/** An empty installation needs somebody who can create the others; the password is shown this once. */
const welcomeFirstAdministrator = async (platform: Platform): Promise<void> => {
  const first = await createFirstAdministrator(platform, {
    bureauNameZh: process.env.BUREAU_NAME ?? '市场监督管理局',
    division: process.env.BUREAU_DIVISION ?? '000000',
    login: 'admin',
  })
  if (first)
    console.log(
      `首位管理员 / first administrator: ${first.login}   一次性密码 / one-time password: ${first.oneTimePassword}`,
    )
}

try {
  await start()
  process.exit(0)
} catch (error) {
  if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    console.error(`${(error as Error).message}\n\n${HELP}`)
  else console.error(`! ${(error as Error).message}`)
  process.exit(error instanceof UsageError ? 2 : 1)
}
