import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTable, readRows, writeXlsx } from '@redbridge/tabular'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealOperator } from '../../platform/sealing.ts'
import {
  ACTORS,
  ORGS,
  seedBatch,
  seedOrganisations,
  seedPeriod,
  seedProblems,
  seedPushMatters,
} from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { problemsRoutes } from './index.ts'
import { proofTypeOf } from './proofs.service.ts'

let work: Work
beforeAll(async () => {
  work = await openWork(problemsRoutes)
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await seedPeriod(work, '2026-07')
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

let n = 0
let batch = ''
beforeEach(async () => {
  batch = `bat_f${++n}`
  await seedBatch(work, { id: batch, key: '2026-07', state: 'pushed' })
  const sealed = sealOperator(work.platform.secrets, { idNumber: '11010519491231002X', phone: '13812345678' })
  await seedProblems(
    work,
    batch,
    [1, 2, 3, 4].map((row) => ({
      row_no: row,
      state: row === 4 ? ('found' as const) : ('pushed' as const),
      sealed,
      name: row === 1 ? '=北京公式有限公司' : `北京第${row}商贸有限公司`,
      phone_masked: '138****5678',
    })),
  )
  await seedPushMatters(work, batch, ORGS.beijing.id)
})

const tableOf = async (bytes: Buffer): Promise<string[][]> => {
  const path = join(work.dir, `table-${n}.xlsx`)
  writeFileSync(path, bytes)
  await using table = await openTable(path, { columns: [{ key: 'id', zh: '问题编号', synonyms: [] }] })
  const rows = [[...table.header]]
  for await (const row of readRows(table.csv())) rows.push(row)
  return rows
}
const csv = (...rows: string[]) => ({ name: 'answers.csv', content: Buffer.from(rows.join('\n'), 'utf8') })
const states = async () =>
  (
    await work.platform.workerDb
      .selectFrom('problem')
      .select('state')
      .where('batch_id', '=', batch)
      .orderBy('row_no')
      .execute()
  ).map((row) => row.state)

describe('answers by file', () => {
  const send = (file: unknown, actor = ACTORS.platform) => work.call(actor, 'POST', '/api/problems/answers-file', file)

  it('applies what can be applied, and says of each other row why not', async () => {
    const file = csv(
      '问题编号,答复,说明,更正后名称,更正后代码',
      `${batch}_1,已清退,,,`,
      `${batch}_2,有异议,,,`,
      `${batch}_2,已更正,,北京新名有限公司,`,
      `${batch}_3,删除,,,`,
      `${batch}_4,已清退,,,`,
      `${batch}_1,已暂停服务,,,`,
      'prb_nobody,removed,,,',
      `${batch}_3,,,,`,
    )
    const { status, body } = await send(file)
    expect(status).toBe(200)
    expect(body).toMatchObject({ rows: 7, accepted: 2 })
    expect(body.rejected.map((one: { row: number; zh: string }) => [one.row, one.zh])).toEqual([
      [3, '答复“有异议”须填写说明'],
      [5, '答复须为：已清退、已暂停服务、已更正、有异议'],
      // not yet pushed: for the platform it does not exist
      [6, '问题编号不存在'],
      [7, '同一问题编号在文件中重复'],
      [8, '问题编号不存在'],
    ])
    expect(await states()).toEqual(['answered', 'answered', 'pushed', 'found'])
    const again = await send(csv('问题编号,答复', `${batch}_1,已清退`))
    expect(again.body.rejected[0].zh).toBe('该问题当前不能反馈')
  })

  it('takes back the workbook it gave out, filled in', async () => {
    const given = await work.call(ACTORS.platform, 'GET', `/api/batches/${batch}/problems.xlsx`)
    const [header = [], ...rows] = await tableOf(given.raw)
    const at = header.indexOf('答复')
    const filled = rows.map((row) => row.map((cell, i) => (i === at ? '已清退' : cell)))
    const path = join(work.dir, 'filled.xlsx')
    await writeXlsx(path, { sheets: [{ name: '答复', columns: header.map((one) => ({ header: one })), rows: filled }] })
    const { readFileSync } = await import('node:fs')
    const { body } = await send({ name: 'filled.xlsx', content: readFileSync(path) })
    expect(body).toEqual({ rows: 3, accepted: 3, rejected: [] })
    const state = await work.platform.workerDb
      .selectFrom('report_batch')
      .select('state')
      .where('id', '=', batch)
      .executeTakeFirst()
    expect(state?.state).toBe('answered')
  })

  it('changes nothing of another platform, and is not for bureaus', async () => {
    const file = csv('问题编号,答复', `${batch}_1,已清退`)
    expect((await send(file, ACTORS.other)).body).toMatchObject({ accepted: 0, rejected: [{ zh: '问题编号不存在' }] })
    expect((await send(file, ACTORS.analyst as never)).status).toBe(403)
    expect(await states()).toEqual(['pushed', 'pushed', 'pushed', 'found'])
  })

  it('answers a file that is no table, or has not the columns', async () => {
    expect((await send({ name: 'a.xlsx', content: Buffer.from('%PDF-1.7 …') })).body.code).toBe('file_unusable')
    const wrong = await send(csv('问题编号,备注', `${batch}_1,x`))
    expect([wrong.body.code, wrong.body.detail]).toEqual(['file_unusable', expect.stringContaining('答复')])
  })
})

describe('exporting', () => {
  it('holds what the caller may see, opens in Excel, and is logged', async () => {
    const own = await work.call(ACTORS.analyst, 'GET', `/api/problems.xlsx?batchId=${batch}`)
    expect(own.headers['content-type']).toContain('spreadsheetml')
    const rows = await tableOf(own.raw)
    expect(rows).toHaveLength(5)
    expect(rows[1]?.slice(0, 6)).toEqual([
      `${batch}_1`,
      '品购网',
      '2026-07',
      '1',
      '=北京公式有限公司',
      '911100000000000001',
    ])
    expect(own.raw.toString('latin1')).not.toContain('13812345678')
    const seen = await work.call(ACTORS.platform, 'GET', `/api/problems.xlsx?batchId=${batch}`)
    expect(await tableOf(seen.raw)).toHaveLength(4)
    expect((await work.call(ACTORS.other, 'GET', `/api/batches/${batch}/problems.xlsx`)).status).toBe(404)
    const strange = await work.call(ACTORS.other, 'GET', `/api/problems.xlsx?batchId=${batch}`)
    expect(await tableOf(strange.raw)).toHaveLength(1)
    const log = await work.platform.workerDb
      .selectFrom('audit_event')
      .select('actor_name')
      .where('action', '=', 'problem.export')
      .where('subject_id', '=', batch)
      .execute()
    expect(log).toHaveLength(3)
  })
})

describe('sealed data', () => {
  const open = (actor: Parameters<Work['call']>[0], purpose = '电话核实经营者身份') =>
    work.call(actor, 'POST', `/api/problems/${batch}_1/open-sealed`, { purpose })

  it('opens with a purpose, which is logged', async () => {
    expect((await open(ACTORS.analyst)).body).toEqual({ idNumber: '11010519491231002X', phone: '13812345678' })
    const log = await work.platform.workerDb
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'problem.open_sealed')
      .where('subject_id', '=', `${batch}_1`)
      .execute()
    expect(log.map((one) => [one.user_id, one.detail])).toEqual([
      ['beijing_bureau_analyst', { purpose: '电话核实经营者身份' }],
    ])
    const detail = await work.call(ACTORS.analyst, 'GET', `/api/problems/${batch}_1`)
    expect(detail.body).toMatchObject({ hasSealed: true, phoneMasked: '138****5678' })
    expect(JSON.stringify(detail.body)).not.toMatch(/13812345678|11010519491231002X/)
  })

  it.each([
    ['the platform', ACTORS.platform, 403],
    ['an administrator', ACTORS.admin, 403],
    ['another province', ACTORS.elsewhere, 404],
  ] as const)('stays closed to %s', async (_, actor, status) => {
    expect((await open(actor)).status).toBe(status)
    const log = await work.platform.workerDb
      .selectFrom('audit_event')
      .select('id')
      .where('subject_id', '=', `${batch}_1`)
      .execute()
    expect(log).toEqual([])
  })

  it('stays closed without a purpose', async () => {
    expect((await open(ACTORS.analyst, ' 看 ')).status).toBe(400)
  })
})

describe('proofs', () => {
  const pdf = { name: '../营业执照.exe', content: Buffer.from('%PDF-1.7\n…') }
  const upload = (file: unknown, actor = ACTORS.platform) => work.call(actor, 'POST', '/api/proofs', file)

  it('goes from the platform to the bureau that sees the answer, and to nobody else', async () => {
    const { status, body } = await upload(pdf)
    expect([status, body.name]).toEqual([201, '营业执照.pdf'])
    const get = (actor: Parameters<Work['call']>[0]) => work.call(actor, 'GET', `/api/proofs/${body.id}`)
    expect((await get(ACTORS.analyst)).status).toBe(404)
    expect((await get(ACTORS.platform)).raw).toEqual(pdf.content)
    const answer = { selection: { ids: [{ id: `${batch}_1`, version: 1 }] }, answer: 'corrected', proofFileId: body.id }
    expect((await work.call(ACTORS.platform, 'POST', '/api/problems/answer', answer)).status).toBe(200)
    const opened = await get(ACTORS.analyst)
    expect([opened.status, opened.headers['content-type'], opened.headers['x-content-type-options']]).toEqual([
      200,
      'application/pdf',
      'nosniff',
    ])
    expect((await work.call(ACTORS.analyst, 'GET', `/api/problems/${batch}_1`)).body).toMatchObject({
      answerProofName: '营业执照.pdf',
      answerProofId: body.id,
    })
    for (const stranger of [ACTORS.other, ACTORS.elsewhere, ACTORS.below])
      expect((await get(stranger)).status).toBe(404)
    const foreign = { ...answer, selection: { ids: [{ id: `${batch}_2`, version: 1 }] } }
    expect((await work.call(ACTORS.other, 'POST', '/api/problems/answer', foreign)).status).toBe(404)
  })

  it('is refused by content and size, leaving nothing behind', async () => {
    expect((await upload({ name: 'a.pdf', content: Buffer.from('<script>') })).body.code).toBe('proof_type')
    expect(
      (await upload({ name: 'a.pdf', content: Buffer.concat([pdf.content, Buffer.alloc(21 << 20)]) })).status,
    ).toBe(413)
    expect((await upload(pdf, ACTORS.analyst as never)).status).toBe(403)
  })

  it.each([
    ['PNG', Buffer.from('89504e470d0a1a0a00', 'hex'), 'png'],
    ['JPEG', Buffer.from('ffd8ffe000', 'hex'), 'jpg'],
    ['a workbook', Buffer.from('PK\u0003\u0004[Content_Types].xml xl/workbook.xml', 'latin1'), 'xlsx'],
    ['a document', Buffer.from('PK\u0003\u0004[Content_Types].xml word/document.xml', 'latin1'), 'docx'],
    [
      'a workbook with macros',
      Buffer.from('PK\u0003\u0004[Content_Types].xml xl/workbook.xml xl/vbaProject.bin', 'latin1'),
      null,
    ],
    ['any zip', Buffer.from('PK\u0003\u0004hello', 'latin1'), null],
    ['nothing', Buffer.alloc(0), null],
    ['a program', Buffer.from('MZ'), null],
  ])('knows %s', (_, bytes, type) => {
    expect(proofTypeOf(bytes)).toBe(type)
  })
})
