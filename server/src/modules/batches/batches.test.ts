import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '../../platform/jobs.ts'
import { ACTORS, ORGS, seedOrganisations, seedPeriod } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { admissionRoutes } from '../admission/index.ts'
import { registerImportJob, registersRoutes } from '../registers/index.ts'
import { batchChunkJob, batchesRoutes, batchReadJob } from './index.ts'

// Real codes of the sample: check digits are right; the last one is registered although its check digit is wrong.
const CODES = {
  good: '91110105MA01GHN16Q',
  gone: '91110113MA01GHE6XA',
  listed: '91310106746163113B',
  outside: '91440101MA5CKXBL84',
}
const REGISTER = [
  '统一社会信用代码,企业名称,法定代表人,登记状态,状态日期',
  `${CODES.good},中检科教育科技(北京)有限公司,王立新,存续,`,
  `${CODES.gone},东方普拉特(北京)建筑设计有限公司,李春梅,注销,2025-11-03`,
  `${CODES.listed},上海争翔贸易有限公司,张争翔,存续,`,
].join('\n')
const LIST = [
  '统一社会信用代码,企业名称,列入原因,列入日期',
  `${CODES.listed},上海争翔贸易有限公司,通过登记的住所无法联系,2026-02-02`,
].join('\n')
const HEADER = '经营者名称,统一社会信用代码,身份证件号码,联系方式,网店名称,网址链接'
const REPORT = [
  HEADER,
  `中檢科教育科技（北京）有限公司,${CODES.good},,13811112222,中检科旗舰店,https://s.example/1`,
  `东方普拉特(北京)建筑设计有限公司,${CODES.gone},,,普拉特,https://s.example/2`,
  `上海争翔贸易有限公司,${CODES.listed},,,争翔,https://s.example/3`,
  `中检科教育科技(北京)有限公司,${CODES.good.replace('0', 'O')},,,中检科二店,https://s.example/4`,
  `中检科教育科技(北京)有限公司,${CODES.good},,,中检科旗舰店,https://s.example/1`,
  `广州彬立服装有限公司,${CODES.outside},,,彬立,https://s.example/6`,
  ',91110105MA01GHN16Q,,,无名,https://s.example/7',
  '赵小满,,110105199003078894,13900001111,小满,https://s.example/8',
].join('\n')

let work: Work
beforeAll(async () => {
  work = await openWork([...registersRoutes, ...batchesRoutes, ...admissionRoutes], { market: true })
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
  await seedPeriod(work, '2026-07')
  await work.platform.jobs.work([
    registerImportJob(work.platform),
    batchReadJob(work.platform),
    batchChunkJob(work.platform),
  ] as Job<never>[])
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const file = (name: string, content: string | Buffer) => ({ name, content: Buffer.from(content) })
const until = async <T>(look: () => Promise<T | undefined | false>): Promise<T> => {
  for (let i = 0; i < 300; i++) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('waited in vain')
}
const settledBatch = (id: string) =>
  until(async () => {
    const { body } = await work.call(ACTORS.platform, 'GET', `/api/batches/${id}`)
    return !['uploaded', 'checking'].includes(body.state) && body
  })
const upload = async (content: string | Buffer, name = 'report.csv', actor = ACTORS.platform) => {
  const sent = await work.call(actor, 'POST', '/api/batches?period=2026-07', file(name, content))
  expect(sent.status).toBe(202)
  return settledBatch(sent.body.id)
}

describe('registers', () => {
  let id = ''
  it('are made and filled by the administrator, nobody else', async () => {
    const body = { nameZh: '北京市经营主体登记库', nameEn: 'Beijing', coverage: ['11', '31'] }
    expect((await work.call(ACTORS.analyst, 'POST', '/api/registers', body)).status).toBe(403)
    expect((await work.call(null, 'POST', '/api/registers', body)).status).toBe(401)
    const made = await work.call(ACTORS.admin, 'POST', '/api/registers', body)
    expect(made.status).toBe(201)
    id = made.body.id
    const url = `/api/registers/${id}/imports?asOf=2026-07-01&kind=register`
    expect((await work.call(ACTORS.analyst, 'POST', url, file('r.csv', REGISTER))).status).toBe(403)
    expect((await work.call(ACTORS.platform, 'GET', `/api/registers/${id}`)).status).toBe(403)
    expect((await work.call(ACTORS.elsewhere, 'GET', `/api/registers/${id}`)).status).toBe(404)
  })

  it('read an extract, then a list, each making the next version', async () => {
    for (const [kind, content, entries] of [
      ['register', iconv.encode(REGISTER, 'gb18030'), 3],
      ['abnormal', gzipSync(LIST), 3],
    ] as const) {
      const sent = await work.call(
        ACTORS.admin,
        'POST',
        `/api/registers/${id}/imports?asOf=2026-07-01&kind=${kind}`,
        file(`${kind}.csv`, content),
      )
      expect(sent.body).toMatchObject({ kind, state: 'uploaded' })
      const detail = await until(async () => {
        const { body } = await work.call(ACTORS.admin, 'GET', `/api/registers/${id}`)
        return body.current?.imports.includes(sent.body.id) && body
      })
      expect(detail.current).toMatchObject({ entries, current: true, asOf: '2026-07-01' })
    }
    const found = await work.call(ACTORS.analyst, 'GET', `/api/registers/${id}/entries?q=${CODES.listed}`)
    expect(found.body).toMatchObject([{ name: '上海争翔贸易有限公司', abnormal: true, status: 'active' }])
  })

  it('say why a file cannot be used, and stay as they were', async () => {
    const sent = await work.call(
      ACTORS.admin,
      'POST',
      `/api/registers/${id}/imports?asOf=2026-07-02`,
      file('x.csv', '日期,金额\n2026-01-01,3\n'),
    )
    const failed = await until(async () => {
      const { body } = await work.call(ACTORS.admin, 'GET', `/api/registers/${id}`)
      return body.imports.find(
        (one: { id: string; state: string }) => one.id === sent.body.id && one.state === 'failed',
      )
    })
    expect(failed.problem.zh).toBeTruthy()
    expect((await work.call(ACTORS.admin, 'GET', `/api/registers/${id}`)).body.current.no).toBe(2)
  })
})

describe('admission check', () => {
  it.each([
    [
      'real and in good standing',
      { uscc: CODES.good, name: '中检科教育科技（北京）有限公司', representative: '王立新' },
      'pass',
      ['name_form_differs', 'in_good_standing'],
    ],
    [
      'another representative',
      { uscc: CODES.good, name: '中检科教育科技(北京)有限公司', representative: '王立心' },
      'review',
      ['representative_mismatch', 'in_good_standing'],
    ],
    [
      'cancelled',
      { uscc: CODES.gone, name: '东方普拉特(北京)建筑设计有限公司' },
      'refuse',
      ['representative_not_given', 'cancelled'],
    ],
    [
      'abnormal',
      { uscc: CODES.listed, name: '上海争翔贸易有限公司' },
      'review',
      ['representative_not_given', 'abnormal_operation'],
    ],
    [
      'another name',
      { uscc: CODES.good, name: '中检科培训(北京)有限公司' },
      'refuse',
      ['name_mismatch', 'representative_not_given', 'in_good_standing'],
    ],
    [
      'a slip in the code',
      { uscc: '91110105MA01GHN1GQ', name: '中检科教育科技(北京)有限公司' },
      'refuse',
      ['code_check_digit', 'code_not_registered'],
    ],
    [
      'registered elsewhere',
      { uscc: CODES.outside, name: '广州彬立服装有限公司' },
      'review',
      ['code_outside_register'],
    ],
  ])('%s', async (_, question, result, reasons) => {
    const { body } = await work.call(ACTORS.platformApi, 'POST', '/api/admission-checks', question)
    expect(body.result).toBe(result)
    expect(body.reasons.map((one: { code: string }) => one.code)).toEqual(reasons)
    expect(body).toMatchObject({ register: { asOf: '2026-07-01' }, validUntil: '2026-07-11T02:00:00.000Z' })
  })
  it('is refused to strangers and answers bad input with what is missing', async () => {
    expect((await work.call(null, 'POST', '/api/admission-checks', { uscc: 'x', name: 'y' })).status).toBe(401)
    expect((await work.call(ACTORS.admin, 'POST', '/api/admission-checks', { uscc: 'x', name: 'y' })).status).toBe(403)
    const bad = await work.call(ACTORS.platform, 'POST', '/api/admission-checks', { name: 'y' })
    expect(bad.status).toBe(400)
    expect(bad.body).toMatchObject({ code: 'bad_request', errors: [{ pointer: '/uscc' }] })
  })
})

describe('a report file', () => {
  it('is matched row by row, and its totals balance', async () => {
    const batch = await upload(REPORT)
    expect(batch).toMatchObject({ state: 'matched', registerVersion: '2', registerAsOf: '2026-07-01' })
    expect(batch.totals).toEqual({
      rowsIn: 8,
      accepted: 6,
      rejected: 2,
      clear: 1,
      problem: 4,
      undecided: 1,
      byKind: { cancelled: 1, abnormal_operation: 1, code_invalid: 1, duplicate: 1 },
      byReject: { name_missing: 1, id_number_invalid: 1 },
      byUndecided: { outside_coverage: 1 },
      normalised: 1,
    })
    const problems = await work.platform.workerDb
      .selectFrom('problem')
      .selectAll()
      .where('batch_id', '=', batch.id)
      .orderBy('row_no')
      .execute()
    expect(problems.map((one) => [one.row_no, one.kind, one.proposed_code])).toEqual([
      [3, 'cancelled', null],
      [4, 'abnormal_operation', null],
      [5, 'code_invalid', CODES.good],
      [6, 'duplicate', null],
    ])
    const duty = await work.platform.workerDb
      .selectFrom('report_duty')
      .select('batch_id')
      .where('platform_id', '=', ORGS.pingou.id)
      .executeTakeFirst()
    expect(duty?.batch_id).toBe(batch.id)
  })

  it('shows ID numbers and phones to nobody but their sender', async () => {
    const { id } = (await work.call(ACTORS.platform, 'GET', '/api/batches')).body.items[0]
    const seen = JSON.stringify((await work.call(ACTORS.analyst, 'GET', `/api/batches/${id}/rejects`)).body)
    expect(seen).toContain('110105********8894')
    expect(seen).not.toContain('110105199003078894')
    const stored =
      JSON.stringify(await work.platform.market.query('SELECT * FROM report_record')) +
      JSON.stringify(await work.platform.market.query('SELECT * FROM reject_row'))
    for (const open of ['110105199003078894', '13900001111', '13811112222']) expect(stored).not.toContain(open)
  })

  it('comes back corrected: only the bad rows, into the same batch', async () => {
    const { id } = (await work.call(ACTORS.platform, 'GET', '/api/batches')).body.items[0]
    const template = await work.call(ACTORS.platform, 'GET', `/api/batches/${id}/rejects.xlsx`)
    expect(template.raw.subarray(0, 2).toString()).toBe('PK')
    const corrected = [
      '原行号,退回原因,经营者名称,统一社会信用代码,身份证件号码,网店名称',
      `8,,中检科教育科技(北京)有限公司,${CODES.good},,中检科三店`,
      '99,,谁,91110105MA01GHN16Q,,',
    ].join('\n')
    const denied = await work.call(ACTORS.other, 'POST', `/api/batches/${id}/corrections`, file('c.csv', corrected))
    expect(denied.status).toBe(404)
    const sent = await work.call(ACTORS.platform, 'POST', `/api/batches/${id}/corrections`, file('c.csv', corrected))
    expect(sent.body).toMatchObject({ taken: 1, refused: [99] })
    const after = await settledBatch(id)
    expect(after.totals).toMatchObject({
      rowsIn: 8,
      accepted: 7,
      rejected: 1,
      clear: 2,
      problem: 4,
      undecided: 1,
      byReject: { id_number_invalid: 1 },
    })
    expect(
      (await work.call(ACTORS.platform, 'GET', `/api/batches/${id}/rejects`)).body.items.map(
        (one: { rowNo: number }) => one.rowNo,
      ),
    ).toEqual([9])
  })

  it('takes the place of the one before once it is matched; an unusable one does not', async () => {
    const before = (await work.call(ACTORS.platform, 'GET', '/api/batches')).body.items[0].id
    const bad = await upload('%PDF-1.7 nothing to see', 'report.csv')
    expect(bad).toMatchObject({ state: 'invalid', fault: { zh: expect.any(String), en: expect.any(String) } })
    expect((await work.call(ACTORS.platform, 'GET', `/api/batches/${before}`)).body.state).toBe('matched')
    await work.platform.workerDb
      .insertInto('transfer_package')
      .values({
        package_no: '京移〔2026〕0001号',
        batch_id: before,
        from_bureau_id: ORGS.beijing.id,
        from_division: '110000',
        to_bureau_id: ORGS.zhejiang.id,
        to_division: '330000',
        province: '33',
        year: 2026,
        serial: 1,
        state: 'sent',
        expected: 1,
        sent_by: '试',
        sent_at: new Date(),
      } as never)
      .execute()
    await work.platform.workerDb
      .insertInto('transfer')
      .values({
        id: 'trf_1',
        package_no: '京移〔2026〕0001号',
        batch_id: before,
        row_no: 7,
        period_key: '2026-07',
        platform_name: '品购网',
        from_bureau_id: ORGS.beijing.id,
        from_division: '110000',
        to_bureau_id: ORGS.zhejiang.id,
        to_division: '330000',
        province: '33',
        name: '某',
        uscc: 'x',
        sent_by: '试',
      } as never)
      .execute()
    const next = await upload(gzipSync(iconv.encode(REPORT, 'gb18030')), 'again.csv.gz')
    expect(next).toMatchObject({ state: 'matched', totals: { rowsIn: 8, accepted: 6 } })
    expect((await work.call(ACTORS.platform, 'GET', `/api/batches/${before}`)).body.state).toBe('replaced')
    const transfer = await work.platform.workerDb
      .selectFrom('transfer')
      .select('state')
      .where('id', '=', 'trf_1')
      .executeTakeFirst()
    expect(transfer?.state).toBe('withdrawn')
  })

  it('is not taken from strangers, for other periods, or too early', async () => {
    expect((await work.call(null, 'POST', '/api/batches?period=2026-07', file('r.csv', REPORT))).status).toBe(401)
    expect((await work.call(ACTORS.analyst, 'POST', '/api/batches?period=2026-07', file('r.csv', REPORT))).status).toBe(
      403,
    )
    expect(
      (await work.call(ACTORS.platform, 'POST', '/api/batches?period=2030-01', file('r.csv', REPORT))).status,
    ).toBe(404)
    const { id } = (await work.call(ACTORS.platform, 'GET', '/api/batches')).body.items[0]
    expect((await work.call(ACTORS.other, 'GET', `/api/batches/${id}`)).status).toBe(404)
    expect((await work.call(ACTORS.elsewhere, 'GET', `/api/batches/${id}`)).status).toBe(404)
    expect((await work.call(ACTORS.other, 'GET', `/api/batches/${id}/rejects.xlsx`)).status).toBe(404)
    work.setNow('2026-06-30T02:00:00Z')
    expect(
      (await work.call(ACTORS.platform, 'POST', '/api/batches?period=2026-07', file('r.csv', REPORT))).body.code,
    ).toBe('period_not_open')
    work.setNow('2026-07-10T02:00:00Z')
  })
})

describe('an ID number in the code column', () => {
  it('is kept as the personal data it is', async () => {
    const rows = [
      HEADER,
      '钱多多,11010519491231002X,,,多多,https://s.example/20',
      '孙一一,110105194912310021,,,一一,https://s.example/21',
    ]
    const batch = await upload(rows.join('\n'), 'ids.csv')
    expect(batch.totals.rowsIn).toBe(2)
    const stored = JSON.stringify([
      await work.platform.market.query('SELECT * FROM report_record'),
      await work.platform.market.query('SELECT * FROM reject_row'),
      await work.platform.workerDb.selectFrom('problem').selectAll().execute(),
    ])
    for (const open of ['11010519491231002X', '110105194912310021']) expect(stored).not.toContain(open)
  })
})

describe('rows over the API', () => {
  const row = (name: string, uscc: string, shopName: string) => ({ name, uscc, shopName })
  it('come in parts with an idempotency key each, errors at once, and match when submitted', async () => {
    const { id } = (await work.call(ACTORS.platformApi, 'POST', '/api/batches/rows', { period: '2026-07' })).body
    const part = { rows: [row('中检科教育科技(北京)有限公司', CODES.good, 'a'), row('', CODES.good, 'b')] }
    const send = (key: string, body: unknown, actor = ACTORS.platformApi) =>
      work.call(actor, 'POST', `/api/batches/${id}/parts`, body, { 'idempotency-key': key })
    expect((await work.call(ACTORS.platformApi, 'POST', `/api/batches/${id}/parts`, part)).status).toBe(400)
    expect((await work.call(ACTORS.platformApi, 'POST', `/api/batches/${id}/submit`)).body.code).toBe(
      'batch_incomplete',
    )
    const first = await send('part-0001', part)
    expect(first.body).toMatchObject({
      part: 0,
      received: 2,
      accepted: 1,
      rejected: 1,
      errors: [{ row: 2, reasons: ['name_missing'] }],
    })
    expect((await send('part-0001', part)).body).toEqual(first.body)
    expect((await send('part-0001', { rows: [row('别的', CODES.good, 'c')] })).body.code).toBe('idempotency_key_reused')
    expect((await send('part-0002', { rows: [{ nme: 'x' }] })).body.errors[0].pointer).toBe('/rows/*/nme')
    expect((await send('part-0003', part, ACTORS.other)).status).toBe(404)
    await send('part-0004', { rows: [row('中检科教育科技(北京)有限公司', CODES.good, 'a')] })
    await work.call(ACTORS.platformApi, 'POST', `/api/batches/${id}/submit`)
    await work.call(ACTORS.platformApi, 'POST', `/api/batches/${id}/submit`)
    expect(await settledBatch(id)).toMatchObject({
      state: 'matched',
      totals: { rowsIn: 3, accepted: 2, rejected: 1, clear: 1, problem: 1, byKind: { duplicate: 1 } },
    })
  })
})
