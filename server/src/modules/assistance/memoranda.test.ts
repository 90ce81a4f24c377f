import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paymentsRequest } from '../../testing/request-form.ts'
import { ORGS } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { exchangeRoutes, memorandumInForce } from '../exchange/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { assistanceRoutes } from './index.ts'
import { expireMemoranda } from './memoranda.sweep.ts'
import { driver, PEOPLE, seedBridge } from './testing/request.ts'

let work: Work
let at: ReturnType<typeof driver>
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...assistanceRoutes(), ...exchangeRoutes()])
  await seedBridge(work)
  at = driver(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())
// Each test begins with nothing that binds anybody.
beforeEach(async () => {
  work.setNow('2026-07-10T02:00:00Z')
  await sql`UPDATE memorandum SET ended_at = now() WHERE ended_at IS NULL`.execute(work.platform.workerDb)
})

const terms = {
  purposes: ['case'],
  fields: ['identity.name', 'identity.phone', 'payment.order_no', 'payment.amount'],
  maxTargets: 5,
  maxPeriodDays: 90,
  retentionDays: 30,
  fromOn: '2026-07-01',
  toOn: '2026-12-31',
}
type Who = Parameters<typeof at.get>[0]
const step = (who: Who, id: string, event: string, form?: object) =>
  at.move(who, { kind: 'memorandum', id, event }, form)
const BEIJING = { officer: PEOPLE.analyst, head: PEOPLE.head }
const drafted = async (form: object = terms, by = BEIJING): Promise<string> => {
  const opened = await at.post(by.officer, '/api/matters/memorandum', {
    platformId: ORGS.pingou.id,
    title: '协查合作',
  })
  await step(by.officer, opened.body.id, 'compose', form)
  return opened.body.id
}
const offered = async (form?: object, by = BEIJING): Promise<string> => {
  const id = await drafted(form, by)
  await step(by.officer, id, 'submit')
  await step(by.head, id, 'approve')
  return id
}
const inForce = async (form?: object, by = BEIJING): Promise<string> => {
  const id = await offered(form, by)
  await step(PEOPLE.platformAdmin, id, 'accept')
  return id
}
const listed = async (who: Who, id: string) =>
  (await at.get(who, '/api/assistance/memoranda')).body.items.filter((one: { matterId: string }) => one.matterId === id)
const pair = { bureauId: ORGS.beijing.id, platformId: ORGS.pingou.id }
const binding = async (day: string) => (await memorandumInForce(work.platform.workerDb as never, [pair], day))(pair)

describe('a memorandum', () => {
  it('binds from its acceptance, on its days, in the version that both accepted last', async () => {
    const id = await offered()
    expect(await binding('2026-07-10')).toBe(undefined)
    await step(PEOPLE.platformAdmin, id, 'accept')
    const [first] = await listed(PEOPLE.analyst, id)
    expect(first).toMatchObject({
      version: 1,
      inForce: true,
      bureau: { id: ORGS.beijing.id },
      platform: { id: ORGS.pingou.id },
      policy: terms,
    })
    expect([await binding('2026-06-30'), await binding('2027-01-01')]).toEqual([undefined, undefined])
    expect([(await binding('2026-07-01'))?.version, (await binding('2026-12-31'))?.version]).toEqual([1, 1])
    await step(PEOPLE.head, id, 'propose_change', { ...terms, retentionDays: 10 })
    expect((await binding('2026-07-10'))?.policy.retentionDays).toBe(30)
    await step(PEOPLE.platformAdmin, id, 'decline_change', { reason: '过短' })
    expect((await binding('2026-07-10'))?.version).toBe(1)
    await step(PEOPLE.head, id, 'propose_change', { ...terms, retentionDays: 20 })
    await step(PEOPLE.platformAdmin, id, 'accept_change')
    expect(await binding('2026-07-10')).toMatchObject({ version: 2, policy: { retentionDays: 20 } })
    const versions = await listed(PEOPLE.platform, id)
    expect(versions.map((one: { version: number; inForce: boolean }) => [one.version, one.inForce])).toEqual([
      [2, true],
      [1, false],
    ])
    await step(PEOPLE.platformAdmin, id, 'terminate', { reason: '业务调整' })
    expect(await binding('2026-07-10')).toBe(undefined)
  })

  it('cannot be offered while its terms cannot be enforced', async () => {
    const cases: [object, string[]][] = [
      [{ ...terms, maxTargets: 0 }, ['/form/maxTargets']],
      [{ ...terms, retentionDays: 1.5, maxPeriodDays: -1 }, ['/form/maxPeriodDays', '/form/retentionDays']],
      [{ ...terms, fromOn: '2026-12-31', toOn: '2026-12-01' }, ['/form/toOn']],
    ]
    for (const [form, pointers] of cases) {
      const id = await drafted(form)
      const refused = await at.post(PEOPLE.analyst, `/api/matters/memorandum/${id}/submit`, {
        version: await at.versionOf(id),
        form: {},
      })
      expect([refused.status, refused.body.code]).toEqual([422, 'not_lawful'])
      expect(refused.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual(pointers)
    }
    const empty = await at.post(PEOPLE.analyst, '/api/matters/memorandum', { platformId: ORGS.pingou.id, title: '空' })
    const refused = await at.post(PEOPLE.analyst, `/api/matters/memorandum/${empty.body.id}/submit`, {
      version: await at.versionOf(empty.body.id),
      form: {},
    })
    expect(refused.body.errors.length).toBe(3)
  })

  it('is the only one of its two: a second is stopped on submission, and on acceptance at the latest', async () => {
    const [first, second] = [await offered(), await offered()]
    await step(PEOPLE.platformAdmin, first, 'accept')
    const late = await at.post(PEOPLE.platformAdmin, `/api/matters/memorandum/${second}/accept`, {
      version: await at.versionOf(second),
      form: {},
    })
    expect([late.status, late.body.code]).toEqual([409, 'memorandum_exists'])
    expect((await at.get(PEOPLE.head, `/api/matters/${second}`)).body.state).toBe('offered')
    const third = await drafted()
    const refused = await at.post(PEOPLE.analyst, `/api/matters/memorandum/${third}/submit`, {
      version: await at.versionOf(third),
      form: {},
    })
    expect(refused.body.errors[0].pointer).toBe('/form/platformId')
  })

  it('ends by itself after its last day, once', async () => {
    const id = await inForce({ ...terms, toOn: '2026-07-20' })
    work.setNow('2026-07-20T15:00:00Z')
    expect(await expireMemoranda(work.platform)).toBe(0)
    work.setNow('2026-07-20T16:30:00Z')
    expect([await expireMemoranda(work.platform), await expireMemoranda(work.platform)]).toEqual([1, 0])
    const { body } = await at.get(PEOPLE.platform, `/api/matters/${id}`)
    expect([body.state, body.outcome]).toEqual(['ended', true])
    expect((await listed(PEOPLE.analyst, id))[0].endedAt).not.toBe(null)
  })

  it('makes way for the next on the day after its last, before the nightly work came to it', async () => {
    await inForce({ ...terms, toOn: '2026-07-20' })
    work.setNow('2026-07-21T02:00:00Z')
    const next = await inForce({ ...terms, fromOn: '2026-07-21' })
    expect((await binding('2026-07-21'))?.matterId).toBe(next)
    expect(await expireMemoranda(work.platform)).toBe(1)
    expect((await binding('2026-07-21'))?.matterId).toBe(next)
  })

  it('is seen by its two and the superior bureau, and made by whom the definition names', async () => {
    const second = await offered()
    const id = await inForce()
    for (const [who, count] of [
      [PEOPLE.analyst, 1],
      [PEOPLE.platform, 1],
      [PEOPLE.below, 0],
      [PEOPLE.elsewhere, 0],
      [PEOPLE.other, 0],
    ] as const)
      expect((await listed(who, id)).length).toBe(count)
    expect((await at.get(PEOPLE.partner, '/api/assistance/memoranda')).status).toBe(403)
    expect((await at.get(null, '/api/assistance/memoranda')).status).toBe(401)
    const below = await inForce(terms, { officer: PEOPLE.below, head: PEOPLE.belowHead })
    expect([(await listed(PEOPLE.analyst, below)).length, (await listed(PEOPLE.elsewhere, below)).length]).toEqual([
      1, 0,
    ])
    const staff = await at.post(PEOPLE.platform, `/api/matters/memorandum/${second}/accept`, {
      version: await at.versionOf(second),
      form: {},
    })
    expect(staff.status).toBe(403)
  })
})

describe('an answer under a memorandum', () => {
  it('holds only what it covers, and is destroyed when it says', async () => {
    // Accepted while the request was on its way: what is now outside is withheld for that reason.
    const id = await at.received(paymentsRequest({ fields: ['identity.name', 'identity.address'] }))
    await inForce()
    const refused = await at.answer(id, {
      content: { groups: [{ group: 'identity', rows: [{ name: '甲', address: '某路' }] }] },
    })
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'outside_memorandum',
      '/content/groups/0/rows/0/address',
    ])
    const done = await at.answer(id, {
      content: {
        groups: [{ group: 'identity', rows: [{ name: '甲' }] }],
        withheld: [{ field: 'identity.address', reason: 'outside_memorandum' }],
      },
    })
    expect([done.status, done.body.answers[0].eraseOn], JSON.stringify(done.body)).toEqual([200, '2026-08-09'])
    const { rows } = await sql<{ envelope: string }>`
      SELECT envelope FROM exchange_message WHERE matter_id = ${id} AND event = 'answer'`.execute(
      work.platform.workerDb,
    )
    expect(JSON.parse(rows[0]?.envelope ?? '{}').memorandum).toMatchObject({ version: 1 })
  })
})
