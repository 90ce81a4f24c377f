import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { asActor } from '../../platform/db/pool.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { mattersRoutes } from '../matters/index.ts'
import { organisationsRoutes } from '../organisations/index.ts'
import { assistanceRoutes } from './index.ts'

let work: Work
type Who = Actor | null
const get = (who: Who, url: string) => work.call(who, 'GET', url)
const post = (who: Who, url: string, body: unknown, headers?: Record<string, string>) =>
  work.call(who, 'POST', url, body, headers)
const put = (who: Who, url: string, body: unknown) => work.call(who, 'PUT', url, body)

const nation = { id: 'org_samr', kind: 'bureau' as const, division: '000000', nameZh: '国家市场监督管理总局' }
const county = {
  id: 'org_xihu_bureau',
  kind: 'bureau' as const,
  division: '330106',
  nameZh: '杭州市西湖区市场监督管理局',
}
const box = { id: 'org_box', kind: 'bureau' as const, division: '990100', nameZh: '沙箱市监局' }
const boxShop = { id: 'org_box_shop', kind: 'platform' as const, division: '990100', nameZh: '沙箱平台' }
const officer = actorOf('county_officer', 'bureau_analyst', county)
const head = actorOf('county_head', 'bureau_head', county)
const countyAdmin = actorOf('county_admin', 'bureau_admin', county)
const zhejiangHead = ACTORS.elsewhereHead
const zhejiangAdmin = actorOf('zhejiang_admin', 'bureau_admin', ORGS.zhejiang)
const boxOfficer = actorOf('box_officer', 'bureau_analyst', box)
const boxHead = actorOf('box_head', 'bureau_head', box)
const boxStaff = actorOf('box_staff', 'platform_staff', boxShop)
const platformAdmin = actorOf('pingou_admin', 'platform_admin', ORGS.pingou)

const addOrganisation = (one: { id: string; kind: string; division: string; nameZh: string }) =>
  work.platform.workerDb
    .insertInto('organisation')
    .values({
      ...{ id: one.id, kind: one.kind, division: one.division, name_zh: one.nameZh },
      status: one.kind === 'platform' ? 'reporting' : null,
      sandbox: one.division.startsWith('99'),
      on_bridge: one.id === boxShop.id,
    } as never)
    .execute()

beforeAll(async () => {
  work = await openWork([...assistanceRoutes(), ...mattersRoutes(), ...organisationsRoutes])
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  for (const one of [county, box, boxShop]) await addOrganisation(one)
  await work.platform.workerDb
    .updateTable('organisation')
    .set({ on_bridge: true })
    .where('id', '=', ORGS.pingou.id)
    .execute()
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const form = {
  purpose: 'case',
  targets: [{ kind: 'shop', value: 'https://www.pingou.example/shop/77' }],
  reach: 'single',
  fields: ['identity.name', 'identity.uscc'],
  caseStage: 'filed',
  caseNo: '杭西市监案〔2026〕12号',
  basis: ['ECL 25'],
  facts: '涉嫌销售不符合标准的商品',
  officers: [
    { name: '张三', licence: '浙A001' },
    { name: '李四', licence: '浙A002' },
  ],
  secrecy: 'ordinary',
}
const request = (change: object = {}, platformId = ORGS.pingou.id) => ({ platformId, form: { ...form, ...change } })
const rulesOf = (body: { faults?: { rule: string }[] }) => [...new Set((body.faults ?? []).map((one) => one.rule))]
const create = async (who: Actor, change: object = {}): Promise<string> => {
  const made = await post(who, '/api/assistance/requests', request(change))
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.id
}
const move = async (who: Actor, id: string, event: string, body: object = {}) => {
  const { version } = await work.platform.workerDb
    .selectFrom('matter')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return post(who, `/api/matters/assistance_request/${id}/${event}`, { version, form: body })
}
const send = async (id: string, by: Actor = officer, approver: Actor = head): Promise<void> => {
  for (const [who, event] of [
    [by, 'submit'],
    [approver, 'approve'],
  ] as const) {
    const moved = await move(who, id, event)
    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
  }
}

describe('who has joined the bridge', () => {
  const joined = async (who: Actor, query = '') =>
    (await get(who, `/api/assistance/platforms${query}`)).body.items.map((one: { nameZh: string }) => one.nameZh)

  it('is seen by every bureau; sandboxes see sandboxes', async () => {
    expect(await joined(officer)).toEqual(['品购网'])
    expect(await joined(ACTORS.analyst)).toEqual(['品购网'])
    expect(await joined(boxOfficer)).toEqual(['沙箱平台'])
    expect(await joined(ACTORS.platform)).toEqual(['品购网'])
    expect(await joined(ACTORS.other)).toEqual([])
    expect(await joined(boxStaff)).toEqual(['沙箱平台'])
    expect((await get(ACTORS.partner, '/api/assistance/platforms')).status).toBe(403)
    // Those that have not are of the own jurisdiction alone.
    expect(await joined(officer, '?joined=false')).toEqual(['西湖优选'])
    expect(await joined(ACTORS.other, '?joined=false')).toEqual(['乐家商城'])
  })

  it('is not in the register of bureaus elsewhere, whose platforms it names', async () => {
    const names = async (who: Actor) =>
      (await get(who, '/api/organisations?kind=platform')).body.items.map((one: { nameZh: string }) => one.nameZh)
    expect(await names(officer)).toEqual(['西湖优选'])
    expect(await names(ACTORS.head)).toEqual(['品购网', '乐家商城'])
    expect((await get(officer, `/api/organisations/${ORGS.pingou.id}`)).status).toBe(404)
    expect((await get(ACTORS.head, `/api/organisations/${ORGS.pingou.id}`)).status).toBe(200)
    const patched = await work.call(zhejiangAdmin, 'PATCH', `/api/organisations/${ORGS.pingou.id}`, { nameEn: 'x' })
    expect(patched.status).toBe(404)
  })

  it('can be named in a form, sandboxes apart', async () => {
    const found = async (who: Actor, kinds: string) =>
      (await get(who, `/api/matter-organisations?kinds=${kinds}`)).body.items.map((one: { name: string }) => one.name)
    expect(await found(officer, 'platform')).toEqual(['品购网', '西湖优选'])
    expect(await found(officer, 'bureau')).not.toContain(box.nameZh)
    expect(await found(boxOfficer, 'platform,bureau')).toEqual(['沙箱平台'])
    expect(await found(boxStaff, 'bureau,platform')).toEqual([box.nameZh])
    const guidance = { platformId: boxShop.id, type: 'order', topic: '亮照亮证' }
    const opened = await post(officer, '/api/matters/guidance', guidance)
    expect([opened.status, opened.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/form/platformId' })],
    ])
  })

  it.each([
    ['its own administrator', platformAdmin, ORGS.pingou.id, 200],
    ['the administrator of its province', ACTORS.admin, ORGS.pingou.id, 200],
    ['the administrator of another province', zhejiangAdmin, ORGS.pingou.id, 404],
    ['another platform', platformAdmin, ORGS.lejia.id, 404],
    ['a bureau as if it were a platform', ACTORS.admin, ORGS.chaoyang.id, 404],
    ['staff of the platform', ACTORS.platform, ORGS.pingou.id, 403],
    ['the head of the bureau', ACTORS.head, ORGS.pingou.id, 403],
  ] as const)('is set by %s', async (_, who, id, status) => {
    const url = `/api/assistance/platforms/${id}/join`
    const left = await post(who, url, { joined: false })
    expect(left.status).toBe(status)
    const stands = async () =>
      (
        await work.platform.workerDb
          .selectFrom('organisation')
          .select('on_bridge')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).on_bridge
    if (status === 200) {
      expect(await stands()).toBe(false)
      expect(rulesOf((await post(officer, '/api/assistance/check', request())).body)).toEqual(['platform_joined'])
      expect((await post(who, url, { joined: true })).body).toEqual({ id, joined: true })
    }
    expect(await stands()).toBe(id === ORGS.pingou.id)
  })

  it('lets a platform change nothing else of itself, in the database neither', async () => {
    const change = (set: object) =>
      asActor(work.platform.db, platformAdmin, (tx) =>
        tx.updateTable('organisation').set(set).where('id', '=', ORGS.pingou.id).executeTakeFirst(),
      )
    await expect(change({ name_zh: '改名' })).rejects.toThrow(/joins the bridge/)
    await expect(change({ division: '330000' })).rejects.toThrow()
    expect((await change({ on_bridge: true })).numUpdatedRows).toBe(1n)
  })
})

describe('the check of a request', () => {
  it('passes what is lawful and keeps nothing', async () => {
    const checked = await post(officer, '/api/assistance/check', request())
    expect([checked.status, checked.body]).toEqual([200, { faults: [], duplicates: [], memorandum: null }])
    const kept = await work.platform.workerDb.selectFrom('matter').select('id').execute()
    expect(kept).toEqual([])
  })

  it.each([
    ['a county over an area', officer, { reach: 'area', reachNote: '全国' }, ['reach_authorised']],
    [
      'a province without authorisation',
      ACTORS.elsewhere,
      { reach: 'category', reachNote: '茶叶' },
      ['reach_authorised'],
    ],
    ['a county beyond the standard', officer, { fields: ['identity.login_log'] }, ['consent_of_province']],
    ['a province beyond the standard', ACTORS.elsewhere, { fields: ['identity.login_log'] }, []],
    ['one officer', officer, { officers: form.officers.slice(0, 1) }, ['officers_two']],
    ['no basis', officer, { basis: [] }, ['basis_named']],
    ['less than a working day', officer, { dueOn: '2026-07-10' }, ['due_short']],
    // A Friday: the next working day is Monday.
    ['a weekend to answer', officer, { dueOn: '2026-07-12' }, ['due_short']],
    ['until Monday', officer, { dueOn: '2026-07-13' }, []],
  ] as const)('names the rules: %s', async (_, who, change, rules) => {
    const { body } = await post(who, '/api/assistance/check', request(change))
    expect(rulesOf(body)).toEqual(rules)
  })

  it.each([
    ['an unknown platform', 'org_none', ['platform_joined']],
    ['a bureau as a platform', ORGS.beijing.id, ['platform_joined']],
    ['a platform that has not joined', ORGS.lejia.id, ['platform_joined']],
    ['a sandbox', boxShop.id, ['sandbox_apart']],
  ])('of %s', async (_, platformId, rules) => {
    const { body } = await post(officer, '/api/assistance/check', request({}, platformId))
    expect(rulesOf(body)).toEqual(rules)
  })

  it('is not for platforms, partners and administrators, nor for strangers to the form', async () => {
    for (const who of [ACTORS.platform, ACTORS.partner, countyAdmin])
      expect((await post(who, '/api/assistance/check', request())).status).toBe(403)
    expect((await post(officer, '/api/assistance/check', request({ surprise: 1 }))).status).toBe(400)
    expect((await post(officer, '/api/assistance/check', request({ periodFrom: '2026-02-30' }))).status).toBe(400)
  })
})

describe('a request from draft to sent', () => {
  it('is opened and filled in at once, once for its key', async () => {
    const key = { 'idempotency-key': 'draft-2026-07-10-a' }
    const first = await post(officer, '/api/assistance/requests', request(), key)
    expect([first.status, first.body]).toEqual([
      201,
      { id: expect.any(String), number: expect.stringMatching(/^XC-2026-\d{6}$/), version: 2 },
    ])
    expect((await post(officer, '/api/assistance/requests', request(), key)).body).toEqual(first.body)
    expect((await post(officer, '/api/assistance/requests', request({ facts: '另案' }), key)).body.code).toBe(
      'idempotency_key_reused',
    )
    const detail = (await get(officer, `/api/assistance/requests/${first.body.id}`)).body
    expect(detail).toMatchObject({ matterId: first.body.id, form, answers: [], memorandum: null, faults: [] })
    expect(detail.missing).toEqual(['identity.name', 'identity.uscc'])
    expect(detail.fields.map((one: { id: string }) => one.id)).toEqual(['identity.name', 'identity.uscc'])
    const matter = (await get(officer, `/api/matters/${first.body.id}`)).body
    expect(matter.title).toBe('案件调查：https://www.pingou.example/shop/77')
    expect(matter.state).toBe('draft')
  })

  it('is nothing at all when what it names is not there', async () => {
    const before = await work.platform.workerDb.selectFrom('matter').select('id').execute()
    for (const body of [request({}, 'org_none'), request({ basis: ['ECL 999'] }), request({ files: ['ev_none'] })])
      expect((await post(officer, '/api/assistance/requests', body)).status).toBeGreaterThanOrEqual(400)
    expect(await work.platform.workerDb.selectFrom('matter').select('id').execute()).toEqual(before)
  })

  it('is refused with the rules it breaks, mended, approved by the head and seen by the platform alone', async () => {
    const id = await create(officer, {
      fields: ['identity.name', 'payment.amount'],
      officers: form.officers.slice(0, 1),
    })
    const refused = await move(officer, id, 'submit')
    expect([refused.status, refused.body.code]).toEqual([422, 'not_lawful'])
    expect(rulesOf(refused.body)).toEqual(['officers_two', 'period_needed'])
    expect(refused.body.errors).toContainEqual({
      pointer: '/form/officers',
      message: expect.stringContaining('不得少于两人'),
    })
    const moves = (await get(officer, `/api/matters/${id}`)).body.moves
    expect(moves.find((one: { event: string }) => one.event === 'submit').blocked.zh).toContain('不得少于两人')
    for (const who of [ACTORS.platform, ACTORS.analyst, ACTORS.partner])
      expect((await get(who, `/api/assistance/requests/${id}`)).status).toBe(who === ACTORS.partner ? 403 : 404)
    const mended = {
      ...form,
      fields: ['identity.name', 'payment.amount'],
      periodFrom: '2026-06-01',
      periodTo: '2026-06-30',
    }
    expect((await move(officer, id, 'compose', mended)).status).toBe(200)
    expect((await move(head, id, 'approve')).body.code).toBe('move_not_allowed')
    expect((await move(officer, id, 'submit')).status).toBe(200)
    expect((await move(officer, id, 'approve')).status).toBe(403)
    const approved = await move(head, id, 'approve')
    expect([approved.status, approved.body.state]).toEqual([200, 'sent'])
    const seen = await get(ACTORS.platform, `/api/assistance/requests/${id}`)
    expect(seen.body).toMatchObject({ form: mended, faults: [], duplicates: [], missing: mended.fields })
    expect((await get(ACTORS.other, `/api/assistance/requests/${id}`)).status).toBe(404)
    expect((await get(zhejiangHead, `/api/assistance/requests/${id}`)).status).toBe(200)
    expect((await get(ACTORS.head, `/api/assistance/requests/${id}`)).status).toBe(404)
  })

  it('is asked once more on approval: what was lawful when it was submitted may have ceased to be', async () => {
    const id = await create(officer, { targets: [{ kind: 'shop', value: 'shop-88' }] })
    expect((await move(officer, id, 'submit')).status).toBe(200)
    const join = `/api/assistance/platforms/${ORGS.pingou.id}/join`
    await post(ACTORS.admin, join, { joined: false })
    const refused = await move(head, id, 'approve')
    expect([refused.status, rulesOf(refused.body)]).toEqual([422, ['platform_joined']])
    await post(ACTORS.admin, join, { joined: true })
    expect((await move(head, id, 'approve')).status).toBe(200)
  })

  it('keeps to the rules through the generic door and in bulk', async () => {
    const opened = await post(officer, '/api/matters/assistance_request', { platformId: ORGS.pingou.id, title: '空白' })
    expect(rulesOf((await move(officer, opened.body.id, 'submit')).body)).toContain('basis_named')
    const good = await create(officer, { targets: [{ kind: 'order', value: '90001' }] })
    const bulk = await post(officer, '/api/matters/bulk', {
      preview: false,
      kind: 'assistance_request',
      event: 'submit',
      ids: [
        { id: opened.body.id, version: 1 },
        { id: good, version: 2 },
      ],
      form: {},
    })
    expect(bulk.body).toMatchObject({ affected: 1, excluded: [{ id: opened.body.id, reason: 'not_lawful' }] })
  })

  it('that the kernel’s wider form lets through is refused all the same', async () => {
    const id = await create(officer)
    const officers = Array.from({ length: 11 }, (_, i) => ({ name: `办案${i}`, licence: `浙B${i}` }))
    expect((await move(officer, id, 'compose', { ...form, officers })).status).toBe(200)
    expect(rulesOf((await move(officer, id, 'submit')).body)).toEqual(['form_shape'])
  })

  it('is held to the rules when it is corrected', async () => {
    const id = await create(officer, { targets: [{ kind: 'shop', value: 'shop-99' }] })
    await send(id)
    expect((await move(ACTORS.platform, id, 'receive')).status).toBe(200)
    await move(ACTORS.platform, id, 'ask_correction', { points: ['target_unclear'], reason: '店铺编号不存在' })
    const wrong = await move(head, id, 'correct', { ...form, fields: ['identity.login_log'] })
    expect([wrong.status, rulesOf(wrong.body)]).toEqual([422, ['consent_of_province']])
    const right = { ...form, targets: [{ kind: 'shop', value: 'shop-100' }] }
    expect((await move(head, id, 'correct', right)).status).toBe(200)
    expect((await get(ACTORS.platform, `/api/assistance/requests/${id}`)).body.form.targets).toEqual(right.targets)
    expect(
      (await post(officer, '/api/assistance/check', request({ targets: right.targets }))).body.duplicates,
    ).toHaveLength(1)
  })

  it('that is confidential names nothing in its title', async () => {
    const id = await create(officer, { secrecy: 'confidential', targets: [{ kind: 'shop', value: '秘密店铺' }] })
    const { title } = (await get(officer, `/api/matters/${id}`)).body
    expect(title).toBe('案件调查（保密）')
  })

  it('of a sandbox stays among sandboxes', async () => {
    const made = await post(boxOfficer, '/api/assistance/requests', request({}, boxShop.id))
    expect(made.status).toBe(201)
    expect((await move(boxOfficer, made.body.id, 'submit')).status).toBe(200)
    expect((await move(boxHead, made.body.id, 'approve')).status).toBe(200)
    expect((await get(boxStaff, `/api/assistance/requests/${made.body.id}`)).status).toBe(200)
    expect((await post(boxOfficer, '/api/assistance/requests', request())).status).toBe(400)
  })
})

describe('an earlier request about the same', () => {
  const targets = [{ kind: 'shop', value: 'https://shop.pingou.example/s/5?spm=x' }]
  const again = async (who: Actor, value = 'HTTP://Shop.pingou.example/s/5/') =>
    (await post(who, '/api/assistance/check', request({ targets: [{ kind: 'shop', value }] }))).body.duplicates

  it('is shown with its matter to who may see it, to others by name and day alone', async () => {
    const id = await create(officer, { targets })
    // A draft is its bureau's own.
    expect(await again(officer)).toEqual([
      {
        target: 'HTTP://Shop.pingou.example/s/5/',
        bureauName: county.nameZh,
        on: '2026-07-10',
        matter: { id, number: expect.any(String), stateText: { zh: '草拟', en: 'Draft' }, answered: false },
      },
    ])
    expect(await again(ACTORS.analyst)).toEqual([])
    await send(id)
    const other = await again(ACTORS.analyst)
    expect(other).toEqual([
      { target: 'HTTP://Shop.pingou.example/s/5/', bureauName: county.nameZh, on: '2026-07-10', matter: null },
    ])
    expect(JSON.stringify(other)).not.toContain(id)
    expect((await again(ACTORS.elsewhere))[0].matter.id).toBe(id)
    expect(await again(ACTORS.analyst, 'https://shop.pingou.example/s/6')).toEqual([])
  })

  it('is forgotten after a year and when it was withdrawn', async () => {
    work.setNow('2027-07-12T02:00:00Z')
    expect(await again(officer)).toEqual([])
    work.setNow('2026-07-10T02:00:00Z')
    expect(await again(officer)).toHaveLength(1)
    const { id } = (await again(officer))[0].matter
    expect((await move(officer, id, 'withdraw', { reason: '不再需要' })).status).toBe(200)
    expect(await again(officer)).toEqual([])
  })

  it('that is confidential is shown to nobody elsewhere', async () => {
    const secret = { targets: [{ kind: 'shop', value: 'shop-secret' }] }
    const id = await create(officer, { ...secret, secrecy: 'confidential' })
    await send(id)
    expect(await again(ACTORS.analyst, 'shop-secret')).toEqual([])
    expect(await again(head, 'shop-secret')).toHaveLength(1)
  })

  it('lies in the database as a keyed digest, for its bureau alone', async () => {
    const rows = await work.platform.workerDb.selectFrom('assistance_target').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/pingou\.example|secret"/)
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.digest))).toBe(true)
    const seen = await asActor(work.platform.db, ACTORS.analyst, (tx) =>
      tx.selectFrom('assistance_target').selectAll().execute(),
    )
    expect(seen).toEqual([])
  })
})

describe('settings', () => {
  const settings = { answerDays: 3, standard: {}, source: '杭西市监〔2026〕1号' }
  beforeEach(() =>
    work.platform.workerDb.updateTable('assistance_setting').set({ standard: '{}', answer_days: null }).execute(),
  )

  it('are inherited, and a bureau below cannot spare itself the consent of its province', async () => {
    const standard = { 'identity.login_log': true, 'identity.phone': false }
    const refused = await put(countyAdmin, '/api/assistance/settings', { ...settings, standard })
    expect([refused.status, refused.body.code]).toEqual([403, 'standard_level'])
    expect(
      (await put(zhejiangHead, '/api/assistance/settings', { ...settings, source: '浙市监〔2026〕8号', standard }))
        .body,
    ).toEqual({
      own: { answerDays: 3, standard, source: '浙市监〔2026〕8号' },
      inherited: [],
      mayWiden: true,
    })
    const below = (await get(countyAdmin, '/api/assistance/settings')).body
    expect(below).toMatchObject({
      own: null,
      inherited: [{ bureauName: ORGS.zhejiang.nameZh, standard }],
      mayWiden: false,
    })
    // What the province holds to be standard needs no consent, and what it does not, does.
    const check = async (who: Actor, fields: string[]) =>
      rulesOf((await post(who, '/api/assistance/check', request({ fields }))).body)
    expect(await check(officer, ['identity.login_log'])).toEqual([])
    expect(await check(officer, ['identity.phone'])).toEqual(['consent_of_province'])
    expect(await check(ACTORS.below, ['identity.login_log'])).toEqual(['consent_of_province'])
    const catalogue = (await get(officer, '/api/assistance/catalogue')).body
    expect(catalogue).toMatchObject({
      answerDays: 3,
      confirmed: true,
      source: { zh: expect.stringContaining('浙市监') },
    })
    const shipped = (await get(ACTORS.platform, '/api/assistance/catalogue')).body
    expect(shipped).toMatchObject({ answerDays: 5, confirmed: false })
    expect(shipped.fields.find((one: { id: string }) => one.id === 'identity.login_log').standard).toBe(false)
  })

  it('set the day to answer of requests that name none', async () => {
    await put(head, '/api/assistance/settings', settings)
    const id = await create(officer)
    // Friday 10 July and three working days.
    expect((await get(officer, `/api/assistance/requests/${id}`)).body.form.dueOn).toBe('2026-07-15')
    const named = await create(officer, { dueOn: '2026-07-31' })
    expect((await get(officer, `/api/assistance/requests/${named}`)).body.form.dueOn).toBe('2026-07-31')
  })

  it.each([
    ['an unknown field', { standard: { 'identity.shoe_size': false } }, 400],
    ['no source', { source: '' }, 400],
    ['no day', { answerDays: 0 }, 400],
    ['a hundred days', { answerDays: 100 }, 400],
  ])('refuse %s', async (_, change, status) => {
    expect((await put(head, '/api/assistance/settings', { ...settings, ...change })).status).toBe(status)
  })

  it('are for heads and administrators of bureaus', async () => {
    for (const who of [officer, ACTORS.platform, platformAdmin, ACTORS.partner]) {
      expect((await get(who, '/api/assistance/settings')).status).toBe(403)
      expect((await put(who, '/api/assistance/settings', settings)).status).toBe(403)
    }
  })
})

describe('authorisations', () => {
  const url = '/api/assistance/authorisations'
  const given = {
    bureauId: ORGS.zhejiang.id,
    reaches: ['category'],
    documentNo: '国市监网监函〔2026〕3号',
    fromOn: '2026-07-01',
    toOn: null,
  }
  const wide = request({ reach: 'category', reachNote: '茶叶', targets: [] })
  const mayAsk = async (who: Actor) => rulesOf((await post(who, '/api/assistance/check', wide)).body).length === 0

  it('are entered by the highest bureau, and let a province ask over a category until revoked', async () => {
    expect((await post(zhejiangHead, url, given)).body.code).toBe('authorisation_level')
    expect((await post(countyAdmin, url, given)).body.code).toBe('authorisation_level')
    for (const who of [officer, platformAdmin, ACTORS.partner]) expect((await post(who, url, given)).status).toBe(403)
    for (const [bureauId, pointer] of [
      [county.id, '/bureauId'],
      [ORGS.pingou.id, '/bureauId'],
      ['org_none', '/bureauId'],
    ])
      expect((await post(ACTORS.head, url, { ...given, bureauId })).body.errors).toEqual([
        expect.objectContaining({ pointer }),
      ])
    expect((await post(ACTORS.head, url, { ...given, toOn: '2026-06-30' })).status).toBe(400)
    expect((await post(ACTORS.head, url, { ...given, reaches: ['single'] })).status).toBe(400)
    expect((await post(ACTORS.head, url, { ...given, fromOn: '2026-02-30' })).status).toBe(400)

    const granted = await post(ACTORS.head, url, given)
    expect([granted.status, granted.body]).toMatchObject([
      201,
      { bureauName: ORGS.zhejiang.nameZh, grantedBy: ORGS.beijing.nameZh },
    ])
    expect(await mayAsk(ACTORS.elsewhere)).toBe(true)
    expect(
      rulesOf(
        (await post(ACTORS.elsewhere, '/api/assistance/check', request({ reach: 'area', reachNote: '全国' }))).body,
      ),
    ).toEqual(['reach_authorised'])
    expect(await mayAsk(officer)).toBe(false)
    expect(await mayAsk(ACTORS.analyst)).toBe(false)
    expect((await get(zhejiangHead, url)).body.items).toHaveLength(1)
    expect((await post(zhejiangHead, `${url}/${granted.body.id}/revoke`, undefined)).status).toBe(404)
    expect((await post(ACTORS.head, `${url}/${granted.body.id}/revoke`, undefined)).body.revokedAt).not.toBeNull()
    expect((await post(ACTORS.head, `${url}/${granted.body.id}/revoke`, undefined)).status).toBe(404)
    expect(await mayAsk(ACTORS.elsewhere)).toBe(false)
  })

  it('hold from their first to their last day', async () => {
    const one = await post(ACTORS.head, url, { ...given, fromOn: '2026-07-11', toOn: '2026-07-12' })
    for (const [day, may] of [
      ['10', false],
      ['11', true],
      ['12', true],
      ['13', false],
    ] as const) {
      work.setNow(`2026-07-${day}T02:00:00Z`)
      expect(await mayAsk(ACTORS.elsewhere), day).toBe(may)
    }
    work.setNow('2026-07-10T02:00:00Z')
    await post(ACTORS.head, `${url}/${one.body.id}/revoke`, undefined)
  })

  it('are the national bureau’s once it is on the system', async () => {
    await addOrganisation(nation)
    const national = actorOf('samr_head', 'bureau_head', nation)
    expect((await post(ACTORS.head, url, given)).body.code).toBe('authorisation_level')
    expect((await post(national, url, given)).status).toBe(201)
    const asked = await post(actorOf('samr_officer', 'bureau_analyst', nation), '/api/assistance/check', wide)
    expect(asked.body.faults).toEqual([])
  })
})
