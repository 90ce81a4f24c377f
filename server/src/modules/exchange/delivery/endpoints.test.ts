import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_ADDRESSES } from '../../../platform/net/hostile-addresses.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../../testing/work.ts'
import { deliveryRoutes } from './delivery.routes.ts'
import { startDispatcher } from './dispatcher.ts'
import { mail, seedMail } from './testing/mail.ts'
import { openReceiver, type Receiver } from './testing/receiver.ts'

const ADMIN = actorOf('pingou_admin', 'platform_admin', ORGS.pingou)
const OTHER = actorOf('lejia_admin', 'platform_admin', ORGS.lejia)
const URL = '/api/exchange/endpoints'

let work: Work
let receiver: Receiver
beforeAll(async () => {
  work = await openWork(deliveryRoutes)
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await seedMail(work)
  receiver = await openReceiver()
}, 60_000)
afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]()
  await work?.[Symbol.asyncDispose]()
})

describe('an endpoint', () => {
  let id = ''
  it('is added by an administrator of the organisation, who sees its secret once', async () => {
    const made = await work.call(ADMIN, 'POST', URL, { url: receiver.url, name: '主系统' })
    expect(made.status).toBe(201)
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(made.body.endpoint).toMatchObject({ name: '主系统', state: 'active', types: [], waiting: 0, dead: 0 })
    receiver.secret = made.body.secret
    id = made.body.endpoint.id
    const list = await work.call(ADMIN, 'GET', URL)
    expect(list.body.items).toHaveLength(1)
    expect(JSON.stringify(list.body)).not.toContain('whsec_')
    const stored = await work.platform.workerDb
      .selectFrom('exchange_endpoint')
      .select('secret')
      .executeTakeFirstOrThrow()
    expect(stored.secret.toString('latin1')).not.toContain(made.body.secret.slice(6))
    const audit = await work.platform.workerDb.selectFrom('audit_event').selectAll().execute()
    expect(audit.map((row) => row.action)).toEqual(['exchange.endpoint_add'])
    expect(JSON.stringify(audit)).not.toContain('whsec_')
  })

  it.each([
    ['platform staff', ACTORS.platform, 403],
    ['an API client', ACTORS.platformApi, 403],
    ['an analyst', ACTORS.analyst, 403],
    ['nobody', null, 401],
  ] as const)('is not added by %s', async (_, actor, status) => {
    expect((await work.call(actor, 'POST', URL, { url: receiver.url, name: 'x' })).status).toBe(status)
  })

  it('is not seen, changed, tested or removed by another platform', async () => {
    expect((await work.call(OTHER, 'GET', URL)).body.items).toEqual([])
    for (const [method, path, body] of [
      ['PATCH', '', { state: 'paused' }],
      ['PATCH', '', { url: 'http://10.0.0.1/' }],
      ['DELETE', '', undefined],
      ['POST', '/secret', undefined],
      ['POST', '/test', undefined],
    ] as const)
      expect((await work.call(OTHER, method, `${URL}/${id}${path}`, body)).body.code, `${method} ${path}`).toBe(
        'not_found',
      )
    expect((await work.call(ADMIN, 'GET', URL)).body.items[0]).toMatchObject({ state: 'active', oldSecretUntil: null })
    expect(receiver.got).toEqual([])
  })

  it('leads nowhere but to the public internet', async () => {
    const reachable = HOSTILE_ADDRESSES.filter(
      ([url]) => url.startsWith('http') && !/^http:\/\/(127|2130|0x7f|0177|１２７|localhost)/.test(url),
    )
    for (const [url, what] of [
      ...reachable.slice(0, 30),
      ['http://93.184.216.34/', 'http'],
      ['https://user:pw@93.184.216.34/', 'user'],
    ] as const) {
      const answer = await work.call(ADMIN, 'POST', URL, { url, name: 'x' })
      expect(['endpoint_refused', 'bad_request'], what).toContain(answer.body.code)
    }
    expect((await work.call(ADMIN, 'PATCH', `${URL}/${id}`, { url: 'https://10.0.0.1/' })).body.code).toBe(
      'endpoint_refused',
    )
    const types = await work.call(ADMIN, 'POST', URL, {
      url: receiver.url,
      name: 'x',
      types: ['assistance_request.approve', 'nonsense'],
    })
    expect(types.body.errors[0].pointer).toBe('/types/1')
  })

  it('is tested with a signed event, and tells what came back', async () => {
    expect((await work.call(ADMIN, 'POST', `${URL}/${id}/test`)).body).toMatchObject({
      ok: true,
      status: 204,
      error: null,
    })
    expect(receiver.got.at(-1)).toMatchObject({
      type: 'exchange.test',
      signed: true,
      body: { data: { endpointId: id } },
    })
    receiver.answer = (response) => response.writeHead(418).end()
    expect((await work.call(ADMIN, 'POST', `${URL}/${id}/test`)).body).toMatchObject({ ok: false, status: 418 })
    await receiver.down()
    expect((await work.call(ADMIN, 'POST', `${URL}/${id}/test`)).body).toMatchObject({
      ok: false,
      status: null,
      error: { zh: '连接被拒绝' },
    })
    await receiver.up()
    receiver.answer = (response) => response.writeHead(204).end()
  })

  it('signs with the old secret beside the new one for a day', async () => {
    const old = receiver.secret
    const rotated = await work.call(ADMIN, 'POST', `${URL}/${id}/secret`)
    expect(rotated.body.secret).not.toBe(old)
    expect(rotated.body.endpoint.oldSecretUntil).toBe('2026-07-11T02:00:00.000Z')
    await using dispatcher = startDispatcher(work.platform, { everyMs: 10 })
    void dispatcher
    const next = async () => {
      const before = receiver.got.length
      await mail(work)
      await expect.poll(() => receiver.got.length).toBe(before + 1)
      return receiver.got.at(-1)
    }
    expect(await next()).toMatchObject({ signatures: 2, signed: true })
    receiver.secret = rotated.body.secret
    expect(await next()).toMatchObject({ signatures: 2, signed: true })
    work.setNow('2026-07-11T02:00:01Z')
    expect(await next()).toMatchObject({ signatures: 1, signed: true })
    receiver.secret = old
    expect(await next()).toMatchObject({ signed: false })
    receiver.secret = rotated.body.secret
    // What the package says is what the specification says: HMAC-SHA256 over id.timestamp.body.
    const one = await next()
    const key = Buffer.from(receiver.secret.slice(6), 'base64')
    const mac = createHmac('sha256', key)
      .update(`${one?.id}.${one?.sentAt}.${JSON.stringify(one?.body)}`)
      .digest('base64')
    expect(mac).toHaveLength(44)
    expect(one?.signed).toBe(true)
  })

  it('is paused, resumed, and removed with what waits for it', async () => {
    expect((await work.call(ADMIN, 'PATCH', `${URL}/${id}`, { state: 'paused', name: '旧系统' })).body).toMatchObject({
      state: 'paused',
      name: '旧系统',
    })
    await using dispatcher = startDispatcher(work.platform, { everyMs: 10 })
    void dispatcher
    const before = receiver.got.length
    await mail(work, 2)
    await expect.poll(async () => (await work.call(ADMIN, 'GET', URL)).body.items[0].waiting).toBe(2)
    expect((await work.call(ADMIN, 'DELETE', `${URL}/${id}`)).body).toEqual({ done: true })
    expect((await work.call(ADMIN, 'GET', URL)).body.items).toEqual([])
    expect((await work.call(ADMIN, 'GET', '/api/exchange/deliveries')).body.total).toBe(0)
    expect((await work.call(ADMIN, 'POST', '/api/exchange/deliveries/replay', { endpointId: id })).body).toEqual({
      replayed: 0,
    })
    await mail(work)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(receiver.got.length).toBe(before)
  })

  it('of which there are twenty at most', async () => {
    const add = () => work.call(ADMIN, 'POST', URL, { url: receiver.url, name: 'x' })
    for (let i = 0; i < 20; i++) expect((await add()).status).toBe(201)
    expect((await add()).body.code).toBe('endpoint_limit')
  })
})

describe('replay', () => {
  it('says what to send again, and only what is one’s own', async () => {
    expect((await work.call(ADMIN, 'POST', '/api/exchange/deliveries/replay', {})).body.code).toBe('bad_request')
    await using dispatcher = startDispatcher(work.platform, { everyMs: 10 })
    void dispatcher
    const before = receiver.got.length
    const since = '2026-07-11T02:00:00Z'
    const [id] = await mail(work)
    const count = () => receiver.got.filter((one) => one.id === id).length
    await expect.poll(count).toBe(20)
    expect((await work.call(OTHER, 'POST', '/api/exchange/deliveries/replay', { since })).body).toEqual({ replayed: 0 })
    const { body } = await work.call(ADMIN, 'GET', '/api/exchange/deliveries?size=1')
    expect(body.items[0]).toMatchObject({ messageId: id, state: 'delivered', attempts: 1, lastStatus: 204 })
    const ids = [body.items[0].id]
    expect((await work.call(OTHER, 'POST', '/api/exchange/deliveries/replay', { ids })).body).toEqual({ replayed: 0 })
    expect((await work.call(ADMIN, 'POST', '/api/exchange/deliveries/replay', { ids })).body).toEqual({ replayed: 1 })
    await expect.poll(count).toBe(21)
    expect(
      (await work.call(ADMIN, 'POST', '/api/exchange/deliveries/replay', { since })).body.replayed,
    ).toBeGreaterThanOrEqual(20)
    await expect.poll(count).toBe(41)
    expect(before).toBeGreaterThan(0)
  })
})
