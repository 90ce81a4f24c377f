import { expect } from 'vitest'
import type { Actor } from '../../../platform/actor.ts'
import { lawfulRequest } from '../../../testing/request-form.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../../testing/work.ts'
import { mattersRoutes } from '../../matters/index.ts'
import { organisationsRoutes } from '../../organisations/index.ts'
import { assistanceRoutes } from '../index.ts'

// A county that asks a platform of another province, its superiors, and a sandbox; what tests of requests begin with.

export const nation = { id: 'org_samr', kind: 'bureau' as const, division: '000000', nameZh: '国家市场监督管理总局' }
export const county = {
  id: 'org_xihu_bureau',
  kind: 'bureau' as const,
  division: '330106',
  nameZh: '杭州市西湖区市场监督管理局',
}
export const box = { id: 'org_box', kind: 'bureau' as const, division: '990100', nameZh: '沙箱市监局' }
export const boxShop = { id: 'org_box_shop', kind: 'platform' as const, division: '990100', nameZh: '沙箱平台' }

export const WHO = {
  officer: actorOf('county_officer', 'bureau_analyst', county),
  head: actorOf('county_head', 'bureau_head', county),
  countyAdmin: actorOf('county_admin', 'bureau_admin', county),
  zhejiangHead: ACTORS.elsewhereHead,
  zhejiangAdmin: actorOf('zhejiang_admin', 'bureau_admin', ORGS.zhejiang),
  boxOfficer: actorOf('box_officer', 'bureau_analyst', box),
  boxHead: actorOf('box_head', 'bureau_head', box),
  boxStaff: actorOf('box_staff', 'platform_staff', boxShop),
  platformAdmin: actorOf('pingou_admin', 'platform_admin', ORGS.pingou),
} as const

export const addOrganisation = (work: Work, one: { id: string; kind: string; division: string; nameZh: string }) =>
  work.platform.workerDb
    .insertInto('organisation')
    .values({
      ...{ id: one.id, kind: one.kind, division: one.division, name_zh: one.nameZh },
      status: one.kind === 'platform' ? 'reporting' : null,
      sandbox: one.division.startsWith('99'),
      on_bridge: one.id === boxShop.id,
    } as never)
    .execute()

/** A server on 10 July 2026, a Friday, with 品购网 on the bridge. */
export const openAsking = async (): Promise<Work> => {
  const work = await openWork([...assistanceRoutes(), ...mattersRoutes(), ...organisationsRoutes])
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  for (const one of [county, box, boxShop]) await addOrganisation(work, one)
  await work.platform.workerDb
    .updateTable('organisation')
    .set({ on_bridge: true })
    .where('id', '=', ORGS.pingou.id)
    .execute()
  return work
}

/** A request that breaks no rule. */
export const form = lawfulRequest({ targets: [{ kind: 'shop', value: 'https://www.pingou.example/shop/77' }] })
export const request = (change: object = {}, platformId = ORGS.pingou.id) => ({
  platformId,
  form: { ...form, ...change },
})
export const rulesOf = (body: { faults?: { rule: string }[] }) => [
  ...new Set((body.faults ?? []).map((one) => one.rule)),
]

/** What people do with requests over HTTP. */
export const hands = (work: () => Work) => {
  type Who = Actor | null
  const get = (who: Who, url: string) => work().call(who, 'GET', url)
  const post = (who: Who, url: string, body?: unknown, headers?: Record<string, string>) =>
    work().call(who, 'POST', url, body, headers)
  const put = (who: Who, url: string, body: unknown) => work().call(who, 'PUT', url, body)
  const create = async (who: Actor, change: object = {}): Promise<string> => {
    const made = await post(who, '/api/assistance/requests', request(change))
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return made.body.id
  }
  const move = async (who: Actor, id: string, event: string, body: object = {}, kind = 'assistance_request') => {
    const { version } = await work()
      .platform.workerDb.selectFrom('matter')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return post(who, `/api/matters/${kind}/${id}/${event}`, { version, form: body })
  }
  const send = async (id: string, by: Actor = WHO.officer, approver: Actor = WHO.head): Promise<void> => {
    for (const [who, event] of [
      [by, 'submit'],
      [approver, 'approve'],
    ] as const) {
      const moved = await move(who, id, event)
      expect(moved.status, JSON.stringify(moved.body)).toBe(200)
    }
  }
  return { get, post, put, create, move, send }
}
