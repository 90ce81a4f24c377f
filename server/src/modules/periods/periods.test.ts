import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedBatch, seedOrganisations } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { openDutiesFor, periodsJobs, periodsRoutes } from './index.ts'

let work: Work
beforeAll(async () => {
  work = await openWork(periodsRoutes)
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const sweep = () => periodsJobs(work.platform)[0]?.handle({}, new AbortController().signal)
const notices = async (org: string) =>
  (
    await work.platform.workerDb
      .selectFrom('notice')
      .selectAll()
      .where('organisation_id', '=', org)
      .orderBy('id')
      .execute()
  ).map((row) => row.zh)
const duty = async (platform: string) =>
  (await work.call(ACTORS.head, 'GET', `/api/duties?period=2026-07&platformId=${platform}`)).body[0]

describe('periods', () => {
  let periodId = ''
  it('opens with the days of the law and a duty for each reporting platform in the jurisdiction', async () => {
    const made = await work.call(ACTORS.head, 'POST', '/api/periods', { key: '2026-07' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      opensOn: '2026-07-01',
      dueOn: '2026-07-31',
      closesOn: '2026-12-31',
      state: 'open',
      platforms: 2,
      counts: { due: 2 },
    })
    periodId = made.body.id
    const duties = await work.call(ACTORS.analyst, 'GET', `/api/periods/${periodId}/duties`)
    expect(duties.body.map((one: { platformName: string }) => one.platformName).sort()).toEqual(['乐家商城', '品购网'])
  })

  it.each([
    ['an analyst', ACTORS.analyst, 403],
    ['a platform', ACTORS.platform, 403],
    ['nobody', null, 401],
  ] as const)('is not opened by %s', async (_, actor, status) => {
    expect((await work.call(actor, 'POST', '/api/periods', { key: '2027-01' })).status).toBe(status)
  })

  it('is not opened twice, nor in March, nor with days in the wrong order', async () => {
    expect((await work.call(ACTORS.head, 'POST', '/api/periods', { key: '2026-07' })).body.code).toBe('period_exists')
    expect((await work.call(ACTORS.head, 'POST', '/api/periods', { key: '2026-03' })).status).toBe(400)
    const wrong = { key: '2027-01', dueOn: '2026-12-01' }
    expect((await work.call(ACTORS.head, 'POST', '/api/periods', wrong)).body.errors[0].pointer).toBe('/dueOn')
  })

  it('is seen by its platforms with their own duty only, and by nobody elsewhere', async () => {
    const own = await work.call(ACTORS.platform, 'GET', `/api/periods/${periodId}/duties`)
    expect(own.body).toHaveLength(1)
    expect(own.body[0].platformId).toBe(ORGS.pingou.id)
    expect(JSON.stringify(own.body)).not.toContain('乐家商城')
    expect((await work.call(ACTORS.platform, 'GET', '/api/periods')).body[0].platforms).toBe(1)
    expect((await work.call(ACTORS.elsewhere, 'GET', '/api/periods')).body).toEqual([])
    expect((await work.call(ACTORS.elsewhere, 'GET', `/api/periods/${periodId}`)).status).toBe(404)
    expect((await work.call(ACTORS.elsewhere, 'GET', `/api/periods/${periodId}/duties`)).status).toBe(404)
  })

  it('changes its days, by the head and not from elsewhere', async () => {
    const url = `/api/periods/${periodId}`
    expect((await work.call(ACTORS.head, 'PATCH', url, { dueOn: '2026-08-05' })).body.dueOn).toBe('2026-08-05')
    expect((await work.call(ACTORS.head, 'PATCH', url, { dueOn: '2026-07-31' })).body.dueOn).toBe('2026-07-31')
    expect((await work.call(ACTORS.elsewhereHead, 'PATCH', url, { dueOn: '2026-08-05' })).status).toBe(404)
    expect((await work.call(ACTORS.analyst, 'PATCH', url, { dueOn: '2026-08-05' })).status).toBe(403)
    const events = await work.platform.workerDb
      .selectFrom('audit_event')
      .select('action')
      .where('subject_id', '=', periodId)
      .execute()
    expect(events.map((one) => one.action)).toEqual(['period.create', 'period.change', 'period.change'])
  })

  it('lays the duty of a platform that starts to report later', async () => {
    await work.platform.workerDb
      .insertInto('organisation')
      .values({ id: 'org_new', kind: 'platform', division: '110000', name_zh: '新到家', status: 'verified' } as never)
      .execute()
    const lay = () => work.platform.workerDb.transaction().execute((tx) => openDutiesFor(tx, 'org_new', '2026-07-10'))
    expect(await lay()).toBe(0)
    await sql`UPDATE organisation SET status = 'reporting' WHERE id = 'org_new'`.execute(work.platform.workerDb)
    expect(await lay()).toBe(1)
    expect(await lay()).toBe(0)
  })
})

describe('reminding', () => {
  it('reminds in the product, with an audit entry', async () => {
    const { id } = await duty(ORGS.pingou.id)
    const reminded = await work.call(ACTORS.analyst, 'POST', `/api/duties/${id}/remind`)
    expect(reminded.status).toBe(200)
    expect(reminded.body.remindedAt).toBe('2026-07-10T02:00:00.000Z')
    expect(await notices(ORGS.pingou.id)).toEqual([
      '请于 2026-07-31 前报送 2026-07 平台内经营者身份信息（《中华人民共和国电子商务法》第二十八条第一款）',
    ])
    expect(await notices(ORGS.lejia.id)).toEqual([])
    const audit = await work.platform.workerDb
      .selectFrom('audit_event')
      .selectAll()
      .where('subject_id', '=', id)
      .execute()
    expect(audit.map((one) => [one.action, one.user_id])).toEqual([['duty.remind', 'beijing_bureau_analyst']])
  })

  it.each([
    ['a platform', ACTORS.platform, 403],
    ['an administrator', ACTORS.admin, 403],
    ['another province', ACTORS.elsewhere, 404],
    ['a bureau below', ACTORS.below, 404],
  ] as const)('is not done by %s', async (_, actor, status) => {
    const { id } = await duty(ORGS.pingou.id)
    expect((await work.call(actor, 'POST', `/api/duties/${id}/remind`)).status).toBe(status)
    expect(await notices(ORGS.pingou.id)).toHaveLength(1)
  })

  it('happens by itself once before and once after the due date', async () => {
    const count = async () => (await notices(ORGS.lejia.id)).length
    work.setNow('2026-07-20T00:30:00Z')
    await sweep()
    expect(await count()).toBe(0)
    work.setNow('2026-07-24T00:30:00Z')
    await sweep()
    await sweep()
    expect(await count()).toBe(1)
    work.setNow('2026-07-31T15:59:00Z')
    await sweep()
    expect(await count()).toBe(1)
    // 16:00 UTC on 31 July is midnight in Shanghai: the duty is now overdue.
    work.setNow('2026-07-31T16:00:00Z')
    await sweep()
    await sweep()
    expect(await count()).toBe(2)
    work.setNow('2026-08-20T00:30:00Z')
    await sweep()
    expect(await count()).toBe(2)
    expect((await notices(ORGS.lejia.id))[1]).toContain('请立即报送')
  })
})

describe('rectification (ECL 80)', () => {
  const order = { dueOn: '2026-08-31', text: '未按规定报送平台内经营者身份信息，责令限期改正。' }
  it('is ordered by the head past the due date, once', async () => {
    const { id, state } = await duty(ORGS.pingou.id)
    expect(state).toBe('overdue')
    const done = await work.call(ACTORS.head, 'POST', `/api/duties/${id}/rectification`, order)
    expect(done.body.rectification).toMatchObject({
      dueOn: '2026-08-31',
      byUser: 'beijing_bureau_head·名',
      resolvedAt: null,
    })
    const again = await work.call(ACTORS.head, 'POST', `/api/duties/${id}/rectification`, order)
    expect(again.body.code).toBe('conflict')
    expect((await notices(ORGS.pingou.id)).at(-1)).toContain('第八十条第一款第二项')
    const seen = await work.call(ACTORS.platform, 'GET', '/api/duties')
    expect(seen.body[0].rectification.text).toBe(order.text)
  })

  it.each([
    ['an analyst', ACTORS.analyst, 403],
    ['the platform', ACTORS.platform, 403],
    ['another province’s head', ACTORS.elsewhereHead, 404],
    ['the head of a bureau below', ACTORS.belowHead, 404],
  ] as const)('is not ordered by %s', async (_, actor, status) => {
    const { id } = await duty(ORGS.lejia.id)
    expect((await work.call(actor, 'POST', `/api/duties/${id}/rectification`, order)).status).toBe(status)
  })

  it('is refused before the due date, and with a day that has passed', async () => {
    const { id } = await duty(ORGS.lejia.id)
    const past = { ...order, dueOn: '2026-08-20' }
    expect((await work.call(ACTORS.head, 'POST', `/api/duties/${id}/rectification`, past)).status).toBe(400)
    work.setNow('2026-07-31T02:00:00Z')
    const early = await work.call(ACTORS.head, 'POST', `/api/duties/${id}/rectification`, order)
    expect(early.body.code).toBe('move_not_allowed')
    expect((await duty(ORGS.lejia.id)).rectification).toBeNull()
  })

  it('is met when the report is accepted, and there is nothing left to remind of', async () => {
    work.setNow('2026-08-22T02:00:00Z')
    const { id, periodId } = await duty(ORGS.pingou.id)
    await seedBatch(work, {
      id: 'bat_1',
      key: '2026-07',
      period_id: periodId,
      finished_at: new Date('2026-08-22T01:00:00Z'),
    })
    await work.platform.workerDb.updateTable('report_duty').set({ batch_id: 'bat_1' }).where('id', '=', id).execute()
    await sweep()
    const after = await duty(ORGS.pingou.id)
    expect(after).toMatchObject({ state: 'matched', batchId: 'bat_1' })
    expect(after.rectification.resolvedAt).toBe('2026-08-22T01:00:00.000Z')
    expect((await work.call(ACTORS.analyst, 'POST', `/api/duties/${id}/remind`)).body.code).toBe('move_not_allowed')
    const open = await work.call(ACTORS.head, 'GET', '/api/duties?state=overdue')
    expect(open.body.map((one: { platformId: string }) => one.platformId).sort()).toEqual([ORGS.lejia.id, 'org_new'])
  })
})
