// What bench/exchange.ts needs of the server: bureaus with requests that wait for approval, a platform with a webhook, the
// real API, sequencer and dispatcher in this process; and plain jobs beside it, to compare with.
import type { FormValues } from '@redbridge/contract'
import { currentProcess } from '@redbridge/law'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { readConfig } from './config.ts'
import { accountsRoutes, authenticate, createUserDirect } from './modules/accounts/index.ts'
import { actorOf } from './modules/demo/index.ts'
import { addEndpoint, startDispatcher } from './modules/exchange/index.ts'
import { mattersRoutes, moveMatters, openMatters } from './modules/matters/index.ts'
import { openPlatform } from './open-platform.ts'
import type { Actor } from './platform/actor.ts'
import { asActor } from './platform/db/pool.ts'
import { buildApp } from './platform/http/app.ts'
import { startSequencer } from './platform/ledger/index.ts'
import { contextFor, type Platform } from './platform/platform.ts'
import { paymentsRequest } from './testing/request-form.ts'

const PASSWORD = '红桥下的第七只白鹭鸶'
const KIND = 'assistance_request'
const PLATFORM = {
  id: 'org_bench_platform',
  kind: 'platform' as const,
  nameZh: '基准平台',
  nameEn: '',
  division: '330100',
}
const bureauOf = (no: number) => ({
  id: `org_bench_bureau_${no}`,
  kind: 'bureau' as const,
  nameZh: `基准市场监管局${no}`,
  nameEn: '',
  division: `${11 + no}0000`,
})

/** Calls of one bureau: the head's session, and requests that wait for its approval. */
export interface BureauWork {
  readonly cookie: string
  readonly items: { readonly id: string; readonly version: number }[]
}

export const openExchange = async (dataDir: string, options: { bureaus: number; receiver: string }) => {
  const config = readConfig(['--data', dataDir, '--no-demo'], {
    ...process.env,
    REDBRIDGE_WEBHOOK_ALLOW: '127.0.0.1/32',
  })
  const stack = new AsyncDisposableStack()
  const open = stack.use(
    await openPlatform(config, { info: () => {}, error: (message, extra) => console.error('!', message, extra) }),
  )
  const { platform } = open
  const bureaus = Array.from({ length: options.bureaus }, (_, i) => bureauOf(i))
  await seed(platform, bureaus)
  const app = await buildApp({
    platform,
    routes: [...accountsRoutes, ...mattersRoutes()],
    authenticate: authenticate(platform),
  })
  stack.defer(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const admin = actorOf(PLATFORM, 'bench', 'platform_admin')
  const { secret } = await addEndpoint(contextFor(platform, admin), { url: options.receiver, name: 'bench', types: [] })
  stack.use(startSequencer(platform))
  stack.use(startDispatcher(platform))
  const cookies = await Promise.all(bureaus.map((_, i) => signIn(url, `bench-head-${i}`)))
  return {
    platform,
    url,
    secret,
    workerUrl: open.workerUrl,
    /** Requests that each bureau may approve now. */
    prepare: async (each: number): Promise<BureauWork[]> => {
      const work: BureauWork[] = []
      for (const [i, bureau] of bureaus.entries())
        work.push({
          cookie: cookies[i] as string,
          items: await prepare(platform, actorOf(bureau, 'bench', 'bureau_analyst'), each),
        })
      return work
    },
    /** Public keys of the exchange by id: 32 bytes, base64. */
    keys: async (): Promise<Record<string, string>> => {
      const rows = await platform.workerDb.selectFrom('exchange_key').select(['id', 'public_key']).execute()
      return Object.fromEntries(rows.map((row) => [row.id, row.public_key.toString('base64')]))
    },
    counts: async () =>
      (
        await sql<{ messages: number; delivered: number; waiting: number; unsequenced: number; letters: number }>`
          SELECT (SELECT count(*)::int FROM exchange_message) AS messages,
            (SELECT count(*)::int FROM exchange_delivery WHERE state = 'delivered') AS delivered,
            (SELECT count(*)::int FROM exchange_delivery WHERE state <> 'delivered')
              + (SELECT count(*)::int FROM exchange_pending) AS waiting,
            (SELECT count(*)::int FROM ledger_pending) AS unsequenced,
            (SELECT count(*)::int FROM letter) AS letters`.execute(platform.workerDb)
      ).rows[0],
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

const signIn = async (url: string, login: string): Promise<string> => {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-redbridge-request': '1' },
    body: JSON.stringify({ login, password: PASSWORD }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`no session: ${answer.status} ${await answer.text()}`)
  return cookie
}

const seed = async ({ workerDb: db }: Platform, bureaus: readonly ReturnType<typeof bureauOf>[]): Promise<void> => {
  for (const { id, kind, nameZh, division } of [...bureaus, PLATFORM])
    await db
      .insertInto('organisation')
      .values({
        ...{ id, kind, name_zh: nameZh, name_en: '', division },
        ...{ uscc: null, url: null, category: null, found_by: null, found_on: null },
        status: kind === 'platform' ? 'reporting' : null,
        on_bridge: true,
      })
      .execute()
  for (const [i, bureau] of bureaus.entries())
    await createUserDirect(db, {
      organisationId: bureau.id,
      login: `bench-head-${i}`,
      name: '基准',
      roles: ['bureau_head'],
      password: PASSWORD,
    })
}

let serial = 0
const requestForm = (): FormValues =>
  ({ ...paymentsRequest({ targets: [{ kind: 'shop', value: `云上小铺${serial++}` }] }) }) as unknown as FormValues

/** Requests drafted, filled in and submitted through the kernel, so that a head may approve them. */
const prepare = async (platform: Platform, actor: Actor, count: number): Promise<BureauWork['items']> => {
  const definition = currentProcess(KIND)
  if (!definition) throw new Error(`no definition ${KIND}`)
  const items: BureauWork['items'] = []
  for (let left = count; left > 0; left -= 250) {
    const size = Math.min(left, 250)
    const ids = await asActor(platform.db, actor, async (tx) => {
      const act = { platform, actor, now: platform.clock.now() }
      const matters = Array.from({ length: size }, () => ({ form: { platformId: PLATFORM.id, title: '云上小铺' } }))
      const opened = await openMatters(act, tx, { definition, matters })
      const move = async (event: string, forms?: ReadonlyMap<string, FormValues>): Promise<void> => {
        const request = { event, items: opened.map(({ id }) => ({ id })), form: {}, ...(forms ? { forms } : {}) }
        const { refused } = await moveMatters(act, tx, request)
        if (refused[0]) throw new Error(`${event}: ${JSON.stringify(refused[0])}`)
      }
      await move('compose', new Map(opened.map(({ id }) => [id, requestForm()])))
      await move('submit')
      return opened.map(({ id }) => id)
    })
    const rows = await platform.workerDb.selectFrom('matter').select(['id', 'version']).where('id', 'in', ids).execute()
    items.push(...rows)
  }
  return items
}

/** The peer: the same number of bodies as jobs of the queue, each posted with fetch, unsigned, unlogged. */
export const openPlainJobs = async (workerUrl: string, receiver: string) => {
  const boss = new PgBoss({ connectionString: workerUrl, max: 8, schema: 'pgboss', createSchema: false })
  boss.on('error', (error) => console.error('!', error))
  await boss.start()
  await boss.createQueue('bench.webhook', { policy: 'standard', retryLimit: 3 })
  for (let i = 0; i < 4; i++)
    await boss.work<{ body: string }>(
      'bench.webhook',
      { pollingIntervalSeconds: 0.5, batchSize: 25, burstWhenBatchFull: true },
      async (jobs) => {
        await Promise.all(
          jobs.map(async ({ data }) => {
            const headers = { 'content-type': 'application/json' }
            const answer = await fetch(receiver, { method: 'POST', headers, body: data.body })
            await answer.arrayBuffer()
            if (!answer.ok) throw new Error(String(answer.status))
          }),
        )
      },
    )
  return {
    /** in one transaction, as a bulk call would */
    insert: (bodies: readonly string[]) =>
      boss.insert(
        'bench.webhook',
        bodies.map((body) => ({ data: { body } })),
      ),
    close: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
