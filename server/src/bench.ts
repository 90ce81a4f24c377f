// What the benchmarks need of the server, without HTTP: everything open on a fresh data folder, one bureau, one platform.
import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from './config.ts'
import { accountsRoutes, authenticate, createApiClientDirect } from './modules/accounts/index.ts'
import { admissionRoutes } from './modules/admission/index.ts'
import { batchChunkJob, batchesService, batchReadJob } from './modules/batches/index.ts'
import { actorOf } from './modules/demo/index.ts'
import { registerImportJob, registersService } from './modules/registers/index.ts'
import { openPlatform } from './open-platform.ts'
import { urlFor } from './platform/db/migrate.ts'
import type { Db } from './platform/db/pool.ts'
import { buildApp } from './platform/http/app.ts'
import type { Job } from './platform/jobs.ts'
import type { Log } from './platform/platform.ts'

export type { BatchTotals } from '@redbridge/contract'
export { type BureauWork, openExchange, openPlainJobs } from './bench-exchange.ts'
export { balances } from './modules/batches/index.ts'
export { systemClock } from './platform/clock.ts'
export { asActor, openPool } from './platform/db/pool.ts'
export { appendEntries, type NewEntry, startSequencer } from './platform/ledger/index.ts'
export { openMemory } from './platform/ledger/monitor/memory.ts'
export { openMonitor } from './platform/ledger/monitor/monitor.ts'
export { contextFor } from './platform/platform.ts'

const quiet: Log = { info: () => {}, error: (message, extra) => console.error('!', message, extra) }

const bureau = {
  id: 'org_bench_bureau',
  kind: 'bureau' as const,
  nameZh: '基准市场监管局',
  nameEn: '',
  division: '110000',
}
const reporter = {
  id: 'org_bench_platform',
  kind: 'platform' as const,
  nameZh: '基准平台',
  nameEn: '',
  division: '110108',
}

export const openServer = async (dataDir: string) => {
  mkdirSync(dataDir, { recursive: true })
  const open = await openPlatform(readConfig(['--data', dataDir, '--no-demo'], process.env), quiet)
  const { platform } = open
  await seed(platform.workerDb)
  await platform.jobs.work([
    registerImportJob(platform),
    batchReadJob(platform),
    batchChunkJob(platform),
  ] as Job<never>[])
  return {
    platform,
    registersService,
    batchesService,
    workerUrl: open.workerUrl,
    appUrl: urlFor(open.workerUrl, 'redbridge_app', platform.secrets.derive('db:app', 24).toString('hex')),
    registerId: 'reg_bench',
    bureau: actorOf(bureau, 'bench', 'bureau_admin'),
    reporter: actorOf(reporter, 'bench', 'platform_staff'),
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  }
}

/** One bureau with a register to fill, one platform that owes it one report. */
const seed = async (db: Db): Promise<void> => {
  const organisation = { uscc: null, url: null, category: null, found_by: null, found_on: null, name_en: '' }
  for (const { id, kind, nameZh, division } of [bureau, reporter])
    await db
      .insertInto('organisation')
      .values({
        ...organisation,
        id,
        kind,
        name_zh: nameZh,
        division,
        status: kind === 'platform' ? 'reporting' : null,
      })
      .execute()
  await db
    .insertInto('register')
    .values({ id: 'reg_bench', bureau_id: bureau.id, division: bureau.division, name_zh: '基准登记库', coverage: [] })
    .execute()
  await db
    .insertInto('report_period')
    .values({
      id: 'per_bench',
      key: '2026-07',
      bureau_id: bureau.id,
      division: bureau.division,
      opens_on: '2026-07-01',
      due_on: '2026-07-31',
      closes_on: '2099-12-31',
    })
    .execute()
  await db
    .insertInto('report_duty')
    .values({
      id: 'dty_bench',
      period_id: 'per_bench',
      platform_id: reporter.id,
      division: reporter.division,
      batch_id: null,
      rectification_due_on: null,
      rectification_text: null,
      rectification_by: null,
    })
    .execute()
}

/** Waits until the register's first version is in use; an import that failed says why. */
export const registerReady = async ({ platform }: Awaited<ReturnType<typeof openServer>>): Promise<void> => {
  for (;;) {
    const failed = await platform.workerDb
      .selectFrom('register_import')
      .select('problem')
      .where('state', '=', 'failed')
      .executeTakeFirst()
    if (failed) throw new Error(`register import failed: ${JSON.stringify(failed.problem)}`)
    const ready = await platform.workerDb
      .selectFrom('register')
      .select('id')
      .where('current_version_id', 'is not', null)
      .executeTakeFirst()
    if (ready) return
    await sleep(50)
  }
}

/** The admission check alone, listening on loopback, with the token of an API client of the bench platform. */
export const serveAdmission = async (
  server: Awaited<ReturnType<typeof openServer>>,
): Promise<{ url: string; token: string; close(): Promise<void> }> => {
  const { platform, reporter } = server
  const { clientId, clientSecret } = await createApiClientDirect(platform.workerDb, {
    organisationId: reporter.organisation.id,
    name: 'bench',
    clientId: 'bench',
  })
  const app = await buildApp({
    platform,
    routes: [...accountsRoutes, ...admissionRoutes],
    authenticate: authenticate(platform),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  })
  const { access_token } = (await answer.json()) as { access_token: string }
  return { url, token: access_token, close: () => app.close() }
}
