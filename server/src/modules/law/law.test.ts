import type { LawDeadline } from '@redbridge/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { lawRoutes, loadLaw } from './index.ts'

const NATION = { id: 'org_nation', kind: 'bureau' as const, division: '000000', nameZh: '国家市场监督管理总局' }
const nation = actorOf('nation_admin', 'bureau_admin', NATION)
const zhejiang = actorOf('zhejiang_admin', 'bureau_admin', ORGS.zhejiang)
const district = actorOf('chaoyang_admin', 'bureau_admin', ORGS.chaoyang)

let work: Work
beforeAll(async () => {
  work = await openWork(lawRoutes)
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  const { id, kind, division, nameZh } = NATION
  await work.platform.workerDb.insertInto('organisation').values({ id, kind, division, name_zh: nameZh }).execute()
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const CHANGE = {
  from: '2026-08-01',
  amount: 20,
  unit: 'working_day',
  basis: 'PPR 18',
  confidence: 'read',
  source: '已核对令第42号原文',
  reason: '核对原文后更正',
}
const ORDER = {
  year: 2027,
  source: '测试用放假安排',
  holidays: [
    { from: '2027-01-01', to: '2027-01-03', name: { zh: '元旦' } },
    { from: '2027-02-05', to: '2027-02-11', name: { zh: '春节' } },
  ],
  workdays: [{ day: '2027-02-14', name: { zh: '春节' } }],
}
const limits = async (): Promise<LawDeadline[]> => (await work.call(ACTORS.platform, 'GET', '/api/law/deadlines')).body
const limit = async (id: string): Promise<LawDeadline> => (await limits()).find((one) => one.id === id) as LawDeadline
const change = (id: string, body: object, actor = ACTORS.admin) =>
  work.call(actor, 'POST', `/api/law/deadlines/${id}/changes`, body)
const due = async (query: string) => (await work.call(ACTORS.platform, 'GET', `/api/law/compute?${query}`)).body.dueOn
const inLaw = async <T>(ask: (law: Awaited<ReturnType<typeof loadLaw>>) => T): Promise<T> =>
  work.platform.workerDb.transaction().execute(async (tx) => ask(await loadLaw(tx)))
const actions = async () =>
  (
    await work.platform.workerDb
      .selectFrom('audit_event')
      .select(['action', 'subject_id', 'detail'])
      .where('action', 'like', 'law.%')
      .orderBy('id')
      .execute()
  ).map(({ action, subject_id, detail }) => ({ action, subject_id, detail }))

describe('limits', () => {
  it('are read by every role, with basis, wording and what is to be confirmed', async () => {
    for (const actor of [ACTORS.analyst, ACTORS.head, ACTORS.admin, ACTORS.platform, ACTORS.partner]) {
      const answer = await work.call(actor, 'GET', '/api/law/deadlines')
      expect([answer.status, answer.body.length > 60]).toEqual([200, true])
    }
    expect((await work.call(null, 'GET', '/api/law/deadlines')).status).toBe(401)
    const { versions, ref } = await limit('complaint_mediation')
    expect(ref).toBe('C2')
    expect(versions.map(({ amount, unit, inForce, to }) => [amount, unit, inForce, to])).toEqual([
      [45, 'working_day', false, '2026-04-15'],
      [60, 'calendar_day', true, null],
    ])
    expect(versions[0]?.articleText).toBe('自投诉受理之日起四十五个工作日内投诉人和被投诉人未能达成调解协议的；')
    expect(versions[0]?.basisText?.zh).toBe('《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项')
    expect((await limit('clue_check')).versions[0]).toMatchObject({ unconfirmed: true, articleText: null })
    expect((await limit('lead_acceptance')).versions[0]).toMatchObject({ basis: null, basisText: null })
  })

  it('are changed by a provincial administrator from a day on, audited, and in the law everybody loads', async () => {
    const before = (await actions()).length
    expect(await inLaw((law) => law.rule('clue_check', '2026-08-01').amount)).toBe(15)
    const made = await change('clue_check', CHANGE)
    expect(made.status).toBe(201)
    expect(
      made.body.versions.map((one: { from: string; to: string | null; amount: number }) => [
        one.from,
        one.to,
        one.amount,
      ]),
    ).toEqual([
      ['2021-07-15', '2026-08-01', 15],
      ['2026-08-01', null, 20],
    ])
    expect(made.body.versions[1]).toMatchObject({
      unconfirmed: false,
      changeId: made.body.changes[0].id,
      tolling: expect.anything(),
    })
    expect(made.body.changes[0]).toMatchObject({ byBureau: '北京市市场监督管理局', own: true, withdrawnAt: null })
    expect(
      await inLaw((law) => [law.rule('clue_check', '2026-07-31').amount, law.rule('clue_check', '2026-08-01').amount]),
    ).toEqual([15, 20])
    expect((await limit('clue_check')).changes[0]).toMatchObject({ own: false, reason: CHANGE.reason })
    expect((await actions()).slice(before)).toEqual([
      {
        action: 'law.deadline_change',
        subject_id: 'clue_check',
        detail: {
          changeId: made.body.changes[0].id,
          from: '2026-08-01',
          before: { amount: 15, unit: 'working_day', basis: 'PPR 18', confidence: 'memory' },
          after: { amount: 20, unit: 'working_day', basis: 'PPR 18', confidence: 'read' },
          source: CHANGE.source,
          reason: CHANGE.reason,
        },
      },
    ])
  })

  it('are not changed twice from one day, nor with what cannot be', async () => {
    expect((await change('clue_check', CHANGE)).body.code).toBe('deadline_change_exists')
    expect((await change('no_such_limit', CHANGE)).status).toBe(404)
    const refused = async (more: object) => {
      const { status, body } = await change('clue_check', { ...CHANGE, from: '2026-10-01', ...more })
      return [status, body.code, body.errors?.[0]?.pointer]
    }
    expect(await refused({ basis: 'PPR 999' })).toEqual([422, 'citation_unknown', '/basis'])
    expect(await refused({ basis: 'CRO 14' })).toEqual([422, 'citation_unknown', '/basis'])
    expect(await refused({ from: '2026-02-30' })).toEqual([400, 'bad_request', '/from'])
    expect(await refused({ from: '1066-10-14' })).toEqual([400, 'bad_request', '/from'])
    expect((await refused({ amount: 1.5 }))[0]).toBe(400)
    expect((await refused({ amount: -1 }))[0]).toBe(400)
    expect((await refused({ unit: 'week' }))[0]).toBe(400)
    expect((await refused({ reason: '' }))[0]).toBe(400)
    expect((await limit('clue_check')).versions).toHaveLength(2)
  })

  it.each([
    ['an analyst', ACTORS.analyst, 'forbidden'],
    ['the head', ACTORS.head, 'forbidden'],
    ['a platform', ACTORS.platform, 'forbidden'],
    ['a partner', ACTORS.partner, 'forbidden'],
    ['an administrator of a district', district, 'law_level_required'],
  ] as const)('are not changed by %s', async (_, actor, code) => {
    const { status, body } = await change('legal_review', CHANGE, actor)
    expect([status, body.code]).toEqual([403, code])
    expect((await limit('legal_review')).changes).toEqual([])
  })

  it('a document in words may be the basis, and no provision at all', async () => {
    const words = await change('site_closure_answer', {
      ...CHANGE,
      basis: '通信管理局会商纪要〔2026〕3号',
      unit: 'calendar_day',
      restDay: 'next_working_day',
    })
    expect(words.body.versions.at(-1)).toMatchObject({
      basisText: { zh: '通信管理局会商纪要〔2026〕3号' },
      restDay: 'next_working_day',
    })
    expect((await change('lead_acceptance', { ...CHANGE, basis: null })).status).toBe(201)
  })

  it('a change is withdrawn by the bureau that made it, stays in the history, and the limit reads as before', async () => {
    const { changes } = await limit('clue_check')
    const url = `/api/law/deadlines/clue_check/changes/${changes[0]?.id}/withdraw`
    const reason = { reason: '核对有误，撤回' }
    expect((await work.call(zhejiang, 'POST', url, reason)).status).toBe(404)
    expect((await work.call(district, 'POST', url, reason)).status).toBe(404)
    expect((await work.call(ACTORS.head, 'POST', url, reason)).status).toBe(403)
    expect((await work.call(ACTORS.admin, 'POST', url.replace('clue_check', 'legal_review'), reason)).status).toBe(404)
    const gone = await work.call(ACTORS.admin, 'POST', url, reason)
    expect(gone.body.versions.map((one: { amount: number }) => one.amount)).toEqual([15])
    expect(gone.body.changes[0]).toMatchObject({ withdrawReason: reason.reason, own: false })
    expect(gone.body.changes[0].withdrawnAt).not.toBeNull()
    expect(await inLaw((law) => law.rule('clue_check', '2026-08-01').amount)).toBe(15)
    expect((await work.call(ACTORS.admin, 'POST', url, reason)).status).toBe(404)
    expect((await actions()).at(-1)).toMatchObject({ action: 'law.deadline_withdraw', subject_id: 'clue_check' })
    expect((await change('clue_check', CHANGE)).status).toBe(201)
  })

  it('what the nation set a province leaves alone; the nation may withdraw what a province set', async () => {
    expect((await change('assistance_letter', CHANGE, nation)).status).toBe(201)
    expect((await change('assistance_letter', { ...CHANGE, from: '2027-01-01' })).body.code).toBe('law_level_required')
    const { changes } = await limit('lead_acceptance')
    const url = `/api/law/deadlines/lead_acceptance/changes/${changes[0]?.id}/withdraw`
    expect((await work.call(nation, 'POST', url, { reason: '全国统一' })).status).toBe(200)
    expect(await inLaw((law) => law.rule('lead_acceptance', '2026-08-01').amount)).toBe(5)
  })
})

describe('the calendar', () => {
  const calendar = async (year: number) =>
    (await work.call(ACTORS.partner, 'GET', `/api/law/calendar?year=${year}`)).body

  it('shows a year as ordered: 2026 has 248 working days', async () => {
    // 261 weekdays of 2026, less 19 holidays on weekdays (Jan 1, 2; Feb 16–20, 23; Apr 6; May 1, 4, 5; Jun 19; Sep 25;
    // Oct 1, 2, 5, 6, 7), and 6 weekend days worked
    const found = await calendar(2026)
    expect(found).toMatchObject({ known: 'package', workingDays: 248, orders: [] })
    expect(found.days.find((one: { day: string }) => one.day === '2026-02-14')).toEqual({
      day: '2026-02-14',
      work: true,
      name: { zh: '春节', en: 'Spring Festival' },
    })
    expect((await work.call(ACTORS.admin, 'GET', '/api/law/calendar?year=1066')).status).toBe(400)
  })

  it('takes the order of a year, and every deadline follows', async () => {
    expect((await calendar(2027)).known).toBe('no')
    expect(await due('rule=complaint_acceptance&start=2027-02-03')).toBe('2027-02-12')
    const made = await work.call(ACTORS.admin, 'POST', '/api/law/calendar/orders', ORDER)
    expect([made.status, made.body.known]).toEqual([201, 'order'])
    expect(made.body.orders[0]).toMatchObject({ holds: true, own: true, byBureau: '北京市市场监督管理局' })
    expect(made.body.orders[0].holidays[1].name).toEqual({ zh: '春节', en: 'Spring Festival' })
    // Wed Feb 3. Thu 4 (1) · Fri 5 – Thu 11 holiday · Fri 12 (2) · Sun 14 worked (3) · Mon 15 – Thu 18 (7)
    expect(await due('rule=complaint_acceptance&start=2027-02-03')).toBe('2027-02-18')
    expect(await inLaw((law) => law.calendar.covers('2027-06-01'))).toBe(true)
    expect((await actions()).at(-1)).toMatchObject({ action: 'law.calendar_order' })
  })

  it.each([
    [
      'ends before it begins',
      { holidays: [{ from: '2027-01-03', to: '2027-01-01', name: { zh: '元旦' } }] },
      '/holidays/0/to',
    ],
    ['lasts a month', { holidays: [{ from: '2027-01-01', to: '2027-01-31', name: { zh: '元旦' } }] }, '/holidays/0/to'],
    [
      'lies in another year',
      { holidays: [{ from: '2026-05-01', to: '2026-05-03', name: { zh: '劳动节' } }] },
      '/holidays/0/from',
    ],
    ['overlaps', { holidays: [ORDER.holidays[0], ORDER.holidays[0]] }, '/holidays/1/from'],
    ['works on a Monday', { workdays: [{ day: '2027-02-15', name: { zh: '春节' } }] }, '/workdays/0/day'],
    ['works in the holiday', { workdays: [{ day: '2027-02-07', name: { zh: '春节' } }] }, '/workdays/0/day'],
  ])('refuses an order that %s', async (_, more, pointer) => {
    const { status, body } = await work.call(ACTORS.admin, 'POST', '/api/law/calendar/orders', { ...ORDER, ...more })
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'holiday_order_invalid', pointer])
  })

  it('refuses days that are none, and who may not', async () => {
    const post = (actor: typeof nation | null, body: object) =>
      work.call(actor, 'POST', '/api/law/calendar/orders', body)
    const wrong = { ...ORDER, workdays: [{ day: '2027-02-30', name: { zh: '春节' } }] }
    expect((await post(ACTORS.admin, wrong)).body.errors[0].pointer).toBe('/workdays/0/day')
    expect((await post(ACTORS.admin, { ...ORDER, holidays: [] })).status).toBe(400)
    expect((await post(ACTORS.head, ORDER)).body.code).toBe('forbidden')
    expect((await post(ACTORS.platform, ORDER)).body.code).toBe('forbidden')
    expect((await post(district, ORDER)).body.code).toBe('law_level_required')
    expect((await post(null, ORDER)).status).toBe(401)
    expect((await calendar(2027)).orders).toHaveLength(1)
  })

  it('a second order takes the place of the first, and gives it back when withdrawn', async () => {
    work.setNow('2026-07-11T02:00:00Z')
    const second = await work.call(nation, 'POST', '/api/law/calendar/orders', { ...ORDER, workdays: [] })
    expect(second.body.orders.map((one: { holds: boolean }) => one.holds)).toEqual([false, true])
    expect(await due('rule=complaint_acceptance&start=2027-02-03')).toBe('2027-02-19')
    expect((await work.call(ACTORS.admin, 'POST', '/api/law/calendar/orders', ORDER)).body.code).toBe(
      'law_level_required',
    )
    const url = `/api/law/calendar/orders/${second.body.orders[1].id}/withdraw`
    expect((await work.call(ACTORS.admin, 'POST', url, { reason: '撤回' })).status).toBe(404)
    const back = await work.call(nation, 'POST', url, { reason: '录入有误' })
    expect(back.body.orders.map((one: { holds: boolean }) => one.holds)).toEqual([true, false])
    expect(await due('rule=complaint_acceptance&start=2027-02-03')).toBe('2027-02-18')
    expect((await actions()).at(-1)).toMatchObject({ action: 'law.calendar_withdraw' })
  })
})

describe('the calculator', () => {
  const compute = (query: string, actor = ACTORS.platform) => work.call(actor, 'GET', `/api/law/compute?${query}`)

  it('shows its working to everybody signed in', async () => {
    const found = await compute(
      'rule=complaint_mediation&start=2026-01-12&tolled=2026-02-10..2026-02-25&tollReason=鉴定',
    )
    expect(found.body).toMatchObject({ dueOn: '2026-03-31', firstDay: '2026-01-13', flags: [], unconfirmed: false })
    expect(found.body.working.zh).toContain('扣除：2026-02-10 至 2026-02-25，鉴定，其间7个工作日不计入。')
    expect((await compute('amount=1&unit=month&start=2026-01-31')).body.dueOn).toBe('2026-02-28')
    expect((await compute('amount=2&unit=month&start=2025-12-31')).body.dueOn).toBe('2026-02-28')
    const hours = await compute('rule=crime_transfer_send&start=2026-02-16&startedAt=16:30')
    expect(hours.body.dueAt).toBe('2026-02-17T16:30')
    const extended = await compute('rule=penalty_decision&start=2026-01-04&extended=2026-04-03')
    expect(extended.body).toMatchObject({ dueOn: '2026-05-06', unconfirmed: true })
    const open = await compute('rule=clue_check&start=2026-02-02&tolled=2026-02-05..')
    expect(open.body).toMatchObject({ dueOn: null, suspended: { since: '2026-02-05', remaining: 13 } })
    expect((await compute('amount=5&unit=working_day&start=2030-03-01')).body.flags).toEqual(['calendar_not_covered'])
    expect((await work.call(null, 'GET', '/api/law/compute?amount=5&unit=month&start=2026-03-01')).status).toBe(401)
  })

  it.each([
    ['no limit', 'start=2026-03-01', 400],
    ['a limit that is none', 'rule=nothing&start=2026-03-01', 404],
    ['a limit before it held', 'rule=clue_check&start=2015-03-01', 404],
    ['a day that is none', 'rule=clue_check&start=2026-02-30', 400],
    ['a time outside the tables', 'amount=1000&unit=year&start=2026-03-01', 400],
    ['an interval that ends before it begins', 'rule=clue_check&start=2026-03-02&tolled=2026-03-05..2026-03-04', 400],
    ['an interval of no days', 'rule=clue_check&start=2026-03-02&tolled=2026-02-30..2026-03-04', 400],
    ['an extension of what is not extendable', 'rule=complaint_acceptance&start=2026-03-02&extended=2026-03-04', 400],
    ['tolling of a time counted backwards', 'rule=hearing_notice&start=2026-03-04&tolled=2026-03-01..2026-03-02', 400],
    ['an hour that is none', 'rule=crime_transfer_send&start=2026-03-02&startedAt=25:00', 400],
    ['words', 'rule=clue_check&start=tomorrow', 400],
  ])('refuses %s', async (_, query, status) => {
    const answer = await compute(query)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).not.toContain('at ')
  })
})

describe('the database itself', () => {
  const asActorOf = (actor: typeof nation, statement: string) =>
    work.platform.db.transaction().execute(async (tx) => {
      const { id, kind, division } = actor.organisation
      const lo = kind === 'bureau' ? division : ''
      await sql`SELECT set_config('app.org_id', ${id}, true), set_config('app.org_kind', ${kind}, true),
        set_config('app.div_lo', ${lo}, true), set_config('app.div_hi', ${lo}, true)`.execute(tx)
      return sql.raw<{ n: number }>(statement).execute(tx)
    })

  it('lets nobody delete or rewrite, no district and no platform add, and nobody unknown read', async () => {
    await expect(asActorOf(ACTORS.admin, 'DELETE FROM deadline_change')).rejects.toThrow('permission denied')
    await expect(asActorOf(ACTORS.admin, 'UPDATE deadline_change SET amount = 1')).rejects.toThrow('permission denied')
    await expect(asActorOf(ACTORS.admin, "UPDATE holiday_order SET source = ''")).rejects.toThrow('permission denied')
    const add = (actor: typeof nation) =>
      asActorOf(
        actor,
        `INSERT INTO holiday_order (id, year, holidays, workdays, source, organisation_id, by_user, created_at)
         VALUES ('hol_x', 2031, '[]', '[]', 'x', '${actor.organisation.id}', 'x', now())`,
      )
    for (const actor of [district, ACTORS.platform, ACTORS.partner])
      await expect(add(actor)).rejects.toThrow('row-level security')
    const others = "UPDATE deadline_change SET withdraw_reason = 'x' RETURNING 1"
    expect((await asActorOf(zhejiang, others)).rows).toEqual([])
    expect((await sql`SELECT 1 FROM deadline_change`.execute(work.platform.db)).rows).toEqual([])
  })
})

it('finds provisions in force by their words, for forms that cite', async () => {
  const find = async (q: string) =>
    (await work.call(ACTORS.platform, 'GET', `/api/law/provisions?q=${encodeURIComponent(q)}`)).body.items
  const [first] = await find('电子商务法 二十八')
  expect(first).toMatchObject({ citation: 'ECL 28(1)', zh: '《中华人民共和国电子商务法》第二十八条第一款' })
  expect(first.text).toContain('身份信息')
  expect(await find('没有这样的法')).toEqual([])
})
