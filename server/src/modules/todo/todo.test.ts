import type { TodoItem } from '@redbridge/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raiseAlarms } from '../../platform/ledger/alarms.ts'
import {
  ACTORS,
  codeOf,
  ORGS,
  seedBatch,
  seedOrganisations,
  seedPeriod,
  seedProblems,
  seedRecords,
  totalsOf,
} from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { figuresRoutes } from '../figures/index.ts'
import { periodsRoutes } from '../periods/index.ts'
import { problemsRoutes } from '../problems/index.ts'
import { transfersRoutes } from '../transfers/index.ts'
import { todoRoutes } from './index.ts'

type Caller = NonNullable<Parameters<Work['call']>[0]>
let work: Work

/** One platform has reported and is being worked on, the other has not reported. */
beforeAll(async () => {
  work = await openWork([...periodsRoutes, ...problemsRoutes, ...transfersRoutes, ...figuresRoutes, ...todoRoutes], {
    market: true,
  })
  work.setNow('2026-08-10T02:00:00Z')
  await seedOrganisations(work)
  await seedPeriod(work, '2026-01')
  await seedPeriod(work, '2026-07')
  const totals = totalsOf({
    rowsIn: 20,
    accepted: 18,
    rejected: 2,
    clear: 5,
    problem: 9,
    undecided: 4,
    byKind: { cancelled: 6, revoked: 3 },
    byUndecided: { name_ambiguous: 1, outside_coverage: 3 },
  })
  await seedBatch(work, {
    id: 'bat_now',
    key: '2026-07',
    totals,
    state: 'pushed',
    finished_at: new Date('2026-08-09T02:00:00Z'),
  })
  await seedBatch(work, {
    id: 'bat_then',
    key: '2026-01',
    totals: totalsOf({ rowsIn: 10, accepted: 10, clear: 9, problem: 1, byKind: { cancelled: 1 } }),
    state: 'closed',
  })
  const pushed = { pushed_at: new Date('2026-08-01T00:00:00Z') }
  const verified = { state: 'verified' as const, ...pushed, answer: 'removed' as const }
  await seedProblems(work, 'bat_then', [{ row_no: 1, ...verified, answered_at: new Date('2026-08-02T00:00:00Z') }])
  await seedProblems(work, 'bat_now', [
    { row_no: 1 },
    { row_no: 2 },
    { row_no: 3, state: 'confirmed' },
    { row_no: 4, state: 'pushed', answer_due_on: '2026-08-05', ...pushed },
    { row_no: 5, state: 'pushed', answer_due_on: '2026-08-12', ...pushed },
    { row_no: 6, state: 'returned', answer_due_on: '2026-08-20', kind: 'revoked', ...pushed },
    { row_no: 7, state: 'answered', kind: 'revoked', ...pushed, answered_at: new Date('2026-08-01T10:00:00Z') },
    { row_no: 8, ...verified, kind: 'revoked', answered_at: new Date('2026-08-03T00:00:00Z') },
    { row_no: 9, ...verified, province: '33', answered_at: new Date('2026-08-05T00:00:00Z') },
    { row_no: 10, state: 'dismissed' },
    { row_no: 11, kind: null, kinds: [], undecided_reason: 'name_ambiguous', state: 'undecided' },
  ])
  const outside = { verdict: 'undecided', undecided_reason: 'outside_coverage', province: '33' }
  await seedRecords(work, 'bat_now', '2026-07', [
    ...Array.from({ length: 15 }, (_, i) => ({
      name: `北京第${i}公司`,
      uscc: codeOf('110105', i),
      province: i === 8 ? '33' : '11',
    })),
    ...[1, 2, 3].map((i) => ({ ...outside, name: `杭州第${i}公司`, uscc: codeOf('330106', i) })),
  ])
  await work.call(ACTORS.head, 'POST', `/api/duties/dut_2026-07_${ORGS.lejia.id}/rectification`, {
    dueOn: '2026-08-15',
    text: '未按规定报送，责令限期改正。',
  })
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const todo = async (actor: Caller): Promise<{ items: TodoItem[]; results: { zh: string; link: string }[] }> =>
  (await work.call(actor, 'GET', '/api/todo')).body
const brief = (items: readonly TodoItem[]) => items.map((one) => [one.urgency, one.key, one.count])

/** How many records the screen behind a link shows: the address of the screen is the query of its list. */
const countBehind = async (actor: Caller, link: string): Promise<number | null> => {
  const [path = '', query = ''] = link.split('?')
  if (path === '/problems' || path === '/transfers')
    return (await work.call(actor, 'GET', `/api${path}?${query}`)).body.total
  const period = /^\/periods\/(.+)$/.exec(path)
  if (!period) return null
  const state = new URLSearchParams(query).get('state')
  const duties = (await work.call(actor, 'GET', `/api/periods/${period[1]}/duties`)).body
  return duties.filter((duty: { state: string }) => duty.state === state).length
}

describe('to-do', () => {
  it('tells the desk what is late, what is to be done and what it waits for', async () => {
    const { items, results } = await todo(ACTORS.analyst)
    expect(brief(items)).toEqual([
      ['overdue', 'duties_overdue:per_2026-07', 1],
      ['overdue', 'problems_overdue', 1],
      ['open', 'problems_found', 2],
      ['open', 'problems_answered', 1],
      ['open', 'problems_confirmed', 1],
      ['open', 'problems_undecided', 1],
      ['open', 'outside:bat_now', 3],
      ['waiting', 'problems_out', 2],
    ])
    expect(results[0]).toMatchObject({
      zh: '品购网 2026-07 报送已比对：接收 18 行，退回 2 行',
      link: '/batches/bat_now',
    })
  })

  it('tells a platform what it owes and by when, and nothing of the bureau’s review', async () => {
    const own = await todo(ACTORS.platform)
    expect(brief(own.items)).toEqual([
      ['overdue', 'answers_overdue', 1],
      ['soon', 'answers_open', 2],
      ['open', 'rejected:2026-07', 2],
      ['waiting', 'answers_waiting', 1],
    ])
    expect(JSON.stringify(own)).not.toMatch(/乐家|待核实|存疑/)
    const other = await todo(ACTORS.other)
    expect(other.items).toEqual([
      expect.objectContaining({
        key: 'rectification:2026-07',
        urgency: 'soon',
        dueOn: '2026-08-15',
        link: '/duties?period=2026-07',
      }),
    ])
    expect(other.results.map((one) => one.zh)).toEqual([expect.stringContaining('责令限期改正')])
  })

  it('tells a partner authority nothing of reports and problems, but what was sent to it', async () => {
    expect(await todo(ACTORS.partner)).toMatchObject({ items: [], results: [] })
    await work.platform.workerDb
      .insertInto('notice')
      .values({
        ...{ id: 'ntc_police', organisation_id: ORGS.police.id, from_organisation_id: ORGS.beijing.id },
        ...{ kind: 'reminder', zh: '请协助', en: 'Please help', link: '/todo', created_at: '2026-08-09T00:00:00Z' },
      })
      .execute()
    expect((await todo(ACTORS.partner)).results.map((one) => one.zh)).toEqual(['请协助'])
    for (const path of ['/api/problems', '/api/figures', '/api/transfers', '/api/periods'])
      expect([path, (await work.call(ACTORS.partner, 'GET', path)).status]).toEqual([path, 403])
  })

  it('counts what the list behind each link shows', async () => {
    await work.call(ACTORS.analyst, 'POST', '/api/batches/bat_now/transfer', { provinces: ['33'] })
    for (const actor of [ACTORS.analyst, ACTORS.head, ACTORS.platform, ACTORS.other, ACTORS.elsewhere]) {
      const { items } = await todo(actor)
      expect(items.length).toBeGreaterThan(0)
      for (const one of items) {
        const shown = await countBehind(actor, one.link)
        if (shown !== null) expect([one.key, shown]).toEqual([one.key, one.count])
      }
    }
    const away = await todo(ACTORS.elsewhere)
    expect(brief(away.items)).toEqual([['open', 'transfers_in_sent', 3]])
    expect(away.results[0]?.zh).toContain('北京市市场监督管理局移送贵省登记的经营主体 3 户')
    expect(brief((await todo(ACTORS.analyst)).items)).not.toContainEqual(['open', 'outside:bat_now', 3])
  })

  it('gives an administrator what an administrator may see', async () => {
    expect(brief((await todo(ACTORS.admin)).items)).toEqual([])
    const elsewhere = { ...ACTORS.elsewhereHead, userId: 'zj_admin', roles: ['bureau_admin' as const] }
    expect(brief((await todo(elsewhere)).items)).toEqual([['open', 'period_missing', 1]])
    expect((await work.call(null, 'GET', '/api/todo')).status).toBe(401)
    expect((await work.call(ACTORS.platformApi, 'GET', '/api/todo')).status).toBe(403)
  })
})

describe('figures', () => {
  const figures = async (query = '', actor: Caller = ACTORS.head) =>
    (await work.call(actor, 'GET', `/api/figures${query}`)).body
  const total = async (query: string) =>
    (await work.call(ACTORS.head, 'GET', `/api/problems?period=2026-07&${query}`)).body.total

  it('balances, and agrees with the lists it opens', async () => {
    const { totals, byKind, byPlatform, byArea, period, periods } = await figures()
    expect([period, periods]).toEqual(['2026-07', ['2026-07', '2026-01']])
    expect(totals).toEqual({
      platforms: 2,
      reported: 1,
      rowsIn: 20,
      accepted: 18,
      rejected: 2,
      clear: 5,
      problem: 9,
      undecided: 4,
      pushed: 6,
      answered: 3,
      verified: 2,
      overdue: 1,
    })
    expect(totals.accepted).toBe(totals.clear + totals.problem + totals.undecided)
    expect(await total('bucket=problem')).toBe(totals.problem)
    expect(await total('state=pushed,answered,verified,returned')).toBe(totals.pushed)
    expect(await total('state=answered,verified')).toBe(totals.answered)
    expect(await total('state=verified')).toBe(totals.verified)
    expect(await total('overdue=true')).toBe(totals.overdue)
    for (const one of byKind)
      expect([one.kind, await total(`bucket=problem&kind=${one.kind}`)]).toEqual([one.kind, one.count])
    expect(byKind.reduce((sum: number, one: { count: number }) => sum + one.count, 0)).toBe(totals.problem)
    expect(
      byPlatform.map((one: { platformName: string; state: string; problem: number }) => [
        one.platformName,
        one.state,
        one.problem,
      ]),
    ).toEqual([
      ['乐家商城', 'overdue', 0],
      ['品购网', 'pushed', 9],
    ])
    expect(byArea).toEqual([
      { province: '11', operators: 14, problems: 8 },
      { province: '33', operators: 4, problems: 1 },
    ])
    expect(byArea.reduce((sum: number, one: { operators: number }) => sum + one.operators, 0)).toBe(totals.accepted)
  })

  it('measures answers and the way over periods', async () => {
    const { answerTimes, byPlatform, trend } = await figures('?period=2026-07')
    expect(answerTimes).toEqual([
      { bucket: '0-24h', count: 1 },
      { bucket: '1-3d', count: 1 },
      { bucket: '3-7d', count: 1 },
      { bucket: '7-15d', count: 0 },
      { bucket: '15d+', count: 0 },
    ])
    expect(byPlatform[1]).toMatchObject({ medianAnswerHours: 48, p90AnswerHours: 86.4 })
    expect(trend).toEqual([
      { period: '2026-01', rowsIn: 10, problem: 1, verified: 1 },
      { period: '2026-07', rowsIn: 20, problem: 9, verified: 2 },
    ])
  })

  it('is kept for ten seconds for one organisation, and no longer', async () => {
    work.setNow('2026-08-10T03:00:00Z')
    const first = await figures()
    await work.call(ACTORS.head, 'POST', '/api/problems/review', {
      selection: { filter: { batchId: 'bat_now', state: ['found'] } },
      event: 'dismiss',
      reason: '经核实无误',
    })
    work.setNow('2026-08-10T03:00:09Z')
    expect(await figures()).toEqual(first)
    expect((await figures('', ACTORS.elsewhere)).totals.platforms).toBe(0)
    work.setNow('2026-08-10T03:00:10Z')
    expect((await figures()).totals).toMatchObject({ problem: 7, clear: 7 })
  })

  it.each([
    ['a platform', ACTORS.platform],
    ['an administrator', ACTORS.admin],
  ] as const)('is not shown to %s', async (_, actor) => {
    expect((await work.call(actor, 'GET', '/api/figures')).status).toBe(403)
  })
})

describe('alarms', () => {
  it('of the ledger and of the balance stand at the top for whoever answers for them', async () => {
    const keys = async (actor: Parameters<Work['call']>[0]) =>
      (await work.call(actor, 'GET', '/api/todo')).body.items.map((one: { key: string }) => one.key)
    expect(await keys(ACTORS.admin)).toEqual(expect.not.arrayContaining(['ledger_alarms', 'matters_unbalanced']))
    const now = work.platform.clock.now()
    const finding = { kind: 'edited_entry' as const, place: 'leaf 7', zh: '第 7 号条目被改动', en: 'Leaf 7 was edited' }
    await raiseAlarms(work.platform.workerDb, [finding], now)
    await work.platform.workerDb
      .insertInto('conservation_proof')
      .values({ at: now, ok: false, faults: JSON.stringify([{ zh: '不平', en: 'off' }]) })
      .execute()
    expect(await keys(ACTORS.admin)).toEqual(expect.arrayContaining(['ledger_alarms', 'matters_unbalanced']))
    expect(await keys(ACTORS.analyst)).not.toContain('ledger_alarms')
    expect(await keys(ACTORS.platform)).not.toContain('matters_unbalanced')
  })
})
