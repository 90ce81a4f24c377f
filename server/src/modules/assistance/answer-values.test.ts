import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paymentsRequest } from '../../testing/request-form.ts'
import { ORGS } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { exchangeRoutes } from '../exchange/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { discardOldDrafts, eraseAnswers } from './answer-erase.ts'
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

const FIELDS = [
  'identity.name',
  'identity.representative',
  'identity.id_number',
  'identity.address',
  'identity.phone',
  'payment.buyer',
  'payment.amount',
]
const row = {
  name: '云上小铺',
  representative: '欧阳小云',
  id_number: '11010519491231002X',
  address: '北京市朝阳区某路1号',
  phone: '13812345678',
}
const content = {
  groups: [
    { group: 'identity', rows: [row] },
    { group: 'payment', rows: [{ buyer: '李四', amount: '=1+1' }] },
  ],
}
const answered = async (by?: { officer: typeof PEOPLE.below; head: typeof PEOPLE.below }) => {
  const id = await at.received(paymentsRequest({ fields: FIELDS }), by)
  const done = await at.answer(id, { content })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  return { id, url: `/api/assistance/${id}/answers/${done.body.answers[0].id}`, answerId: done.body.answers[0].id }
}
const auditOf = async (id: string, action: string) =>
  (
    await sql<{ detail: Record<string, string>; user_id: string | null }>`
      SELECT detail, user_id FROM audit_event WHERE subject_id = ${id} AND action = ${action} ORDER BY id`.execute(
      work.platform.workerDb,
    )
  ).rows

describe('what an answer says', () => {
  it('is shown masked to the two parties', async () => {
    const { url } = await answered()
    for (const who of [PEOPLE.analyst, PEOPLE.head, PEOPLE.platform, PEOPLE.platformApi]) {
      const { status, body } = await at.get(who, url)
      expect([status, body.masked]).toEqual([200, true])
      expect(body.content.groups).toEqual([
        {
          group: 'identity',
          rows: [
            {
              name: '云上小铺',
              representative: '欧**云',
              id_number: '110105********002X',
              address: '北京****',
              phone: '138****5678',
            },
          ],
        },
        { group: 'payment', rows: [{ buyer: '李*', amount: '=1+1' }] },
      ])
    }
  })

  it('is opened by people of the two parties for a purpose, which is in the audit trail before', async () => {
    const { id, url, answerId } = await answered()
    for (const who of [PEOPLE.analyst, PEOPLE.head, PEOPLE.platform, PEOPLE.platformAdmin]) {
      const { status, body } = await at.post(who, `${url}/open`, { purpose: '核对当事人身份' })
      expect([status, body.masked, body.content.groups[0].rows[0]]).toEqual([200, false, row])
    }
    const entries = await auditOf(id, 'assistance.answer_open')
    expect(entries.map((one) => [one.user_id, one.detail.purpose, one.detail.answer])).toEqual(
      [PEOPLE.analyst, PEOPLE.head, PEOPLE.platform, PEOPLE.platformAdmin].map((who) => [
        who.userId,
        '核对当事人身份',
        answerId,
      ]),
    )
    expect(JSON.stringify(entries)).not.toContain('13812345678')
    expect((await at.post(PEOPLE.analyst, `${url}/open`, { purpose: '看' })).status).toBe(400)
    expect((await auditOf(id, 'assistance.answer_open')).length).toBe(4)
  })

  it('is closed to everybody else: a superior knows that there is an answer, and cannot read it', async () => {
    const { id, url } = await answered({ officer: PEOPLE.below, head: PEOPLE.belowHead })
    const seen = await at.get(PEOPLE.analyst, `/api/matters/${id}`)
    expect(seen.status).toBe(200)
    const superior = await at.get(PEOPLE.head, url)
    expect([superior.status, superior.body.code]).toEqual([403, 'forbidden'])
    expect(JSON.stringify(superior.body)).not.toContain('云上小铺')
    expect((await at.post(PEOPLE.head, `${url}/open`, { purpose: '监督检查' })).status).toBe(403)
    expect((await at.get(PEOPLE.head, `${url}/export?format=json&purpose=${encodeURI('监督检查')}`)).status).toBe(403)
    expect(await auditOf(id, 'assistance.answer_open')).toEqual([])
    const rest = [
      [PEOPLE.elsewhere, 404],
      [PEOPLE.elsewhereHead, 404],
      [PEOPLE.other, 404],
      [PEOPLE.otherAdmin, 404],
      [PEOPLE.partner, 403],
      [PEOPLE.admin, 403],
      [null, 401],
    ] as const
    for (const [who, status] of rest) {
      expect((await at.get(who, url)).status).toBe(status)
      expect((await at.post(who, `${url}/open`, { purpose: '核对身份' })).status).toBe(status)
    }
    // A program has what it sent.
    expect((await at.post(PEOPLE.platformApi, `${url}/open`, { purpose: '核对身份' })).status).toBe(403)
    // The answer of one matter is not found through another.
    const second = await answered()
    const crossed = url.replace(id, second.id)
    expect((await at.get(PEOPLE.platform, crossed)).status).toBe(404)
  })

  it('is exported for a purpose, without formulas', async () => {
    const { id, url } = await answered()
    const of = (query: string) =>
      at.get(PEOPLE.analyst, `${url}/export?purpose=${encodeURIComponent('归入案卷')}&${query}`)
    const csv = await of('format=csv&group=payment')
    expect([csv.status, csv.raw.toString()]).toEqual([200, "\uFEFF支付金额（元）,买家账号\r\n'=1+1,李四\r\n"])
    expect((await of('format=csv')).body).toMatchObject({ code: 'bad_request', errors: [{ pointer: '/group' }] })
    const json = await of('format=json')
    expect(JSON.parse(json.raw.toString()).groups).toEqual(content.groups)
    // The very bytes whose digest the platform signed.
    const { rows } = await sql<{ digest: string }>`
      SELECT envelope::json ->> 'answerSha256' AS digest FROM exchange_message
      WHERE matter_id = ${id} AND event = 'answer'`.execute(work.platform.workerDb)
    expect(rows).toEqual([{ digest: createHash('sha256').update(json.raw).digest('hex') }])
    const xlsx = await of('format=xlsx')
    expect([xlsx.status, xlsx.raw.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    expect((await at.get(PEOPLE.analyst, `${url}/export?format=json`)).status).toBe(400)
    expect((await of('format=exe')).status).toBe(400)
    expect(
      (await auditOf(id, 'assistance.answer_export')).map((one) => [one.detail.format, one.detail.purpose]),
    ).toEqual(['csv', 'json', 'xlsx'].map((format) => [format, '归入案卷']))
  })
})

describe('the end of an answer', () => {
  const eraseOn = (id: string, day: string) =>
    sql`UPDATE assistance_answer SET erase_on = ${day}::date WHERE id = ${id}`.execute(work.platform.workerDb)

  it('is the day that the memorandum sets: its content is destroyed, its digest stays, both are told by the ledger', async () => {
    const [first, second] = [await answered(), await answered()]
    await eraseOn(first.answerId, '2026-07-11')
    await eraseOn(second.answerId, '2026-07-12')
    expect(await eraseAnswers(work.platform)).toBe(0)
    work.setNow('2026-07-10T16:30:00Z')
    expect([await eraseAnswers(work.platform), await eraseAnswers(work.platform)]).toEqual([1, 0])
    const gone = await at.get(PEOPLE.analyst, first.url)
    expect([gone.status, gone.body.code]).toEqual([410, 'answer_erased'])
    expect((await at.post(PEOPLE.platform, `${first.url}/open`, { purpose: '核对身份' })).status).toBe(410)
    expect((await at.get(PEOPLE.analyst, second.url)).status).toBe(200)
    const { rows } = await sql<{ content: Buffer | null; sha256: string }>`
      SELECT content, sha256 FROM assistance_answer WHERE id = ${first.answerId}`.execute(work.platform.workerDb)
    expect(rows).toEqual([{ content: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    const { rows: entries } = await sql<{ readers: string[]; envelope: string }>`
      SELECT readers, envelope FROM ledger_entry WHERE subject = ${first.id} AND kind = 'assistance.erased'`.execute(
      work.platform.workerDb,
    )
    expect(entries[0]?.readers).toEqual([ORGS.beijing.id, ORGS.pingou.id])
    expect(JSON.parse(entries[0]?.envelope ?? '{}').body).toMatchObject({
      answer: first.answerId,
      answerSha256: rows[0]?.sha256,
      eraseOn: '2026-07-11',
    })
    expect((await auditOf(first.id, 'assistance.answer_erase')).length).toBe(1)
    work.setNow('2026-07-10T02:00:00Z')
  })

  it('comes to drafts that nobody sent after thirty days', async () => {
    const id = await at.received(paymentsRequest({ fields: FIELDS }))
    const csv = Buffer.from('payment.buyer,payment.amount\n李四,1\n')
    const { body } = await at.post(PEOPLE.platform, `/api/assistance/${id}/answer-file`, {
      name: 'a.csv',
      content: csv,
    })
    expect(body.draft.state).toBe('draft')
    expect(await discardOldDrafts(work.platform)).toBe(0)
    work.setNow('2026-08-10T02:00:00Z')
    expect([await discardOldDrafts(work.platform), await discardOldDrafts(work.platform)]).toEqual([1, 0])
    work.setNow('2026-07-10T02:00:00Z')
  })
})
