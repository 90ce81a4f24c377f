import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ACTORS,
  balanceOf,
  ORGS,
  seedBatch,
  seedOrganisations,
  seedPeriod,
  seedProblems,
  seedRegister,
  totalsOf,
} from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { problemsRoutes } from './index.ts'

const GOOD = ['北京恒生商贸有限公司', '91350100M000100Y43'] as const

let work: Work
beforeAll(async () => {
  work = await openWork(problemsRoutes)
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await seedPeriod(work, '2026-07')
  await seedRegister(work, 'beijing', [GOOD])
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const post = (actor: Parameters<Work['call']>[0], path: string, body: unknown) =>
  work.call(actor, 'POST', `/api/problems/${path}`, body)
const find = async (actor: Parameters<Work['call']>[0], query: string) =>
  (await work.call(actor, 'GET', `/api/problems?${query}`)).body
const all = (batchId: string, filter = {}) => ({ filter: { batchId, ...filter } })
const one = (id: string, version = 1) => ({ ids: [{ id, version }] })
const stateOf = async (batchId: string) =>
  (
    await work.platform.workerDb
      .selectFrom('report_batch')
      .select('state')
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow()
  ).state
const states = async (batchId: string) =>
  (
    await work.platform.workerDb
      .selectFrom('problem')
      .select(['row_no', 'state'])
      .where('batch_id', '=', batchId)
      .orderBy('row_no')
      .execute()
  ).map((row) => row.state)

/** A fresh batch of six: four found by rule, one by a unique name only, one undecided. */
let n = 0
let batch = ''
beforeEach(async () => {
  batch = `bat_${++n}`
  const totals = totalsOf({
    rowsIn: 110,
    accepted: 100,
    rejected: 10,
    clear: 90,
    problem: 5,
    undecided: 5,
    byKind: { cancelled: 4, name_mismatch: 1 },
    byUndecided: { name_ambiguous: 1, outside_coverage: 4 },
  })
  await seedBatch(work, { id: batch, key: '2026-07', totals })
  await seedProblems(work, batch, [
    { row_no: 1 },
    { row_no: 2 },
    { row_no: 3 },
    { row_no: 4 },
    { row_no: 5, kind: 'name_mismatch', kinds: ['name_mismatch'], tier: 'name_unique' },
    { row_no: 6, kind: null, kinds: [], undecided_reason: 'name_ambiguous', state: 'undecided', tier: 'none' },
  ])
})

const confirmAll = () => post(ACTORS.analyst, 'review', { selection: all(batch), event: 'confirm' })
const pushAll = async () => {
  await confirmAll()
  return post(ACTORS.analyst, 'push', { selection: all(batch, { state: ['confirmed'] }), answerDueOn: '2026-07-25' })
}

describe('reviewing', () => {
  it('confirms in bulk what was found by rule, and says what it leaves out and why', async () => {
    const preview = await post(ACTORS.analyst, 'review', { selection: all(batch), event: 'confirm', preview: true })
    expect(preview.body).toMatchObject({ preview: true, affected: 4, byKind: { cancelled: 4 } })
    expect(await states(batch)).toEqual(['found', 'found', 'found', 'found', 'found', 'undecided'])
    const done = await confirmAll()
    expect(done.body).toEqual({ ...preview.body, preview: false })
    expect(done.body.excluded).toEqual([expect.objectContaining({ reason: 'needs_person', count: 2 })])
    expect(done.body.byPlatform).toEqual([{ platformName: '品购网', count: 4 }])
    expect(await states(batch)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed', 'found', 'undecided'])
    expect(await balanceOf(work, batch)).toMatchObject({ clear: 90, problem: 5, undecided: 5, holds: true })
  })

  it('decides an undecided row by name only, with a kind', async () => {
    const id = `${batch}_6`
    expect((await post(ACTORS.analyst, 'review', { selection: one(id), event: 'confirm' })).status).toBe(400)
    const kind = { selection: one(id), event: 'confirm', kind: 'licence_unknown' }
    expect((await post(ACTORS.analyst, 'review', kind)).body.affected).toBe(1)
    expect(await balanceOf(work, batch)).toMatchObject({
      problem: 6,
      undecided: 4,
      byKind: { cancelled: 4, name_mismatch: 1, licence_unknown: 1 },
      holds: true,
    })
  })

  it('keeps the balance over dismissing, doubting and opening again', async () => {
    expect((await post(ACTORS.analyst, 'review', { selection: one(`${batch}_1`), event: 'dismiss' })).body.code).toBe(
      'reason_required',
    )
    const dismiss = { selection: one(`${batch}_1`), event: 'dismiss', reason: '经核实仍在营业' }
    await post(ACTORS.analyst, 'review', dismiss)
    expect(await balanceOf(work, batch)).toMatchObject({ clear: 91, problem: 4, undecided: 5, holds: true })
    await post(ACTORS.analyst, 'review', { selection: one(`${batch}_2`), event: 'set_undecided' })
    expect(await balanceOf(work, batch)).toMatchObject({
      clear: 91,
      problem: 3,
      byUndecided: { by_person: 1 },
      holds: true,
    })
    await post(ACTORS.analyst, 'review', {
      selection: all(batch, { state: ['dismissed', 'undecided'] }),
      event: 'reopen',
    })
    expect(await states(batch)).toEqual(['found', 'found', 'found', 'found', 'found', 'found'])
    expect(await balanceOf(work, batch)).toMatchObject({ clear: 90, problem: 5, undecided: 5, holds: true })
  })

  it('refuses a stale version, an impossible move and an unknown row, each in its own words', async () => {
    await post(ACTORS.analyst, 'review', { selection: one(`${batch}_1`), event: 'confirm' })
    expect((await post(ACTORS.analyst, 'review', { selection: one(`${batch}_1`), event: 'confirm' })).body.code).toBe(
      'conflict',
    )
    expect(
      (await post(ACTORS.analyst, 'review', { selection: one(`${batch}_1`, 2), event: 'confirm' })).body.code,
    ).toBe('move_not_allowed')
    expect((await post(ACTORS.analyst, 'review', { selection: one('prb_none'), event: 'confirm' })).body.code).toBe(
      'not_found',
    )
    const ids = [1, 2, 9].map((row) => ({ id: `${batch}_${row}`, version: 1 }))
    const mixed = await post(ACTORS.analyst, 'review', { selection: { ids }, event: 'confirm' })
    expect(mixed.body.affected).toBe(1)
    expect(mixed.body.excluded.map((each: { reason: string }) => each.reason).sort()).toEqual(['changed', 'not_found'])
  })

  it('waits until the report is matched', async () => {
    await work.platform.workerDb
      .updateTable('report_batch')
      .set({ state: 'checking' })
      .where('id', '=', batch)
      .execute()
    expect((await post(ACTORS.analyst, 'review', { selection: one(`${batch}_1`), event: 'confirm' })).body.code).toBe(
      'batch_not_checked',
    )
    expect(
      (await find(ACTORS.analyst, 'period=2026-07&size=200')).items.some(
        (row: { batchId: string }) => row.batchId === batch,
      ),
    ).toBe(false)
  })

  it.each([
    ['a platform', ACTORS.platform, 403],
    ['an administrator', ACTORS.admin, 403],
    ['nobody', null, 401],
  ] as const)('is not done by %s', async (_, actor, status) => {
    expect((await post(actor, 'review', { selection: all(batch), event: 'confirm' })).status).toBe(status)
    expect((await post(actor, 'push', { selection: all(batch), answerDueOn: '2026-07-25' })).status).toBe(status)
    expect((await post(actor, 'verify', { selection: all(batch), event: 'verify' })).status).toBe(status)
  })

  it.each([
    ['another province', ACTORS.elsewhere],
    ['a bureau below', ACTORS.below],
  ] as const)('finds nothing for %s', async (_, actor) => {
    expect((await post(actor, 'review', { selection: all(batch), event: 'confirm' })).body.affected).toBe(0)
    expect((await post(actor, 'review', { selection: one(`${batch}_1`), event: 'confirm' })).status).toBe(404)
    expect((await find(actor, `batchId=${batch}`)).total).toBe(0)
    expect((await work.call(actor, 'GET', `/api/problems/${batch}_1`)).status).toBe(404)
    expect(await states(batch)).toEqual(['found', 'found', 'found', 'found', 'found', 'undecided'])
  })

  it('moves each row once when two people confirm at the same time', async () => {
    const both = await Promise.all([confirmAll(), confirmAll(), confirmAll()])
    expect(both.map((answer) => answer.body.affected).sort()).toEqual([0, 0, 4])
    const events = await work.platform.workerDb
      .selectFrom('problem_event')
      .select('id')
      .where('problem_id', 'like', `${batch}_%`)
      .execute()
    expect(events).toHaveLength(4)
  })
})

describe('pushing', () => {
  it('shows the platform what is pushed to it and nothing else', async () => {
    expect((await find(ACTORS.platform, `batchId=${batch}`)).total).toBe(0)
    expect((await pushAll()).body.affected).toBe(4)
    expect(await stateOf(batch)).toBe('pushed')
    const seen = await find(ACTORS.platform, `batchId=${batch}`)
    expect(seen.total).toBe(4)
    expect(seen.items[0]).toMatchObject({
      state: 'pushed',
      answerDueOn: '2026-07-25',
      overdue: false,
      platformName: '品购网',
    })
    expect((await find(ACTORS.other, `batchId=${batch}`)).total).toBe(0)
    expect((await work.call(ACTORS.other, 'GET', `/api/problems/${batch}_1`)).status).toBe(404)
    const detail = (await work.call(ACTORS.platform, 'GET', `/api/problems/${batch}_1`)).body
    expect(detail.history.map((each: { event: string }) => each.event)).toEqual(['push'])
    expect(detail.moves).toEqual(['answer'])
    expect(JSON.stringify(detail)).not.toContain('beijing_bureau_analyst')
    const own = (await work.call(ACTORS.analyst, 'GET', `/api/problems/${batch}_1`)).body
    expect(own.history.map((each: { event: string }) => each.event)).toEqual(['confirm', 'push'])
    expect(own.moves).toEqual(['withdraw'])
    const told = await work.platform.workerDb
      .selectFrom('notice')
      .selectAll()
      .where('organisation_id', '=', ORGS.pingou.id)
      .execute()
    expect(told.at(-1)?.zh).toBe('推送问题经营主体 4 户，请于 2026-07-25 前反馈处置结果')
  })

  it('is refused for a day that has passed; what was not confirmed stays', async () => {
    expect((await post(ACTORS.analyst, 'push', { selection: all(batch), answerDueOn: '2026-07-09' })).status).toBe(400)
    const found = await post(ACTORS.analyst, 'push', { selection: all(batch), answerDueOn: '2026-07-25' })
    expect(found.body).toMatchObject({ affected: 0, excluded: [{ reason: 'state', count: 6 }] })
  })

  it('is withdrawn with a reason while unanswered; the batch goes back', async () => {
    await pushAll()
    expect(
      (await post(ACTORS.analyst, 'withdraw', { selection: all(batch, { state: ['pushed'] }), reason: '' })).status,
    ).toBe(400)
    expect((await post(ACTORS.platform, 'withdraw', { selection: all(batch), reason: '不对' })).status).toBe(403)
    const back = await post(ACTORS.analyst, 'withdraw', {
      selection: all(batch, { state: ['pushed'] }),
      reason: '推送有误',
    })
    expect(back.body.affected).toBe(4)
    expect(await stateOf(batch)).toBe('matched')
    expect((await find(ACTORS.platform, `batchId=${batch}`)).total).toBe(0)
  })
})

describe('answering and verifying', () => {
  const answer = (row: number, body: object, actor = ACTORS.platform) =>
    post(actor, 'answer', { selection: one(`${batch}_${row}`, 3), ...body })

  it('asks for what an answer needs', async () => {
    await pushAll()
    expect((await answer(1, { answer: 'corrected' })).body.code).toBe('proof_required')
    expect((await answer(1, { answer: 'objected' })).body.code).toBe('reason_required')
    expect((await answer(1, { answer: 'corrected', proofFileId: 'fil_none' })).status).toBe(404)
    expect((await answer(1, { answer: 'removed' }, ACTORS.other)).status).toBe(404)
    expect((await answer(1, { answer: 'removed' }, ACTORS.analyst as never)).status).toBe(403)
    expect((await answer(1, { answer: 'removed' }, ACTORS.platformApi)).status).toBe(200)
    expect((await answer(1, { answer: 'removed' })).body.code).toBe('conflict')
  })

  it('goes from pushed over answered and returned to closed, with the batch', async () => {
    await post(ACTORS.analyst, 'review', { selection: one(`${batch}_5`), event: 'dismiss', reason: '名称已变更' })
    await pushAll()
    const removed = { selection: { filter: { batchId: batch } }, answer: 'removed' }
    await answer(1, { answer: 'objected', text: '该店仍有效' })
    expect(await stateOf(batch)).toBe('pushed')
    expect((await post(ACTORS.platform, 'answer', removed)).body).toMatchObject({ affected: 3 })
    expect(await stateOf(batch)).toBe('answered')
    const told = await work.platform.workerDb
      .selectFrom('notice')
      .selectAll()
      .where('organisation_id', '=', ORGS.beijing.id)
      .execute()
    expect(told.at(-1)).toMatchObject({ kind: 'answered', link: `/problems?batchId=${batch}&state=answered` })
    const back = { selection: one(`${batch}_1`, 4), event: 'return' }
    expect((await post(ACTORS.analyst, 'verify', back)).body.code).toBe('reason_required')
    await post(ACTORS.analyst, 'verify', { ...back, reason: '请提供营业执照' })
    expect(await stateOf(batch)).toBe('pushed')
    expect((await work.call(ACTORS.platform, 'GET', `/api/problems/${batch}_1`)).body).toMatchObject({
      state: 'returned',
      answerDueOn: '2026-07-25',
      moves: ['answer'],
    })
    await post(ACTORS.platform, 'answer', { selection: one(`${batch}_1`, 5), answer: 'suspended' })
    const done = await post(ACTORS.analyst, 'verify', {
      selection: all(batch, { state: ['answered'] }),
      event: 'verify',
    })
    expect(done.body.affected).toBe(4)
    expect(await stateOf(batch)).toBe('closed')
    expect(await balanceOf(work, batch)).toMatchObject({ clear: 91, problem: 4, undecided: 5, holds: true })
  })

  it('stays answered while something still waits for review', async () => {
    await pushAll()
    await post(ACTORS.platform, 'answer', { selection: all(batch), answer: 'removed' })
    await post(ACTORS.analyst, 'verify', { selection: all(batch), event: 'verify' })
    expect(await stateOf(batch)).toBe('answered')
    await post(ACTORS.analyst, 'review', { selection: one(`${batch}_5`), event: 'dismiss', reason: '名称已变更' })
    expect(await stateOf(batch)).toBe('closed')
  })

  it('holds a correction against the register again', async () => {
    await pushAll()
    await answer(1, { answer: 'corrected', correctedName: GOOD[0], correctedUscc: GOOD[1] })
    await answer(2, { answer: 'corrected', correctedName: '北京衡生商贸有限公司', correctedUscc: GOOD[1] })
    const recheck = async (row: number) =>
      (await work.call(ACTORS.analyst, 'GET', `/api/problems/${batch}_${row}`)).body.recheck
    expect(await recheck(1)).toMatchObject({ agrees: true, registeredName: GOOD[0], asOf: '2026-06-30' })
    expect(await recheck(2)).toMatchObject({ agrees: false, zh: '与登记信息仍不一致：名称与代码不符' })
    expect((await work.call(ACTORS.platform, 'GET', `/api/problems/${batch}_2`)).body.recheck).toBeNull()
    const done = await post(ACTORS.analyst, 'verify', {
      selection: all(batch, { state: ['answered'] }),
      event: 'verify',
    })
    expect(done.body).toMatchObject({ affected: 1, excluded: [{ reason: 'recheck_failed', count: 1 }] })
    expect(
      (await post(ACTORS.analyst, 'verify', { selection: one(`${batch}_2`, 4), event: 'verify' })).body.affected,
    ).toBe(1)
  })

  it('takes no correction for several operators at once', async () => {
    await pushAll()
    const body = { selection: all(batch), answer: 'corrected', correctedName: '某公司' }
    expect((await post(ACTORS.platform, 'answer', body)).status).toBe(400)
  })

  it('shows late answers as overdue', async () => {
    await pushAll()
    expect((await find(ACTORS.analyst, `batchId=${batch}&overdue=true`)).total).toBe(0)
    work.setNow('2026-07-25T16:00:00Z')
    const late = await find(ACTORS.platform, `batchId=${batch}&overdue=true`)
    work.setNow('2026-07-10T02:00:00Z')
    expect(late.total).toBe(4)
    expect(late.items[0].overdue).toBe(true)
  })
})

describe('finding', () => {
  it.each([
    ['kind=name_mismatch', 1],
    ['kind=name_mismatch,cancelled', 5],
    ['state=undecided', 1],
    ['bucket=problem', 5],
    ['bucket=undecided', 1],
    ['q=91110000000000', 6],
    ['q=911100000000000002', 1],
    ['q=第3商贸', 1],
    ['province=11', 6],
    ['province=33', 0],
    ['answer=removed', 0],
    [`platformId=${ORGS.lejia.id}`, 0],
  ])('%s finds %i', async (query, total) => {
    expect((await find(ACTORS.analyst, `batchId=${batch}&${query}`)).total).toBe(total)
  })

  it('pages', async () => {
    const page = await find(ACTORS.analyst, `batchId=${batch}&size=4&page=2`)
    expect(page).toMatchObject({ total: 6, page: 2, size: 4 })
    expect(page.items.map((row: { rowNo: number }) => row.rowNo)).toEqual([5, 6])
  })

  it('puts what falls due first at the top, what is answered after it', async () => {
    await confirmAll()
    const push = (rows: number[], answerDueOn: string) => {
      const ids = rows.map((row) => ({ id: `${batch}_${row}`, version: 2 }))
      return post(ACTORS.analyst, 'push', { selection: { ids }, answerDueOn })
    }
    await push([1], '2026-07-12')
    await push([2], '2026-07-30')
    await push([3, 4], '2026-07-20')
    await post(ACTORS.platform, 'answer', { selection: one(`${batch}_1`, 3), answer: 'removed' })
    const rowsOf = async (query: string) =>
      (await find(ACTORS.platform, `batchId=${batch}${query}`)).items.map((row: { rowNo: number }) => row.rowNo)
    expect(await rowsOf('&order=due')).toEqual([3, 4, 2, 1])
    expect(await rowsOf('')).toEqual([1, 2, 3, 4])
  })
})
