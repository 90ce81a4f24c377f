import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORGS, seedOrganisations } from '../../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../../testing/work.ts'
import { deliveryRoutes } from './delivery.routes.ts'
import { startDispatcher } from './dispatcher.ts'
import { mail, seedMail } from './testing/mail.ts'
import { openReceiver, type Receiver } from './testing/receiver.ts'

const PROCESS = fileURLToPath(new URL('./testing/dispatcher-process.ts', import.meta.url))
const ADMIN = actorOf('pingou_admin', 'platform_admin', ORGS.pingou)
const START = Date.parse('2026-07-10T02:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const MINUTES = (count: number): number => count * 60_000

let stack: AsyncDisposableStack
let work: Work
let now: number
const pass = (ms: number): void => {
  now += ms
  work.setNow(new Date(now).toISOString())
}
beforeEach(async () => {
  stack = new AsyncDisposableStack()
  work = stack.use(await openWork(deliveryRoutes))
  now = START
  pass(0)
  await seedOrganisations(work)
  await seedMail(work)
}, 60_000)
afterEach(() => stack.disposeAsync())

const receiver = async (types: string[] = []): Promise<Receiver & { endpointId: string }> => {
  const one = stack.use(await openReceiver())
  const made = await work.call(ADMIN, 'POST', '/api/exchange/endpoints', { url: one.url, name: '接口', types })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return Object.assign(one, { secret: made.body.secret as string, endpointId: made.body.endpoint.id as string })
}
const dispatch = () => stack.use(startDispatcher(work.platform, { everyMs: 10 }))
const rows = async () => work.platform.workerDb.selectFrom('exchange_delivery').selectAll().orderBy('id').execute()
const states = async () => (await rows()).map((row) => row.state)
const settled = (count: number, state = 'delivered') =>
  expect.poll(async () => (await states()).filter((one) => one === state).length, { timeout: 6000 }).toBe(count)
const attempts = (least: number) =>
  expect.poll(async () => Math.min(...(await rows()).map((row) => row.attempts)), { timeout: 6000 }).toBe(least)
const notices = async () =>
  (await work.platform.workerDb.selectFrom('notice').selectAll().orderBy('id').execute()).map((row) => row.kind)

describe('a message', () => {
  it('arrives once at each endpoint that wants it, signed, with the id of the message', async () => {
    const [all, some, none] = [
      await receiver(),
      await receiver(['assistance_request.approve']),
      await receiver(['assistance_request.withdraw']),
    ]
    dispatch()
    const ids = await mail(work, 3)
    await settled(6)
    for (const one of [all, some]) {
      expect(one.ids().sort()).toEqual(ids)
      expect(one.got).toHaveLength(3)
      expect(one.got.every((each) => each.signed && each.type === 'exchange.message')).toBe(true)
      expect(one.got[0]?.body.data).toMatchObject({ type: 'assistance_request.approve', to: { id: ORGS.pingou.id } })
      expect(one.got[0]?.body.data.id).toBe(one.got[0]?.id)
      expect(one.got[0]?.sentAt).toBe(START / 1000)
    }
    expect(none.got).toEqual([])
    const [pending] = (
      await sql<{ n: number }>`SELECT count(*)::int AS n FROM exchange_pending`.execute(work.platform.workerDb)
    ).rows
    expect(pending?.n).toBe(0)
  })

  it('goes at once when this process made it', async () => {
    const one = await receiver()
    stack.use(startDispatcher(work.platform, { everyMs: 60_000 }))
    await sleep(100)
    await mail(work)
    await expect.poll(() => one.got.length, { timeout: 1000 }).toBe(1)
  })

  it('of a transaction that is taken back is not sent', async () => {
    const one = await receiver()
    dispatch()
    await expect(mail(work, 1, { undone: true })).rejects.toThrow('undone')
    const [id] = await mail(work)
    await settled(1)
    expect(one.ids()).toEqual([id])
  })
})

describe('a receiver that is down', () => {
  it('for six days gets everything when it is back, without waiting for the next try', async () => {
    const one = await receiver()
    await one.down()
    dispatch()
    const early = await mail(work, 4)
    await attempts(1)
    for (const wait of [HOUR, HOUR, 5 * HOUR, DAY, DAY, DAY, DAY, DAY]) {
      const before = Math.min(...(await rows()).map((row) => row.attempts))
      pass(wait)
      await attempts(before + 1)
    }
    const late = await mail(work, 2)
    await expect.poll(async () => (await rows()).length).toBe(6)
    expect(one.got).toEqual([])
    await one.up()
    pass(7 * HOUR)
    await settled(6)
    expect(one.ids().sort()).toEqual([...early, ...late])
    const shown = await work.call(ADMIN, 'GET', '/api/exchange/endpoints')
    expect(shown.body.items[0]).toMatchObject({ waiting: 0, dead: 0, failingSince: null })
    expect(await notices()).toEqual([])
  }, 30_000)

  it('when one message gets through, what waits long follows at once', async () => {
    const one = await receiver()
    await one.down()
    dispatch()
    await mail(work, 6)
    await attempts(1)
    for (const wait of [MINUTES(1), MINUTES(3), MINUTES(15), 2 * HOUR, 4 * HOUR]) {
      const before = Math.min(...(await rows()).map((row) => row.attempts))
      pass(wait)
      await attempts(before + 1)
    }
    await one.up()
    pass(MINUTES(1))
    await mail(work)
    await settled(7)
  }, 30_000)

  it('for eight days leaves dead letters, says so once, and gets them on replay', async () => {
    const one = await receiver()
    await one.down()
    dispatch()
    const ids = await mail(work, 3)
    await attempts(1)
    for (let i = 0; i < 9; i++) {
      const before = Math.min(...(await rows()).map((row) => row.attempts))
      pass(20 * HOUR)
      if ((await states()).includes('dead')) break
      await attempts(before + 1)
    }
    await settled(3, 'dead')
    expect((await rows()).every((row) => row.attempts >= 10 && row.next_at === null)).toBe(true)
    expect(await notices()).toEqual(['exchange.dead_letter'])
    const list = await work.call(ADMIN, 'GET', '/api/exchange/deliveries?state=dead')
    expect(list.body.total).toBe(3)
    expect(list.body.items[0]).toMatchObject({
      state: 'dead',
      lastStatus: null,
      lastError: { en: 'The connection was refused' },
    })
    expect(list.body.items[0].failures).toHaveLength((await rows())[0]?.attempts as number)
    await one.up()
    const replay = await work.call(ADMIN, 'POST', '/api/exchange/deliveries/replay', { endpointId: one.endpointId })
    expect(replay.body).toEqual({ replayed: 3 })
    await settled(3)
    expect(one.ids().sort()).toEqual(ids)
  }, 30_000)

  it('does not hold up the others', async () => {
    const [dead, good] = [await receiver(), await receiver()]
    dead.answer = () => {} // takes and never answers
    dispatch()
    await mail(work, 100)
    await expect.poll(() => good.ids().length, { timeout: 5000 }).toBe(100)
    expect(dead.got.length).toBeLessThanOrEqual(32)
  })

  it('is then tried one message at a time', async () => {
    const one = await receiver()
    one.answer = (response) => response.writeHead(500).end()
    dispatch()
    await mail(work, 40)
    await attempts(1)
    let [open, most] = [0, 0]
    one.answer = (response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        response.writeHead(500).end()
      }, 5)
    }
    pass(MINUTES(1))
    await attempts(2)
    expect(most).toBe(1)
  }, 30_000)
})

describe('an answer', () => {
  it.each([
    ['500', (one: Receiver) => (one.answer = (response) => response.writeHead(500).end()), 500],
    [
      'a redirect',
      (one: Receiver) => (one.answer = (response) => response.writeHead(302, { location: one.url }).end()),
      302,
    ],
    ['404', (one: Receiver) => (one.answer = (response) => response.writeHead(404).end()), 404],
  ])('%s is a failure and tried again', async (_, set, status) => {
    const one = await receiver()
    set(one)
    dispatch()
    const [id] = await mail(work)
    await attempts(1)
    expect(one.got).toHaveLength(1)
    const [row] = await rows()
    expect(row).toMatchObject({ state: 'waiting', last_status: status })
    const wait = (row?.next_at?.getTime() ?? 0) - now
    expect(wait).toBeGreaterThanOrEqual(4_000)
    expect(wait).toBeLessThanOrEqual(6_000)
    one.answer = (response) => response.writeHead(200).end()
    pass(7_000)
    await settled(1)
    expect(one.got.map((each) => each.id)).toEqual([id, id])
    expect(one.got[1]?.sentAt).toBe((START + 7_000) / 1000)
  })

  it('that names a later time is heeded, up to a day', async () => {
    const one = await receiver()
    one.answer = (response) => response.writeHead(503, { 'retry-after': '7200' }).end()
    dispatch()
    await mail(work)
    await attempts(1)
    expect((await rows())[0]?.next_at?.getTime()).toBe(START + 2 * HOUR)
    one.answer = (response) => response.writeHead(503, { 'retry-after': '99999999' }).end()
    pass(2 * HOUR)
    await attempts(2)
    expect((await rows())[0]?.next_at?.getTime()).toBe(START + 2 * HOUR + DAY)
  })

  it('410 pauses the endpoint; what waits goes out when it is resumed', async () => {
    const one = await receiver()
    one.answer = (response) => response.writeHead(410).end()
    dispatch()
    await mail(work)
    await attempts(1)
    await mail(work, 2)
    await expect.poll(async () => (await rows()).length).toBe(3)
    pass(3 * DAY)
    await sleep(1_200)
    expect(one.got).toHaveLength(1)
    expect(await notices()).toEqual(['exchange.endpoint_gone'])
    const shown = await work.call(ADMIN, 'GET', '/api/exchange/deliveries?state=paused')
    expect(shown.body.items.map((each: { state: string }) => each.state)).toEqual(['paused', 'paused', 'paused'])
    expect((await work.call(ADMIN, 'GET', '/api/exchange/deliveries?state=waiting')).body.total).toBe(0)
    one.answer = (response) => response.writeHead(200).end()
    const resumed = await work.call(ADMIN, 'PATCH', `/api/exchange/endpoints/${one.endpointId}`, { state: 'active' })
    expect(resumed.body).toMatchObject({ state: 'active', waiting: 3 })
    await settled(3)
  }, 20_000)

  it('is not waited for once the receiver has receipted the message otherwise', async () => {
    const one = await receiver()
    one.answer = (response) => response.writeHead(500).end()
    dispatch()
    const [id] = await mail(work)
    await attempts(1)
    pass(2_000)
    await work.platform.workerDb
      .updateTable('exchange_message')
      .set({ received_at: new Date(now) })
      .where('id', '=', id as string)
      .execute()
    pass(MINUTES(1))
    await settled(1)
    expect(one.got).toHaveLength(1)
    const [row] = await rows()
    expect([row?.attempts, row?.delivered_at?.getTime()]).toEqual([1, START + 2_000])
    // Whoever wants it all the same replays it.
    one.answer = (response) => response.writeHead(200).end()
    await work.call(ADMIN, 'POST', '/api/exchange/deliveries/replay', { ids: [row?.id] })
    await expect.poll(() => one.got.length).toBe(2)
  })
})

describe('dispatchers', () => {
  it('two at once send each message once', async () => {
    const one = await receiver()
    one.answer = (response) => void setTimeout(() => response.writeHead(200).end(), 3)
    dispatch()
    dispatch()
    const ids: string[] = []
    for (let i = 0; i < 20; i++) ids.push(...(await mail(work, 10)))
    await settled(200)
    expect(one.got.map((each) => each.id).sort()).toEqual(ids.sort())
  }, 20_000)

  it('that stop in the middle give back what they held', async () => {
    const one = await receiver()
    one.answer = () => {}
    const first = startDispatcher(work.platform, { everyMs: 10 })
    const ids = await mail(work, 5)
    await expect.poll(() => one.got.length).toBe(5)
    await first[Symbol.asyncDispose]()
    expect((await rows()).map((row) => [row.state, row.attempts, row.next_at?.getTime()])).toEqual(
      Array.from({ length: 5 }, () => ['waiting', 0, START]),
    )
    one.answer = (response) => response.writeHead(200).end()
    dispatch()
    await settled(5)
    expect(one.ids().sort()).toEqual(ids)
  }, 20_000)

  it('killed with posts under way: another sends them again under the same ids, and nothing is lost', async () => {
    const one = await receiver()
    one.answer = (response) => void (one.got.length % 2 ? response.writeHead(200).end() : undefined)
    const child = spawn(process.execPath, [PROCESS, work.ownerUrl, new Date(now).toISOString()], { stdio: 'inherit' })
    stack.defer(() => void child.kill('SIGKILL'))
    const ids = await mail(work, 20)
    await expect.poll(() => one.got.length, { timeout: 20_000 }).toBe(20)
    await settled(10)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const unanswered = (await rows()).filter((row) => row.state === 'waiting').map((row) => row.message_id)
    expect(unanswered).toHaveLength(10)
    one.answer = (response) => response.writeHead(200).end()
    dispatch()
    await sleep(300)
    expect(one.got).toHaveLength(20)
    pass(MINUTES(1))
    await settled(20)
    expect(one.ids().sort()).toEqual(ids)
    expect(
      one.got
        .slice(20)
        .map((each) => each.id)
        .sort(),
    ).toEqual(unanswered.sort())
  }, 40_000)

  it('that were away for days send what waited', async () => {
    const one = await receiver()
    const ids = await mail(work, 30)
    pass(5 * DAY)
    dispatch()
    await settled(30)
    expect(one.ids().sort()).toEqual(ids)
  })
})
