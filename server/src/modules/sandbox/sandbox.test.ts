import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../routes.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { sandboxJobs } from './react.ts'

let work: Work
const MALL = { id: 'org_mall', kind: 'platform' as const, division: '330100', nameZh: '示例商城' }
const OTHER = { id: 'org_other', kind: 'platform' as const, division: '330100', nameZh: '另一商城' }
const BUREAU = { id: 'org_bureau', kind: 'bureau' as const, division: '110000', nameZh: '北京市市场监督管理局' }
const NATION = { id: 'org_nation', kind: 'bureau' as const, division: '000000', nameZh: '总局' }
const admin = actorOf('usr_admin', 'platform_admin', MALL)
const officer = actorOf('usr_officer', 'bureau_analyst', BUREAU)
const nation = actorOf('usr_nation', 'bureau_analyst', NATION)

beforeAll(async () => {
  work = await openWork(allRoutes())
  for (const { id, kind, division, nameZh } of [MALL, OTHER, BUREAU, NATION])
    await work.platform.workerDb
      .insertInto('organisation')
      .values({
        ...{ id, kind, division, name_zh: nameZh, uscc: null, url: null, category: null, found_by: null },
        ...{ found_on: null, status: kind === 'platform' ? 'found' : null, on_bridge: kind === 'platform' },
      })
      .execute()
})
afterAll(() => work?.[Symbol.asyncDispose]())

const sandboxes = () =>
  work.platform.workerDb
    .selectFrom('organisation')
    .select(['id', 'kind', 'name_zh', 'sandbox_of', 'division', 'on_bridge'])
    .where('sandbox', '=', true)
    .orderBy('kind')
    .execute()
/** Does what the bureau does, once for each time it is told. */
const react = async (matterId: string): Promise<void> => {
  for (const job of sandboxJobs(work.platform)) await job.handle({ matterId }, new AbortController().signal)
}
const twinActor = async () => {
  const { body } = await work.call(admin, 'GET', '/api/sandbox')
  const { id, name } = body.organisation
  return actorOf('usr_twin', 'platform_admin', { id, kind: 'platform', division: '990000', nameZh: name })
}

describe('opening a sandbox', () => {
  it('is for administrators of platforms, and says nothing before', async () => {
    expect((await work.call(admin, 'GET', '/api/sandbox')).body).toEqual({ organisation: null, bureau: null })
    expect((await work.call(officer, 'POST', '/api/sandbox')).status).toBe(403)
    for (const [url, body] of [
      ['/api/sandbox/requests', { scenario: 'order' }],
      ['/api/sandbox/endpoints', { name: '甲', url: 'https://127.0.0.1/hook' }],
    ] as const)
      expect((await work.call(admin, 'POST', url, body)).body.code).toBe('not_found')
  })

  it('makes one twin and one bureau, however many ask at once; only the last credentials live', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => work.call(admin, 'POST', '/api/sandbox')))
    expect(opened.map((one) => one.status)).toEqual([201, 201, 201])
    await work.call(actorOf('usr_b', 'platform_admin', OTHER), 'POST', '/api/sandbox')
    const made = await sandboxes()
    expect(made.map((one) => [one.kind, one.name_zh, one.sandbox_of, one.division, one.on_bridge]).sort()).toEqual([
      ['bureau', '沙箱市场监督管理局', null, '990000', false],
      ['platform', '另一商城（沙箱）', 'org_other', '990000', true],
      ['platform', '示例商城（沙箱）', 'org_mall', '990000', true],
    ])
    const living = await work.platform.workerDb
      .selectFrom('api_client as c')
      .innerJoin('organisation as o', 'o.id', 'c.organisation_id')
      .select('c.client_id')
      .where('o.sandbox_of', '=', MALL.id)
      .where('c.revoked_at', 'is', null)
      .execute()
    expect(living).toHaveLength(1)
    expect(opened.map((one) => one.body.clientId)).toContain(living[0]?.client_id)
  })

  it('is not for twins', async () => {
    expect((await work.call(await twinActor(), 'POST', '/api/sandbox')).body.code).toBe('forbidden')
  })
})

describe('a sandbox deals with sandboxes alone', () => {
  it('no bureau finds a twin, in lists, in pickers or by its id', async () => {
    const twin = await twinActor()
    for (const who of [officer, nation]) {
      for (const url of [
        '/api/organisations?size=200',
        '/api/assistance/platforms',
        '/api/matter-organisations?kinds=platform,bureau',
      ]) {
        const { status, raw } = await work.call(who, 'GET', url)
        if (status !== 403) expect([status, raw.toString('utf8').includes('沙箱')], url).toEqual([200, false])
      }
      const form = { platformId: twin.organisation.id, title: '误发' }
      const drafted = await work.call(who, 'POST', '/api/matters/disposal_order', form)
      expect([drafted.status, drafted.body.errors[0].pointer]).toEqual([400, '/form/platformId'])
    }
  })

  it('no twin reports to a real bureau, and no real platform to the sandbox bureau', async () => {
    const { body } = await work.call(admin, 'GET', '/api/sandbox')
    const form = { subjectName: '甲', shopName: '甲店', goods: '茶叶', facts: '违法用语。', measures: '已下架。' }
    const report = async (who: typeof admin, bureauId: string) =>
      (await work.call(who, 'POST', '/api/matters/violation_lead', { ...form, bureauId })).status
    expect(await report(await twinActor(), BUREAU.id)).toBe(400)
    expect(await report(admin, body.bureau.id)).toBe(400)
    expect(await report(admin, BUREAU.id)).toBe(201)
    expect(await report(await twinActor(), body.bureau.id)).toBe(201)
  })
})

describe('the sandbox bureau', () => {
  const ask = async (scenario: string): Promise<string> => {
    const asked = await work.call(admin, 'POST', '/api/sandbox/requests', { scenario })
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    return asked.body.id
  }
  const act = async (id: string, kind: string, at: { event: string; form?: object }) => {
    const twin = await twinActor()
    const { version } = (await work.call(twin, 'GET', `/api/matters/${id}`)).body
    return work.call(twin, 'POST', `/api/matters/${kind}/${id}/${at.event}`, { version, form: at.form ?? {} })
  }
  const stateOf = async (id: string): Promise<string> =>
    (await work.call(await twinActor(), 'GET', `/api/matters/${id}`)).body.state

  it('sends each scenario as a lawful request with its letter', async () => {
    for (const scenario of ['order', 'item', 'shop', 'keyword', 'correction', 'disposal']) {
      const { body } = await work.call(await twinActor(), 'GET', `/api/matters/${await ask(scenario)}`)
      expect([scenario, body.state, body.parties[0].name]).toEqual([scenario, 'sent', '沙箱市场监督管理局'])
      expect(body.timeline.some((one: { letter: unknown }) => one.letter)).toBe(true)
    }
  })

  it('corrects what was unclear, once, however often it is told', async () => {
    const id = await ask('correction')
    expect((await act(id, 'assistance_request', { event: 'receive' })).status).toBe(200)
    const form = { points: ['target_unclear'], reason: '对象不明。' }
    expect((await act(id, 'assistance_request', { event: 'ask_correction', form })).status).toBe(200)
    await react(id)
    await react(id)
    const { body } = await work.call(await twinActor(), 'GET', `/api/matters/${id}`)
    expect([body.state, body.facts.correct.targets]).toEqual(['received', [{ kind: 'shop', value: 'SHOP-0001' }]])
    expect(body.timeline.filter((one: { event: string }) => one.event === 'correct')).toHaveLength(1)
  })

  it('accepts a refusal, upholds an appeal that came before execution, verifies what was executed', async () => {
    const refused = await ask('order')
    await act(refused, 'assistance_request', { event: 'receive' })
    await act(refused, 'assistance_request', { event: 'refuse', form: { ground: 'not_held', reason: '未收集。' } })
    await react(refused)
    expect(await stateOf(refused)).toBe('refusal_accepted')
    const order = await ask('disposal')
    await act(order, 'disposal_order', { event: 'receive' })
    await act(order, 'disposal_order', { event: 'appeal', form: { ground: 'facts', explanation: '与事实不符。' } })
    await react(order)
    expect(await stateOf(order)).toBe('received')
    await act(order, 'disposal_order', { event: 'execute', form: { results: [{ object: 0, result: 'done' }] } })
    await react(order)
    expect(await stateOf(order)).toBe('closed')
  })

  it('gives its receipts, signed with its own key', async () => {
    const order = await ask('disposal')
    await act(order, 'disposal_order', { event: 'receive' })
    await act(order, 'disposal_order', { event: 'execute', form: { results: [{ object: 0, result: 'done' }] } })
    await react(order)
    const { body } = await work.call(await twinActor(), 'GET', `/api/exchange/messages?box=out&matterId=${order}`)
    expect(body.items.map((one: { type: string; receivedAt: unknown }) => [one.type, one.receivedAt !== null])).toEqual(
      [['disposal_order.execute', true]],
    )
  })

  it('asks about what the caller names', async () => {
    const asked = await work.call(admin, 'POST', '/api/sandbox/requests', { scenario: 'item', target: '甲-1' })
    const { body } = await work.call(await twinActor(), 'GET', `/api/matters/${asked.body.id}`)
    expect(body.facts.compose.targets).toEqual([{ kind: 'item', value: '甲-1' }])
  })
})
