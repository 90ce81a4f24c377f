import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { generateRegister, generateReport } from '@redbridge/engine/market'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { createApiClientDirect } from '../modules/accounts/index.ts'
import { balances, batchesService } from '../modules/batches/index.ts'
import { actorOf } from '../modules/demo/seed.ts'
import { registersService } from '../modules/registers/index.ts'
import { type OpenPlatform, openPlatform } from '../open-platform.ts'
import { startClickHouse } from '../platform/embedded/clickhouse/start.ts'
import { startPostgres } from '../platform/embedded/postgres.ts'
import { contextFor } from '../platform/platform.ts'

// Real processes, killed with no warning in the middle of an import, ten times each. What was acknowledged must be there
// once; the totals must balance. The databases run beside, as they would in a deployment.
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const SECRET = 'kill-nine-secret-of-at-least-32-characters'
const KILLS = 10
const ROWS = 120_000
const BUREAU = {
  id: 'org_kill_bureau',
  kind: 'bureau' as const,
  nameZh: '试验市场监管局',
  nameEn: '',
  division: '110000',
}
const SHOP = { id: 'org_kill_shop', kind: 'platform' as const, nameZh: '试验平台', nameEn: '', division: '110108' }

const stack = new AsyncDisposableStack()
const dir = mkdtempSync(join(tmpdir(), 'redbridge-kill-'))
let env: NodeJS.ProcessEnv
let postgres: Awaited<ReturnType<typeof startPostgres>>
let open: OpenPlatform

beforeAll(async () => {
  stack.defer(() => rmSync(dir, { recursive: true, force: true }))
  postgres = stack.adopt(await startPostgres({ dataDir: join(dir, 'postgres') }), (one) => one.stop())
  const clickhouse = stack.adopt(await startClickHouse({ dataDir: join(dir, 'clickhouse') }), (one) => one.stop())
  env = { ...process.env, DATABASE_URL: postgres.url, CLICKHOUSE_URL: clickhouse.url, REDBRIDGE_SECRET: SECRET }
  open = stack.use(
    await openPlatform(readConfig(['--data', dir, '--no-demo'], env), { info: () => {}, error: () => {} }),
  )
  await seed()
}, 120_000)
afterAll(() => stack.disposeAsync(), 60_000)

const seed = async (): Promise<void> => {
  const db = open.platform.workerDb
  const empty = { uscc: null, url: null, category: null, found_by: null, found_on: null }
  for (const { id, kind, nameZh, division } of [BUREAU, SHOP])
    await db
      .insertInto('organisation')
      .values({ ...empty, id, kind, name_zh: nameZh, division, status: kind === 'platform' ? 'reporting' : null })
      .execute()
  await db
    .insertInto('register')
    .values({ id: 'reg_kill', bureau_id: BUREAU.id, division: BUREAU.division, name_zh: '试验登记库', coverage: [] })
    .execute()
  for (const key of ['2025-01', '2025-07', '2026-01']) {
    await db
      .insertInto('report_period')
      .values({
        id: `per_${key}`,
        key,
        bureau_id: BUREAU.id,
        division: BUREAU.division,
        opens_on: `${key}-01`,
        due_on: `${key}-31`,
        closes_on: '2099-12-31',
      })
      .execute()
    await db
      .insertInto('report_duty')
      .values({
        id: `dut_${key}`,
        period_id: `per_${key}`,
        platform_id: SHOP.id,
        division: SHOP.division,
        batch_id: null,
        rectification_due_on: null,
        rectification_text: null,
        rectification_by: null,
      })
      .execute()
  }
  const file = await store('register', generateRegister({ seed: 3, rows: 200_000 }))
  await registersService.addImport(
    contextFor(open.platform, actorOf(BUREAU, '管理员', 'bureau_admin')),
    'reg_kill',
    file,
    { kind: 'register', mode: 'replace', asOf: '2025-01-01' },
  )
}

const store = async (name: string, chunks: Iterable<Uint8Array>) => {
  const { size, sha256 } = await open.platform.files.put(`test/${name}`, Readable.from(chunks, { objectMode: false }))
  return { name: `${name}.csv`, key: `test/${name}`, bytes: size, sha256 }
}

/** A server process that comes back whenever it is killed, as under any supervisor. */
const supervise = (role: 'api' | 'worker', port = 0) => {
  let child: ChildProcess
  let wanted = true
  const start = (): void => {
    child = spawn(process.execPath, [MAIN, '--role', role, '--data', dir, '--port', String(port)], {
      env,
      stdio: 'ignore',
    })
    child.once('exit', () => wanted && start())
  }
  start()
  return {
    kill: () => child.kill('SIGKILL'),
    stop: async () => {
      wanted = false
      child.kill('SIGKILL')
      await sleep(50)
    },
  }
}

const until = async (done: () => Promise<boolean>, seconds: number): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100))
    if (await done().catch(() => false)) return
  throw new Error('waited in vain')
}
const registerReady = () =>
  open.platform.workerDb
    .selectFrom('register')
    .select('id')
    .where('current_version_id', 'is not', null)
    .executeTakeFirst()
    .then(Boolean)
const finished = async (id: string) =>
  !['uploaded', 'checking'].includes(
    (
      await open.platform.workerDb
        .selectFrom('report_batch')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).state,
  )

/** Nothing lost, nothing doubled, in either database. */
const expectWhole = async (id: string, rows: number): Promise<void> => {
  const batch = await batchesService.get(contextFor(open.platform, actorOf(SHOP, '平台', 'platform_staff')), id)
  expect(batch.state).toBe('matched')
  expect(batch.totals.rowsIn).toBe(rows)
  expect(balances(batch.totals)).toBe(true)
  const [records] = await open.platform.market.query<{ n: number; distinct: number }>(
    'SELECT count() AS n, uniqExact(row_no) AS distinct FROM report_record WHERE batch_id = {id:String}',
    { id },
  )
  expect(records).toEqual({ n: batch.totals.accepted, distinct: batch.totals.accepted })
  const [rejects] = await open.platform.market.query<{ n: number }>(
    'SELECT count() AS n FROM reject_row WHERE batch_id = {id:String}',
    { id },
  )
  expect(rejects?.n).toBe(batch.totals.rejected)
  const problems = await open.platform.workerDb
    .selectFrom('problem')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('batch_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(Number(problems.n)).toBe(batch.totals.problem)
}

const upload = async (period: string) => {
  const file = await store(
    `report-${period}`,
    generateReport({ seed: 3, rows: ROWS, registerRows: 200_000, errorRate: 0.05 }),
  )
  return (await batchesService.upload(contextFor(open.platform, actorOf(SHOP, '平台', 'platform_staff')), period, file))
    .id
}

it(`a worker killed ${KILLS} times during an import loses and doubles nothing`, async () => {
  const worker = supervise('worker')
  await until(registerReady, 60)
  const id = await upload('2025-01')
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(900 + Math.random() * 900)
    worker.kill()
  }
  await until(() => finished(id), 120)
  await worker.stop()
  await expectWhole(id, ROWS)
}, 240_000)

it(`PostgreSQL killed ${KILLS} times during an import loses and doubles nothing`, async () => {
  const worker = supervise('worker')
  const id = await upload('2025-07')
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(500 + Math.random() * 700)
    // While it is coming back there is no process to kill, and 0 would mean our own group.
    await until(async () => postgres.pid() > 1, 20)
    process.kill(postgres.pid(), 'SIGKILL')
  }
  await until(() => finished(id), 120)
  await worker.stop()
  await expectWhole(id, ROWS)
}, 240_000)

it(`the API killed ${KILLS} times while rows arrive counts every acknowledged part once`, async () => {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const { clientId, clientSecret } = await createApiClientDirect(open.platform.workerDb, {
    organisationId: SHOP.id,
    name: '接口',
    clientId: 'kill-nine',
  })
  const api = supervise('api', port)
  const url = `http://127.0.0.1:${port}`
  const patient = async (send: () => Promise<Response>): Promise<Response> => {
    for (let tries = 0; tries < 400; tries++) {
      const answer = await send().catch(() => undefined)
      if (answer && answer.status < 500) return answer
      await sleep(50)
    }
    throw new Error('the API never came back')
  }
  const token = await patient(() =>
    fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    }),
  )
  const headers = {
    authorization: `Bearer ${((await token.json()) as { access_token: string }).access_token}`,
    'content-type': 'application/json',
  }
  const opened = await patient(() =>
    fetch(`${url}/api/batches/rows`, { method: 'POST', headers, body: JSON.stringify({ period: '2026-01' }) }),
  )
  const { id } = (await opened.json()) as { id: string }

  const parts = 40
  const rowsOf = (part: number) =>
    Array.from({ length: 250 }, (_, i) => ({
      name: `试验${part}-${i}有限公司`,
      uscc: '91110105MA01GHN16Q',
      shopName: `店${part}-${i}`,
    }))
  let killing = true
  const killer = (async () => {
    for (let kill = 0; kill < KILLS && killing; kill++) {
      await sleep(1200 + Math.random() * 800)
      api.kill()
    }
  })()
  for (let part = 0; part < parts; part++) {
    const answer = await patient(() =>
      fetch(`${url}/api/batches/${id}/parts`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': `part-${String(part).padStart(5, '0')}` },
        body: JSON.stringify({ rows: rowsOf(part) }),
      }),
    )
    expect(answer.status).toBe(200)
    await sleep(300)
  }
  killing = false
  await killer
  expect(
    (await patient(() => fetch(`${url}/api/batches/${id}/submit`, { method: 'POST', headers, body: '{}' }))).status,
  ).toBe(202)
  await api.stop()
  const worker = supervise('worker')
  await until(() => finished(id), 120)
  await worker.stop()
  await expectWhole(id, parts * 250)
}, 240_000)
