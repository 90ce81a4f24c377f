import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ACTORS,
  balanceOf,
  codeOf,
  ORGS,
  seedBatch,
  seedOrganisations,
  seedPeriod,
  seedRecords,
  seedRegister,
  totalsOf,
} from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { applyAnswers } from './apply.ts'
import { fillInChunks } from './fill.ts'
import { transfersJobs, transfersRoutes } from './index.ts'
import { packageNumber } from './package-number.ts'
import { proposeFor } from './propose.ts'

const ZJ = Array.from({ length: 6 }, (_, i) => ({ name: `杭州第${i + 1}贸易有限公司`, uscc: codeOf('330106', i + 1) }))
type Caller = Parameters<Work['call']>[0]

let work: Work
beforeAll(async () => {
  work = await openWork(transfersRoutes, { market: true })
  await seedOrganisations(work)
  await seedPeriod(work, '2026-07')
  const [good, cancelled, renamed, listed] = ZJ
  if (!good || !cancelled || !renamed || !listed) throw new Error('seed')
  await seedRegister(work, 'zhejiang', [
    [good.name, good.uscc],
    [cancelled.name, cancelled.uscc, '注销'],
    ['宁波完全另外一家食品厂', renamed.uscc],
    [listed.name, listed.uscc, '存续', '是'],
  ])
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

/** A batch with six operators of Zhejiang, two of Sichuan (no bureau on the system), and four of its own province. */
let n = 0
let batch = ''
beforeEach(async () => {
  work.setNow('2026-08-01T02:00:00Z')
  batch = `bat_${++n}`
  const totals = totalsOf({
    rowsIn: 13,
    accepted: 12,
    rejected: 1,
    clear: 4,
    undecided: 8,
    byUndecided: { outside_coverage: 8 },
  })
  await seedBatch(work, { id: batch, key: '2026-07', totals })
  const outside = { verdict: 'undecided', undecided_reason: 'outside_coverage' }
  await seedRecords(work, batch, '2026-07', [
    ...ZJ.map((one) => ({ ...one, ...outside, province: '33', representative: '张三', phone_masked: '138****0000' })),
    ...[7, 8].map((i) => ({ ...outside, province: '51', name: `成都第${i}商行`, uscc: codeOf('510104', i) })),
    ...[1, 2, 3, 4].map((i) => ({ name: `北京第${i}公司`, uscc: codeOf('110105', i) })),
    // found problems of another province are not undecided: they go to the platform, not to the home bureau
  ])
})

const send = (provinces: string[], more = {}, actor: Caller = ACTORS.analyst) =>
  work.call(actor, 'POST', `/api/batches/${batch}/transfer`, { provinces, ...more })
const outside = async (actor: Caller = ACTORS.analyst) =>
  (await work.call(actor, 'GET', `/api/batches/${batch}/outside`)).body
const act = (event: string, actor: Caller, body: object) => work.call(actor, 'POST', `/api/transfers/${event}`, body)
const list = async (actor: Caller, query: string) => (await work.call(actor, 'GET', `/api/transfers?${query}`)).body
const job = (name: string, payload = {}) =>
  transfersJobs(work.platform)
    .find((one) => one.name === name)
    ?.handle(payload as never, new AbortController().signal)
const sendToZhejiang = async (): Promise<string> => {
  const packageNo = (await send(['33'])).body.packages[0].packageNo
  await proposeFor(work.platform, packageNo)
  return packageNo
}

describe('sending', () => {
  it('numbers packages as official letters do', () => {
    expect(packageNumber('110000', 2026, 1)).toBe('京移〔2026〕0001号')
    expect(packageNumber('440300', 2026, 12)).toBe('粤440300移〔2026〕0012号')
    expect(packageNumber('000000', 2026, 10_000)).toBe('总移〔2026〕10000号')
  })

  it('shows who waits for which home bureau, previews, sends, and shows it sent', async () => {
    expect(await outside()).toEqual([
      {
        province: '33',
        provinceZh: '浙江',
        count: 6,
        sent: 0,
        toBureauId: ORGS.zhejiang.id,
        toBureauName: ORGS.zhejiang.nameZh,
      },
      { province: '51', provinceZh: '四川', count: 2, sent: 0, toBureauId: null, toBureauName: null },
    ])
    const preview = await send(['33', '51'], { preview: true })
    expect(preview.body).toEqual({
      preview: true,
      packages: [
        { packageNo: '', toBureauName: ORGS.zhejiang.nameZh, province: '33', count: 6, state: 'sent' },
        { packageNo: '', toBureauName: null, province: '51', count: 2, state: 'returned' },
      ],
    })
    expect(
      (await list(ACTORS.elsewhere, 'box=in')).items.some(
        (one: { periodKey: string; packageNo: string }) => one.packageNo === '',
      ),
    ).toBe(false)
    const sent = await send(['33', '51'])
    expect(sent.body.packages[0].packageNo).toMatch(/^京移〔2026〕\d{4}号$/)
    expect((await outside()).map((group: { sent: number }) => group.sent)).toEqual([6, 0])
    expect((await send(['33'])).body.packages).toEqual([])
  })

  it('gives back what nobody can receive, with the reason', async () => {
    const { packageNo } = (await send(['51'])).body.packages[0]
    const back = await list(ACTORS.analyst, `box=out&packageNo=${encodeURIComponent(packageNo)}`)
    expect(back.total).toBe(2)
    expect(back.items[0]).toMatchObject({
      state: 'returned',
      note: expect.stringContaining('无人认领'),
      toBureauId: null,
    })
    expect(await balanceOf(work, batch)).toMatchObject({ undecided: 8, holds: true })
  })

  it('goes out once when two people send at the same time', async () => {
    const both = await Promise.all([send(['33']), send(['33'])])
    expect(both.map((one) => one.body.packages.length).sort()).toEqual([0, 1])
  })

  it.each([
    ['the receiver', ACTORS.elsewhere, 404],
    ['a bureau below', ACTORS.below, 404],
    ['the platform', ACTORS.platform, 403],
    ['an administrator', ACTORS.admin, 403],
  ] as const)('is not done by %s', async (_, actor, status) => {
    expect((await send(['33'], {}, actor)).status).toBe(status)
    expect((await work.call(actor, 'GET', `/api/batches/${batch}/outside`)).status).toBe(status)
  })

  it('waits for the report to be matched, and for a day to come', async () => {
    expect((await send(['33'], { answerDueOn: '2026-08-01' })).status).toBe(400)
    await work.platform.workerDb
      .updateTable('report_batch')
      .set({ state: 'checking' })
      .where('id', '=', batch)
      .execute()
    expect((await send(['33'])).body.code).toBe('batch_not_checked')
  })

  it('writes a large package in chunks; begun again it doubles nothing', async () => {
    const db = work.platform.workerDb
    const packageNo = `试移〔2026〕${n}号`
    await db
      .insertInto('transfer_package')
      .values({
        package_no: packageNo,
        batch_id: batch,
        from_bureau_id: ORGS.beijing.id,
        from_division: '110000',
        to_bureau_id: ORGS.zhejiang.id,
        to_division: '330000',
        province: '33',
        year: 1999,
        serial: n,
        state: 'sending',
        expected: 6,
        answer_due_on: '2026-08-31',
        sent_by: '某',
        sent_at: work.platform.clock.now(),
      })
      .execute()
    await job('transfers.sweep')
    // A worker killed after the last chunk and before the end is followed by one that finds everything there.
    await db.updateTable('transfer_package').set({ state: 'sending' }).where('package_no', '=', packageNo).execute()
    await fillInChunks(work.platform, packageNo)
    const rows = await db
      .selectFrom('transfer')
      .select('row_no')
      .where('package_no', '=', packageNo)
      .orderBy('row_no')
      .execute()
    expect(rows.map((row) => row.row_no)).toEqual([1, 2, 3, 4, 5, 6])
    const pack = await db
      .selectFrom('transfer_package')
      .select('state')
      .where('package_no', '=', packageNo)
      .executeTakeFirst()
    expect(pack?.state).toBe('sent')
  })
})

describe('receiving and answering', () => {
  it('goes with a receipt from sent over received to answered and closed', async () => {
    const packageNo = await sendToZhejiang()
    const query = `packageNo=${encodeURIComponent(packageNo)}`
    const inbox = await list(ACTORS.elsewhere, `box=in&${query}`)
    expect(inbox.items.map((one: { proposed: string }) => one.proposed)).toEqual([
      'in_good_standing',
      'cancelled',
      'name_mismatch',
      'abnormal_operation',
      'not_registered',
      'not_registered',
    ])
    const selection = { packageNo }
    expect((await act('answer', ACTORS.elsewhere, { selection, useProposed: true })).body).toMatchObject({
      affected: 0,
      excluded: [{ reason: 'state', count: 6 }],
    })
    expect((await act('receive', ACTORS.elsewhere, { selection })).body.affected).toBe(6)
    const box = (await work.call(ACTORS.analyst, 'GET', '/api/transfer-packages?box=out')).body.items
    expect(box.find((one: { packageNo: string }) => one.packageNo === packageNo)).toMatchObject({
      total: 6,
      counts: { received: 6 },
      receivedAt: '2026-08-01T02:00:00.000Z',
      receiptBy: 'zhejiang_bureau_analyst·名',
      complete: true,
    })
    expect((await act('answer', ACTORS.elsewhere, { selection })).status).toBe(400)
    const preview = await act('answer', ACTORS.elsewhere, { selection, useProposed: true, preview: true })
    expect(preview.body).toMatchObject({
      affected: 6,
      byFinding: { in_good_standing: 1, cancelled: 1, name_mismatch: 1, abnormal_operation: 1, not_registered: 2 },
    })
    expect((await act('answer', ACTORS.elsewhere, { selection, useProposed: true })).body.affected).toBe(6)
    expect(await balanceOf(work, batch)).toMatchObject({ undecided: 8, holds: true })
    await applyAnswers(work.platform, batch)
    expect(await balanceOf(work, batch)).toMatchObject({
      clear: 5,
      problem: 5,
      undecided: 2,
      byKind: { cancelled: 1, name_mismatch: 1, abnormal_operation: 1, licence_unknown: 2 },
      byUndecided: { outside_coverage: 2 },
      holds: true,
    })
    expect(await applyAnswers(work.platform, batch)).toBe(0)
    const told = await work.platform.workerDb
      .selectFrom('notice')
      .select('kind')
      .where('organisation_id', '=', ORGS.beijing.id)
      .execute()
    expect(told.map((one) => one.kind)).toContain('transfer_answered')
    expect((await act('close', ACTORS.analyst, { selection })).body.affected).toBe(6)
  })

  it('makes a problem of a bad answer, with its evidence and where it came from', async () => {
    const packageNo = await sendToZhejiang()
    await act('receive', ACTORS.elsewhere, { selection: { packageNo } })
    const [second] = (
      await list(ACTORS.elsewhere, `box=in&q=${ZJ[1]?.uscc}&state=received&packageNo=${encodeURIComponent(packageNo)}`)
    ).items
    await act('answer', ACTORS.elsewhere, {
      selection: { ids: [second.id] },
      finding: 'cancelled',
      note: '2025 年已注销',
    })
    await applyAnswers(work.platform, batch)
    const db = work.platform.workerDb
    const [problem, ...more] = await db.selectFrom('problem').selectAll().where('batch_id', '=', batch).execute()
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      row_no: 2,
      kind: 'cancelled',
      state: 'found',
      representative: '张三',
      phone_masked: '138****0000',
      tier: 'exact_code',
    })
    expect(problem?.registered).toMatchObject({ status: 'cancelled', name: ZJ[1]?.name })
    const event = await db
      .selectFrom('problem_event')
      .selectAll()
      .where('problem_id', '=', problem?.id ?? '')
      .executeTakeFirst()
    expect(event).toMatchObject({
      by_organisation: ORGS.zhejiang.nameZh,
      reason: '已注销：2025 年已注销',
    })
    const seen = (await list(ACTORS.analyst, `box=out&packageNo=${encodeURIComponent(packageNo)}&state=answered`)).items
    expect(seen).toEqual([expect.objectContaining({ finding: 'cancelled', note: '2025 年已注销', proposed: null })])
  })

  it('applies each answer once when two workers do it at the same time', async () => {
    const packageNo = await sendToZhejiang()
    await act('receive', ACTORS.elsewhere, { selection: { packageNo } })
    await act('answer', ACTORS.elsewhere, { selection: { packageNo }, useProposed: true })
    await Promise.all([1, 2, 3].map(() => applyAnswers(work.platform, batch).catch(() => 0)))
    await job('transfers.sweep')
    expect(await balanceOf(work, batch)).toMatchObject({ clear: 5, problem: 5, undecided: 2, holds: true })
  })

  it('lets each end make its own moves only', async () => {
    const packageNo = await sendToZhejiang()
    const selection = { packageNo }
    const wrongEnd = { affected: 0, excluded: [{ reason: 'not_your_end', count: 6 }] }
    expect((await act('receive', ACTORS.analyst, { selection })).body).toMatchObject(wrongEnd)
    expect((await act('withdraw', ACTORS.elsewhere, { selection, note: '发错' })).body).toMatchObject(wrongEnd)
    const [{ id }] = (await list(ACTORS.analyst, `box=out&packageNo=${encodeURIComponent(packageNo)}`)).items
    expect((await act('receive', ACTORS.analyst, { selection: { ids: [id] } })).status).toBe(403)
    for (const [actor, status] of [
      [ACTORS.below, 404],
      [ACTORS.platform, 403],
      [ACTORS.admin, 403],
      [null, 401],
    ] as const)
      for (const event of ['receive', 'answer', 'return', 'withdraw', 'close'])
        expect((await act(event, actor, { selection: { ids: [id] }, note: '无', finding: 'cancelled' })).status).toBe(
          status,
        )
    expect((await list(ACTORS.below, 'box=out')).total).toBe(0)
    expect((await work.call(ACTORS.platform, 'GET', '/api/transfers')).status).toBe(403)
  })

  it('is returned or withdrawn with a reason, and can be sent again', async () => {
    const packageNo = await sendToZhejiang()
    const selection = { packageNo }
    expect((await act('return', ACTORS.elsewhere, { selection })).body.code).toBe('reason_required')
    expect((await act('withdraw', ACTORS.analyst, { selection })).body.code).toBe('reason_required')
    expect((await act('return', ACTORS.elsewhere, { selection, note: '不属我省登记' })).body.affected).toBe(6)
    expect((await outside())[0]).toMatchObject({ sent: 0 })
    const again = (await send(['33'])).body.packages[0].packageNo
    expect(again).not.toBe(packageNo)
    expect(
      (await act('withdraw', ACTORS.analyst, { selection: { packageNo: again }, note: '补充材料后再发' })).body
        .affected,
    ).toBe(6)
    expect(await balanceOf(work, batch)).toMatchObject({ clear: 4, undecided: 8, holds: true })
  })

  it('leaves out what the register has no answer for', async () => {
    const packageNo = (await send(['33'])).body.packages[0].packageNo
    await act('receive', ACTORS.elsewhere, { selection: { packageNo } })
    expect((await act('answer', ACTORS.elsewhere, { selection: { packageNo }, useProposed: true })).body).toMatchObject(
      {
        affected: 0,
        excluded: [{ reason: 'no_proposal', count: 6 }],
      },
    )
  })
})

describe('time', () => {
  it('shows late ones, and brings back by itself what nobody received', async () => {
    const packageNo = await sendToZhejiang()
    const query = `box=out&packageNo=${encodeURIComponent(packageNo)}`
    const [{ id }] = (await list(ACTORS.analyst, query)).items
    await act('receive', ACTORS.elsewhere, { selection: { ids: [id] } })
    work.setNow('2026-08-16T02:00:00Z')
    await job('transfers.sweep')
    expect((await list(ACTORS.analyst, `${query}&state=returned`)).total).toBe(0)
    work.setNow('2026-08-17T02:00:00Z')
    await job('transfers.sweep')
    await job('transfers.sweep')
    const back = await list(ACTORS.analyst, `${query}&state=returned`)
    expect(back.total).toBe(5)
    expect(back.items[0].note).toBe('逾期无人签收，由系统退回')
    const audits = await work.platform.workerDb
      .selectFrom('audit_event')
      .select('actor_name')
      .where('subject_id', '=', packageNo)
      .where('action', '=', 'transfer.return')
      .execute()
    expect(audits).toEqual([{ actor_name: '系统自动' }])
    work.setNow('2026-09-01T02:00:00Z')
    expect(
      (await list(ACTORS.elsewhere, `box=in&packageNo=${encodeURIComponent(packageNo)}&state=received`)).items,
    ).toEqual([expect.objectContaining({ id, overdue: true })])
  })
})
