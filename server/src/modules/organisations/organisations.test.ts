import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { asActor } from '../../platform/db/pool.ts'
import { ACTORS, ORGS, seedPeriod } from '../../testing/seed.ts'
import { accountsRoutes } from '../accounts/index.ts'
import { type Browser, type Desk, openDesk } from '../accounts/testing.ts'
import { organisationsRoutes } from './index.ts'

let desk: Desk
const as = new Map<string, Browser>()
beforeAll(async () => {
  desk = await openDesk([...accountsRoutes, ...organisationsRoutes])
  for (const login of ['beijing-admin', 'beijing-head', 'chaoyang-admin', 'zhejiang-admin', 'pingou-admin'])
    as.set(login, await desk.signedIn(login))
  await seedPeriod(desk.work, '2026-07')
}, 60_000)
afterAll(() => desk?.[Symbol.asyncDispose]())

const by = (login: string): Browser => as.get(login) as Browser
const names = async (login: string, query = '') =>
  (await by(login).call('GET', `/api/organisations?size=200${query}`)).body.items.map(
    (one: { nameZh: string }) => one.nameZh,
  )
const create = (login: string, body: object) => by(login).call('POST', '/api/organisations', { body })
const change = (login: string, id: string, body: object) =>
  by(login).call('PATCH', `/api/organisations/${id}`, { body })
const bureau = (nameZh: string, division: string) => ({ kind: 'bureau', nameZh, division })
const platform = (nameZh: string, division: string, more: object = {}) => ({
  kind: 'platform',
  nameZh,
  division,
  ...more,
})

describe('organisations', () => {
  it('are listed: every bureau and partner, and the platforms of the jurisdiction', async () => {
    // Partners are public bodies like bureaus: every bureau sees them.
    const bureaus = [ORGS.police.nameZh, ORGS.beijing.nameZh, ORGS.chaoyang.nameZh, ORGS.zhejiang.nameZh]
    expect((await names('beijing-head')).sort()).toEqual([...bureaus, '乐家商城', '品购网'].sort())
    expect((await names('chaoyang-admin')).sort()).toEqual([...bureaus, '品购网'].sort())
    expect(await names('zhejiang-admin', '&kind=platform')).toEqual(['西湖优选'])
    expect(await names('beijing-head', '&q=朝阳')).toEqual([ORGS.chaoyang.nameZh])
    expect(await names('beijing-head', '&division=110108')).toEqual(['乐家商城'])
    expect(await names('beijing-head', '&status=found,verified')).toEqual([])
    expect((await by('pingou-admin').call('GET', '/api/organisations')).status).toBe(403)
    expect((await desk.browser().call('GET', '/api/organisations')).status).toBe(401)
  })

  it('know their place: level, superior, division, users', async () => {
    const get = async (id: string) => (await by('beijing-admin').call('GET', `/api/organisations/${id}`)).body
    expect(await get('org_chaoyang')).toMatchObject({
      level: 'county',
      divisionName: '北京市朝阳区',
      parentId: 'org_beijing',
      status: null,
      users: 1,
    })
    expect(await get('org_beijing')).toMatchObject({ level: 'province', parentId: null, users: 3 })
    expect(await get('org_pingou')).toMatchObject({
      level: null,
      parentId: 'org_chaoyang',
      status: 'reporting',
      users: 2,
    })
    expect(await get('org_lejia')).toMatchObject({ parentId: 'org_beijing' })
    expect((await by('zhejiang-admin').call('GET', '/api/organisations/org_lejia')).status).toBe(404)
  })

  it('are entered under the nearest bureau above', async () => {
    const city = await create('zhejiang-admin', bureau('杭州市市场监督管理局', '330100'))
    expect(city.body).toMatchObject({ level: 'city', parentId: 'org_zhejiang', divisionName: '浙江省杭州市' })
    const county = await create('zhejiang-admin', bureau('杭州市西湖区市场监督管理局', '330106'))
    expect(county.body).toMatchObject({ level: 'county', parentId: city.body.id })
    const found = await create(
      'zhejiang-admin',
      platform('钱塘集市', '330102', { uscc: '91330100ma27x1234g'.toUpperCase() }),
    )
    expect(found.body.code).toBe('uscc_invalid')
    const made = await create(
      'zhejiang-admin',
      platform('钱塘集市', '330102', { uscc: '91350100M000100Y43', url: 'https://qt.example/' }),
    )
    expect(made.body).toMatchObject({
      status: 'found',
      foundBy: 'desk_research',
      foundOn: '2026-07-10',
      parentId: city.body.id,
      users: 0,
    })
    expect(
      (await create('zhejiang-admin', platform('另一家', '330102', { uscc: '91350100M000100Y43' }))).body.code,
    ).toBe('organisation_exists')
    expect((await create('zhejiang-admin', bureau('杭州市市场监督管理局', '330100'))).body.code).toBe(
      'organisation_exists',
    )
  })

  it.each([
    ['beijing-admin', bureau('浙江省某局', '330000'), 403, 'outside_jurisdiction'],
    ['chaoyang-admin', bureau('北京市第二局', '110000'), 403, 'outside_jurisdiction'],
    ['chaoyang-admin', platform('海淀平台', '110108'), 403, 'outside_jurisdiction'],
    ['beijing-admin', bureau('不存在的局', '119999'), 422, 'division_unknown'],
    ['beijing-head', bureau('北京市东城区局', '110101'), 403, 'forbidden'],
    ['pingou-admin', platform('自己', '110105'), 403, 'forbidden'],
  ])('are not entered by %s as %j: %i %s', async (login, body, status, code) => {
    const answer = await create(login, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    const rows = await desk.work.platform.workerDb.selectFrom('organisation').select('name_zh').execute()
    expect(rows.map((row) => row.name_zh)).not.toContain(body.nameZh)
  })

  it.each([
    ['zhejiang-admin', 'org_lejia', 404],
    ['zhejiang-admin', 'org_beijing', 404],
    ['chaoyang-admin', 'org_beijing', 404],
    ['chaoyang-admin', 'org_lejia', 404],
    ['beijing-head', 'org_lejia', 403],
    ['pingou-admin', 'org_pingou', 403],
  ])('are not changed by %s: %s %i', async (login, id, status) => {
    const before = await desk.work.platform.workerDb
      .selectFrom('organisation')
      .selectAll()
      .where('id', '=', id)
      .execute()
    expect((await change(login, id, { nameZh: '改了名字' })).status).toBe(status)
    expect(
      await desk.work.platform.workerDb.selectFrom('organisation').selectAll().where('id', '=', id).execute(),
    ).toEqual(before)
  })

  it('keep what a change does not name, and record what it does', async () => {
    const made = await create(
      'beijing-admin',
      platform('东城小店', '110101', { url: 'https://dc.example/', foundBy: 'complaint' }),
    )
    const changed = await change('beijing-admin', made.body.id, { nameEn: 'Dongcheng' })
    expect(changed.body).toEqual({ ...made.body, nameEn: 'Dongcheng' })
    const { items } = (await by('beijing-admin').call('GET', `/api/audit?subjectId=${made.body.id}`)).body
    expect(items.map((one: { action: string; detail: object }) => [one.action, one.detail])).toEqual([
      ['organisation.change', { before: { name_en: '' }, after: { name_en: 'Dongcheng' } }],
      ['organisation.create', { kind: 'platform', nameZh: '东城小店', division: '110101' }],
    ])
    expect((await change('beijing-admin', 'org_chaoyang', { url: 'https://x.example/' })).status).toBe(400)
    expect((await change('beijing-admin', made.body.id, { status: null })).status).toBe(400)
  })

  it('that become reporting owe a report in every open period', async () => {
    const made = await create('beijing-admin', platform('新平台', '110101'))
    const duties = () =>
      desk.work.platform.workerDb
        .selectFrom('report_duty')
        .select('period_id')
        .where('platform_id', '=', made.body.id)
        .execute()
    expect(await duties()).toEqual([])
    await change('beijing-admin', made.body.id, { status: 'verified' })
    expect(await duties()).toEqual([])
    expect((await change('beijing-admin', made.body.id, { status: 'reporting' })).body.status).toBe('reporting')
    expect(await duties()).toEqual([{ period_id: 'per_2026-07' }])
    await change('beijing-admin', made.body.id, { status: 'suspended' })
    await change('beijing-admin', made.body.id, { status: 'reporting' })
    expect(await duties()).toHaveLength(1)
    expect((await change('beijing-admin', made.body.id, { division: '110108' })).body.code).toBe('organisation_in_use')
  })

  it('take their accounts along when they move', async () => {
    const made = await create('beijing-admin', platform('搬家平台', '110105'))
    const body = { organisationId: made.body.id, login: 'mover', name: '搬', roles: ['platform_admin'] }
    await by('chaoyang-admin').call('POST', '/api/users', { body })
    const seen = async () => (await by('chaoyang-admin').call('GET', '/api/users?q=mover')).body.total
    expect(await seen()).toBe(1)
    expect((await change('chaoyang-admin', made.body.id, { division: '110108' })).body.code).toBe(
      'outside_jurisdiction',
    )
    expect((await change('beijing-admin', made.body.id, { division: '110108' })).body.divisionName).toBe('北京市海淀区')
    expect(await seen()).toBe(0)
    expect((await by('beijing-admin').call('GET', '/api/users?q=mover')).body.total).toBe(1)
  })
})

describe('partner authorities', () => {
  const partner = (nameZh: string, division: string, more: object = {}) => ({
    ...{ kind: 'partner', nameZh, division, category: 'court' },
    ...more,
  })
  const court = async () =>
    (await by('zhejiang-admin').call('GET', '/api/organisations?kind=partner&q=互联网法院')).body.items[0]

  it('are entered by the administrator of the jurisdiction, and seen by every bureau', async () => {
    const input = { foundBy: 'complaint', foundOn: '2026-01-01', status: 'reporting' }
    const made = await create('zhejiang-admin', partner('杭州互联网法院', '330106', input))
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      ...{ kind: 'partner', category: 'court', level: null, users: 0, divisionName: '浙江省杭州市西湖区' },
      // what only platforms have is not kept
      ...{ foundBy: null, foundOn: null, status: null },
    })
    expect(await names('chaoyang-admin', '&kind=partner')).toEqual([ORGS.police.nameZh, '杭州互联网法院'])
    expect((await create('zhejiang-admin', partner('杭州互联网法院', '330106'))).body.code).toBe('organisation_exists')
    expect(await names('beijing-head', '&kind=platform')).not.toContain('杭州互联网法院')
  })

  it.each([
    ['beijing-admin', partner('上海某法院', '310000'), 403, 'outside_jurisdiction'],
    ['chaoyang-admin', partner('北京某法院', '110000'), 403, 'outside_jurisdiction'],
    ['beijing-head', partner('北京某法院', '110000'), 403, 'forbidden'],
    ['pingou-admin', partner('朝阳某法院', '110105'), 403, 'forbidden'],
    ['beijing-admin', partner('没有类别的单位', '110000', { category: null }), 400, 'bad_request'],
    ['beijing-admin', partner('类别不对的单位', '110000', { category: '综合电商' }), 400, 'bad_request'],
  ])('are not entered by %s as %j: %i %s', async (login, body, status, code) => {
    const answer = await create(login, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await names('beijing-head', `&q=${body.nameZh}`)).toEqual([])
  })

  it('are changed by the administrator of the jurisdiction alone, and stay partners', async () => {
    const { id } = await court()
    expect((await change('beijing-admin', id, { nameZh: '改了名字' })).status).toBe(404)
    for (const wrong of [
      { category: null },
      { category: '综合电商' },
      { status: 'reporting' },
      { foundBy: 'complaint' },
    ])
      expect((await change('zhejiang-admin', id, wrong)).body).toMatchObject({ code: 'bad_request' })
    expect(await court()).toMatchObject({ nameZh: '杭州互联网法院', category: 'court', status: null })
    const changed = await change('zhejiang-admin', id, { category: 'mediation', nameEn: 'Mediation' })
    expect(changed.body).toMatchObject({ category: 'mediation', nameEn: 'Mediation' })
  })

  it('see bureaus and themselves, and no platform sees them', async () => {
    const seenBy = (actor: Actor) =>
      asActor(desk.work.platform.db, actor, (tx) => tx.selectFrom('organisation').select(['id', 'kind']).execute())
    const kinds = async (actor: Actor) => [...new Set((await seenBy(actor)).map((row) => row.kind))].sort()
    expect(await kinds(ACTORS.partner)).toEqual(['bureau', 'partner'])
    expect((await seenBy(ACTORS.partner)).filter((row) => row.kind === 'partner').map((row) => row.id)).toEqual([
      ORGS.police.id,
    ])
    expect(await kinds(ACTORS.platform)).toEqual(['bureau', 'platform'])
  })

  it('change nothing, in the database neither', async () => {
    for (const id of [ORGS.police.id, ORGS.chaoyang.id]) {
      const changed = await asActor(desk.work.platform.db, ACTORS.partner, (tx) =>
        tx.updateTable('organisation').set({ name_en: 'x' }).where('id', '=', id).executeTakeFirst(),
      )
      expect(changed.numUpdatedRows).toBe(0n)
    }
  })

  it('have staff, entered by the bureau, who see their own account and have nothing to do yet', async () => {
    const user = (organisationId: string, login: string, role: string) =>
      by('beijing-admin').call('POST', '/api/users', { body: { organisationId, login, name: '赵勇', roles: [role] } })
    expect((await user(ORGS.police.id, 'police-1', 'platform_staff')).body.code).toBe('role_not_allowed')
    expect((await user(ORGS.police.id, 'police-1', 'bureau_analyst')).body.code).toBe('role_not_allowed')
    expect((await user(ORGS.pingou.id, 'police-1', 'partner_staff')).body.code).toBe('role_not_allowed')
    expect((await user(ORGS.beijing.id, 'police-1', 'partner_staff')).body.code).toBe('role_not_allowed')
    expect((await user((await court()).id, 'police-1', 'partner_staff')).status).toBe(404)
    const made = await user(ORGS.police.id, 'police-1', 'partner_staff')
    expect(made.status).toBe(201)
    // A partner has no administrator of its own who must remain.
    const url = `/api/users/${made.body.user.id}`
    expect((await by('beijing-admin').call('PATCH', url, { body: { state: 'disabled' } })).body.state).toBe('disabled')
    expect((await by('zhejiang-admin').call('PATCH', url, { body: { state: 'active' } })).status).toBe(404)
    expect((await by('chaoyang-admin').call('PATCH', url, { body: { state: 'active' } })).status).toBe(404)
    expect((await by('pingou-admin').call('PATCH', url, { body: { state: 'active' } })).status).toBe(404)
  })
})

describe('divisions', () => {
  it('are listed one level at a time', async () => {
    const list = async (parent: string) =>
      (await by('beijing-head').call('GET', `/api/divisions?parent=${parent}`)).body as { code: string; name: string }[]
    expect(await list('000000')).toHaveLength(34)
    expect((await list('330000')).slice(0, 2)).toEqual([
      { code: '330100', name: '杭州市' },
      { code: '330200', name: '宁波市' },
    ])
    expect((await list('110000')).map((one) => one.name)).toContain('朝阳区')
    expect(await list('330106')).toEqual([])
    expect((await by('beijing-head').call('GET', '/api/divisions?parent=x')).status).toBe(400)
  })
})
