import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeXlsx } from '@redbridge/tabular'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWork, type Work } from '../../testing/work.ts'
import { exchangeRoutes } from '../exchange/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { assistanceRoutes } from './index.ts'
import { driver, PEOPLE, seedBridge } from './testing/request.ts'

let work: Work
let at: ReturnType<typeof driver>
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...assistanceRoutes(), ...exchangeRoutes()])
  work.setNow('2026-07-10T02:00:00Z')
  await seedBridge(work)
  at = driver(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const upload = (id: string, name: string, content: Buffer | string, who = PEOPLE.platform) =>
  at.post(who, `/api/assistance/${id}/answer-file`, { name, content: Buffer.from(content) })
type Sheet = { name: string; header: string[]; rows: string[][] }
const workbook = async (...sheets: Sheet[]): Promise<Buffer> => {
  const path = join(work.dir, 'answer.xlsx')
  await writeXlsx(path, {
    sheets: sheets.map(({ name, header, rows }) => ({ name, columns: header.map((one) => ({ header: one })), rows })),
  })
  return readFile(path)
}
const identity: Sheet = {
  name: '平台内经营者身份信息',
  header: ['名称（姓名）', '联系电话'],
  rows: [['云上小铺', '13812345678']],
}
const drafts = async (id: string): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM assistance_answer WHERE matter_id = ${id}`.execute(work.platform.workerDb)
  return rows[0]?.n ?? -1
}

describe('an answer by file', () => {
  it('is the template filled in: read, previewed as a draft that nobody else sees, then sent', async () => {
    const id = await at.received()
    const template = await at.get(PEOPLE.platform, `/api/assistance/${id}/answer-template.xlsx`)
    expect(template.status).toBe(200)
    const untouched = await upload(id, 'a.xlsx', template.raw)
    expect(untouched.body.draft.groups, JSON.stringify(untouched.body)).toEqual([])
    const filled = await workbook(
      identity,
      {
        name: '支付记录',
        header: ['订单编号', 'Amount (yuan)'],
        rows: [
          ['D1', '19.90'],
          ['D2', ''],
        ],
      },
      { name: '未提供', header: ['内容', '理由', '说明'], rows: [['payment.order_no', '平台未收集', '第三方收款']] },
    )
    const { body } = await upload(id, 'b.xlsx', filled)
    expect(body.faults).toEqual([])
    expect(body.draft).toMatchObject({
      state: 'draft',
      groups: [
        { group: 'identity', rows: 1, fields: ['name', 'phone'] },
        { group: 'payment', rows: 2, fields: ['order_no', 'amount'] },
      ],
      withheld: [{ field: 'payment.order_no', reason: 'not_held', note: '第三方收款' }],
    })
    expect((await at.get(PEOPLE.analyst, `/api/assistance/${id}/answers/${body.draft.id}`)).status).toBe(404)
    const done = await at.answer(id, { draftId: body.draft.id })
    expect([done.status, done.body.missing], JSON.stringify(done.body)).toEqual([200, []])
    expect((await at.get(PEOPLE.analyst, `/api/assistance/${id}/answers/${body.draft.id}`)).status).toBe(200)
  })

  it('with columns, sheets or rows that cannot be taken is told of each, and nothing of it is kept', async () => {
    const id = await at.received()
    const { body } = await upload(
      id,
      'a.xlsx',
      await workbook(
        { ...identity, header: ['名称（姓名）', '身份证件号码', '备注', '联系电话', 'identity.phone'] },
        { name: '物流快递', header: ['运单号'], rows: [['SF1']] },
        { name: '支付记录', header: ['订单编号'], rows: [['D1'], ['x'.repeat(4001)]] },
        {
          name: '未提供',
          header: ['内容', '理由', '说明'],
          rows: [
            ['某项', '平台未收集', ''],
            ['支付记录', '平台未收集', ''],
            ['支付金额（元）', '不想给', ''],
          ],
        },
      ),
    )
    expect(body.draft).toBe(null)
    expect(body.faults.map(({ group, row, field }: Record<string, unknown>) => [group, row, field])).toEqual([
      ['identity', null, 'identity.id_number'],
      ['identity', null, '备注'],
      ['identity', null, 'identity.phone'],
      ['logistics', null, null],
      ['payment', 2, 'payment.order_no'],
      [null, 1, '某项'],
      ['payment', 2, '支付记录'],
      [null, 3, '支付金额（元）'],
    ])
    for (const fault of body.faults) expect([fault.zh, fault.en]).not.toContain('')
    expect(await drafts(id)).toBe(0)
  })

  it('may be a CSV of one group, in UTF-8 or GB18030, recognised by its headings', async () => {
    const id = await at.received()
    const csv = '订单编号,支付金额（元）\nD1,19.90\nD2,5\n'
    for (const content of [csv, iconv.encode(csv, 'gb18030'), `\uFEFF${csv}`]) {
      const { body } = await upload(id, 'a.csv', content)
      expect(body.draft?.groups, JSON.stringify(body)).toEqual([
        { group: 'payment', rows: 2, fields: ['order_no', 'amount'] },
      ])
    }
    const ids = await upload(id, 'b.csv', 'payment.order_no,payment.amount\nD1,1\n')
    expect(ids.body.draft.groups[0].group).toBe('payment')
    const other = await upload(id, 'c.csv', '运单号,承运企业\nSF1,顺丰\n')
    expect([other.body.draft, other.body.faults.length]).toEqual([null, 1])
    const unclear = await upload(id, 'd.csv', '甲,乙\n1,2\n')
    expect([unclear.status, unclear.body.code]).toEqual([422, 'file_unusable'])
  })

  it('may be the JSON of the API, judged by the same rules', async () => {
    const id = await at.received()
    const content = { groups: [{ group: 'identity', rows: [{ name: '甲' }] }], none: ['payment'] }
    expect((await upload(id, 'a.json', JSON.stringify(content))).body.draft).toMatchObject({ none: ['payment'] })
    const wrong = await upload(
      id,
      'b.json',
      JSON.stringify({ groups: [{ group: 'identity', rows: [{ name: '甲' }, { address: '某路' }] }] }),
    )
    expect(wrong.body).toMatchObject({
      draft: null,
      faults: [{ group: 'identity', row: 2, field: 'identity.address' }],
    })
    const shapeless = await upload(id, 'c.json', '{"groups":[{"group":"identity","rows":[{"name":1}]}]}')
    expect(shapeless.body).toMatchObject({
      draft: null,
      faults: [{ group: 'identity', row: 1, field: 'identity.name' }],
    })
    expect((await upload(id, 'd.json', '{"groups":')).body.faults).toHaveLength(1)
  })

  it('refuses what is no table, too large, or from who is not asked', async () => {
    const id = await at.received()
    for (const [content, status, code] of [
      ['%PDF-1.7 …', 422, 'file_unusable'],
      ['', 422, 'file_unusable'],
      [`订单编号,支付金额（元）\n${'D1,1\n'.repeat(20_001)}`, 422, 'file_unusable'],
      [Buffer.alloc((20 << 20) + 1, 'a'), 413, 'too_large'],
    ] as const) {
      const refused = await upload(id, 'x.csv', content as string)
      expect([refused.status, refused.body.code]).toEqual([status, code])
    }
    expect((await upload(id, 'a.csv', 'x', PEOPLE.other)).status).toBe(404)
    expect((await upload(id, 'a.csv', 'x', PEOPLE.analyst)).status).toBe(403)
    expect((await at.get(PEOPLE.other, `/api/assistance/${id}/answer-template.xlsx`)).status).toBe(404)
    expect(await drafts(id)).toBe(0)
  })

  it('is sent by its own platform and for its own request alone, and can be discarded', async () => {
    const [id, second] = [await at.received(), await at.received()]
    const csv = '订单编号,支付金额（元）\nD1,19.90\n'
    const { draft } = (await upload(id, 'a.csv', csv)).body
    expect((await at.answer(second, { part: true, draftId: draft.id })).status).toBe(400)
    const remove = (who: typeof PEOPLE.platform, matter = id) =>
      work.call(who, 'DELETE', `/api/assistance/${matter}/answers/${draft.id}`)
    expect((await remove(PEOPLE.other)).status).toBe(404)
    expect((await remove(PEOPLE.platform, second)).status).toBe(404)
    expect((await remove(PEOPLE.analyst)).status).toBe(403)
    expect((await remove(PEOPLE.platform)).status).toBe(204)
    expect((await remove(PEOPLE.platform)).status).toBe(404)
    const { draft: kept } = (await upload(id, 'a.csv', csv)).body
    expect((await at.answer(id, { part: true, draftId: kept.id })).status).toBe(200)
    expect((await at.answer(id, { part: true, draftId: kept.id })).status).toBe(400)
    expect((await work.call(PEOPLE.platform, 'DELETE', `/api/assistance/${id}/answers/${kept.id}`)).status).toBe(404)
  })
})
