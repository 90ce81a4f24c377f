import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTable, readRows, writeXlsx } from '@redbridge/tabular'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { mattersRoutes } from '../matters/index.ts'
import { BULK_COLUMNS, type BulkKey } from './bulk-columns.ts'
import { assistanceRoutes } from './index.ts'

let work: Work
beforeAll(async () => {
  work = await openWork([...assistanceRoutes(), ...mattersRoutes()])
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await work.platform.workerDb
    .updateTable('organisation')
    .set({ on_bridge: true })
    .where('id', 'in', [ORGS.pingou.id, ORGS.lejia.id])
    .execute()
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

type Row = Partial<Record<BulkKey, string>>
const good: Row = {
  platform: '品购网',
  kind: '店铺',
  value: 'https://pingou.example/s/1',
  purpose: '案件调查',
  fields: '身份、支付：订单编号',
  periodFrom: '2026/6/1',
  periodTo: '2026年6月30日',
  caseStage: '已立案',
  caseNo: '京朝市监案〔2026〕7号',
  basis: '《中华人民共和国电子商务法》第二十五条；ECL 38(1)',
  facts: '涉嫌虚假宣传',
  officer1: '张三',
  licence1: '京C001',
  officer2: '李四',
  licence2: '京C002',
}
const officer = ACTORS.below
const sheet = async (rows: readonly Row[]): Promise<Buffer> => {
  const path = join(work.dir, 'bulk.xlsx')
  const columns = BULK_COLUMNS.map(({ zh, width }) => ({ header: zh, width }))
  await writeXlsx(path, {
    sheets: [{ name: '协查', columns, rows: rows.map((row) => BULK_COLUMNS.map(({ key }) => row[key] ?? '')) }],
  })
  return readFileSync(path)
}
const csv = (rows: readonly Row[]): string =>
  [BULK_COLUMNS.map((one) => one.zh), ...rows.map((row) => BULK_COLUMNS.map(({ key }) => row[key] ?? ''))]
    .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
    .join('\r\n')
const upload = (content: Buffer, query = '', headers: Record<string, string> = {}) =>
  work.call(officer, 'POST', `/api/assistance/bulk${query}`, { name: '批量.xlsx', content }, headers)
const matters = async () => (await work.platform.workerDb.selectFrom('matter').select('id').execute()).length
type Fault = { rule: string; pointer: string; zh: string; blocking: boolean }
const rulesOf = (row: { faults: Fault[] }) => row.faults.map((one) => one.rule)

describe('requests from a spreadsheet', () => {
  it('are previewed, row by row, and nothing is made', async () => {
    const rows: Row[] = [
      good,
      { ...good, value: 'https://pingou.example/s/2', platform: '没有的平台', officer2: '', licence2: '' },
      { ...good, value: 'https://pingou.example/s/3', kind: '飞船', basis: '月球法第一条', periodFrom: '去年' },
      { ...good, value: 'https://www.pingou.example/s/1/' },
      { ...good, value: 'https://pingou.example/s/5', fields: '身份：登录日志' },
      { ...good, value: 'https://pingou.example/s/6', caseNo: '长'.repeat(200) },
      { ...good, kind: '关键字', value: '减肥奇效', platform: ORGS.lejia.id, fields: '订单编号' },
    ]
    const { status, body } = await upload(await sheet(rows))
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ preview: true, ready: 1, created: [] })
    expect(body.rows.map((row: { row: number; faults: Fault[] }) => [row.row, rulesOf(row)])).toEqual([
      [2, []],
      [3, ['row_platform', 'officers_two']],
      [4, ['row_unreadable', 'row_unreadable', 'row_unreadable']],
      [5, ['row_repeated']],
      [6, ['consent_of_province', 'consent_of_province', 'consent_of_province', 'consent_of_province']],
      [7, ['form_shape']],
      [8, ['row_unreadable']],
    ])
    expect(body.rows[6].faults[0].zh).toContain('协查内容：“订单编号”无法识别')
    expect(body.rows[3].faults[0].zh).toContain('与第2行相同')
    expect(await matters()).toBe(0)
  })

  it('are all made and submitted, the bad rows named, once for their key', async () => {
    const rows: Row[] = [
      good,
      { ...good, value: '' },
      { ...good, platform: '乐家商城', value: '987654321098765432', kind: '订单' },
    ]
    const file = await sheet(rows)
    const key = { 'idempotency-key': 'bulk-2026-07-10' }
    const first = await upload(file, '?preview=false', key)
    expect(first.body).toMatchObject({ preview: false, ready: 2, created: [{ row: 2 }, { row: 4 }] })
    expect(rulesOf(first.body.rows[1])).toEqual(['targets_named'])
    expect(await matters()).toBe(2)
    expect((await upload(file, '?preview=false', key)).body).toEqual(first.body)
    expect(await matters()).toBe(2)
    const { body } = await work.call(officer, 'GET', `/api/assistance/requests/${first.body.created[1].id}`)
    expect(body.form).toMatchObject({
      targets: [{ kind: 'order', value: '987654321098765432' }],
      fields: expect.arrayContaining(['identity.uscc', 'payment.order_no']),
      basis: ['ECL 25', 'ECL 38(1)'],
      periodFrom: '2026-06-01',
      periodTo: '2026-06-30',
      officers: [
        { name: '张三', licence: '京C001' },
        { name: '李四', licence: '京C002' },
      ],
      secrecy: 'ordinary',
    })
    expect(body.form.fields).not.toContain('identity.login_log')
    const states = await work.platform.workerDb.selectFrom('matter').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'approving' }])
    // A second file about the same is told, and not in the way.
    const again = await upload(await sheet([good]))
    expect(rulesOf(again.body.rows[0])).toEqual(['earlier_request'])
    expect(again.body).toMatchObject({ ready: 1, rows: [{ faults: [{ blocking: false }] }] })
  })

  it('are read from CSV in GB18030 too, and a formula is but text', async () => {
    // '品购网' and the words of the row in GB18030, by way of the decoder's own table.
    const text = csv([{ ...good, value: '=HYPERLINK(1)', facts: '+涉嫌' }])
    const { status, body } = await upload(gb18030(text))
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.rows).toMatchObject([{ platformName: '品购网', target: '=HYPERLINK(1)', faults: [] }])
  })

  it.each([
    ['no table', () => Buffer.from('PK\x03\x04 nothing')],
    ['nothing', () => Buffer.from('')],
    ['no rows', () => Buffer.from(csv([]))],
    ['no such columns', () => Buffer.from('a,b\r\n1,2')],
    ['more than a thousand rows', () => Buffer.from(csv(Array.from({ length: 1001 }, () => good)))],
  ])('are refused with the reason when the file holds %s', async (_, content) => {
    const answer = await upload(content())
    expect([answer.status, answer.body.code]).toEqual([422, 'file_unusable'])
    expect(answer.body.detail).toMatch(/[\u4e00-\u9fff]/)
  })

  it('are for officers of bureaus', async () => {
    for (const who of [ACTORS.platform, ACTORS.partner, ACTORS.admin])
      expect(
        (await work.call(who, 'POST', '/api/assistance/bulk', { name: 'a.csv', content: Buffer.from('x') })).status,
      ).toBe(403)
  })

  it('have a template whose example row is ignored, and which comes back filled in', async () => {
    const { raw, status } = await work.call(officer, 'GET', '/api/assistance/bulk-template.xlsx')
    expect(status).toBe(200)
    const path = join(work.dir, 'template.xlsx')
    writeFileSync(path, raw)
    await using table = await openTable(path, { columns: BULK_COLUMNS })
    expect(table.header).toEqual(BULK_COLUMNS.map(({ zh, need }) => (need ? `${zh}*` : zh)))
    const rows: string[][] = []
    for await (const row of readRows(table.csv())) rows.push([...row])
    expect(rows).toEqual([])
  })

  it('a thousand rows are made in one go', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ ...good, value: `shop-${i}-bulk` }))
    const { body } = await upload(await sheet(rows), '?preview=false')
    expect(body.created).toHaveLength(1000)
  }, 60_000)
})

/** Bytes of GB18030: Node decodes it but does not encode it, so two-byte characters are looked up by decoding them all. */
const gb18030 = (text: string): Buffer => {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, readonly number[]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++)
      if (low !== 0x7f) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return Buffer.from(
    [...text].flatMap((char) => (char.codePointAt(0)! < 0x80 ? [char.charCodeAt(0)] : (table.get(char) ?? [0x3f]))),
  )
}
