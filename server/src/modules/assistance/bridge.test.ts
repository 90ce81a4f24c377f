import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { asActor } from '../../platform/db/pool.ts'
import { ACTORS, ORGS } from '../../testing/seed.ts'
import { actorOf, type Work } from '../../testing/work.ts'
import {
  addOrganisation,
  box,
  boxShop,
  county,
  hands,
  nation,
  openAsking,
  request,
  rulesOf,
  WHO,
} from './testing/asking.ts'

let work: Work
const { get, post, put, create } = hands(() => work)
const { officer, head, countyAdmin, zhejiangHead, zhejiangAdmin, boxOfficer, boxStaff, platformAdmin } = WHO
beforeAll(async () => {
  work = await openAsking()
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

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
    expect(await found(officer, 'platform&near=true')).toEqual(['西湖优选'])
    expect(await found(officer, 'bureau')).not.toContain(box.nameZh)
    expect(await found(boxOfficer, 'platform,bureau')).toEqual(['沙箱平台'])
    expect(await found(boxStaff, 'bureau,platform')).toEqual([box.nameZh])
    // Only what goes over the bridge names a platform of another jurisdiction.
    const title = { title: '试' }
    for (const [kind, platformId, status] of [
      ['guidance', boxShop.id, 400],
      ['guidance', ORGS.pingou.id, 400],
      ['guidance', ORGS.xihu.id, 201],
      ['disposal_order', ORGS.pingou.id, 201],
      ['disposal_order', boxShop.id, 400],
      ['disposal_order', ORGS.lejia.id, 400],
    ] as const) {
      const more = kind === 'guidance' ? { type: 'order', topic: '亮照亮证' } : title
      const opened = await post(officer, `/api/matters/${kind}`, { platformId, ...more })
      expect([opened.status, opened.body.errors?.[0]?.pointer], `${kind} ${platformId}`).toEqual([
        status,
        status === 400 ? '/form/platformId' : undefined,
      ])
    }
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
    await addOrganisation(work, nation)
    const national = actorOf('samr_head', 'bureau_head', nation)
    expect((await post(ACTORS.head, url, given)).body.code).toBe('authorisation_level')
    expect((await post(national, url, given)).status).toBe(201)
    const asked = await post(actorOf('samr_officer', 'bureau_analyst', nation), '/api/assistance/check', wide)
    expect(asked.body.faults).toEqual([])
  })
})
