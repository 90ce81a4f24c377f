import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paymentsRequest } from '../../testing/request-form.ts'
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

const identity = { group: 'identity', rows: [{ name: '云上小铺商贸有限公司', phone: '13812345678' }] }
const payment = { group: 'payment', rows: [{ order_no: 'D1', amount: '19.90' }] }
const whole = { groups: [identity, payment] }
const stateOf = async (id: string) => (await at.get(PEOPLE.analyst, `/api/matters/${id}`)).body.state
const countAnswers = async (id: string): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM assistance_answer WHERE matter_id = ${id}`.execute(work.platform.workerDb)
  return rows[0]?.n ?? -1
}
const pointers = (answer: { body: { errors: { pointer: string }[] } }) => answer.body.errors.map((one) => one.pointer)

describe('an answer', () => {
  it('holds what was asked for, sealed, and moves the matter with its digest signed', async () => {
    const id = await at.received()
    const done = await at.answer(id, { content: whole, note: '以上为全部信息' })
    expect([done.status, done.body.missing], JSON.stringify(done.body)).toEqual([200, []])
    const [summary] = done.body.answers
    expect(summary).toMatchObject({
      state: 'sent',
      part: false,
      groups: [
        { group: 'identity', rows: 1, fields: ['name', 'phone'] },
        { group: 'payment', rows: 1, fields: ['order_no', 'amount'] },
      ],
      eraseOn: null,
      erasedAt: null,
    })
    expect(await stateOf(id)).toBe('replied')
    const canonical =
      '{"groups":[{"group":"identity","rows":[{"name":"云上小铺商贸有限公司","phone":"13812345678"}]},{"group":"payment","rows":[{"amount":"19.90","order_no":"D1"}]}],"none":[],"withheld":[]}'
    expect(summary.sha256).toBe(createHash('sha256').update(canonical).digest('hex'))
    const { rows } = await sql<{ content: Buffer; form: object; envelope: string }>`
      SELECT a.content, e.form, m.envelope FROM assistance_answer a
      JOIN matter_event e ON e.matter_id = a.matter_id AND e.event = 'answer'
      JOIN exchange_message m ON m.matter_id = a.matter_id AND m.event = 'answer'
      WHERE a.matter_id = ${id}`.execute(work.platform.workerDb)
    expect(rows[0]?.content.toString('latin1')).not.toContain('13812345678')
    expect(JSON.stringify(rows[0]?.form)).not.toContain('13812345678')
    expect(rows[0]?.form).toMatchObject({ answerId: summary.id, answerSha256: summary.sha256, rows: 2 })
    expect(JSON.parse(rows[0]?.envelope ?? '').answerSha256).toBe(summary.sha256)
  })

  it('with anything that was not asked for is refused whole, and each such thing is named', async () => {
    const id = await at.received()
    const refused = await at.answer(id, {
      content: {
        groups: [
          { group: 'identity', rows: [{ name: '甲', address: '某路1号' }, { id_number: '1' }] },
          { group: 'logistics', rows: [] },
        ],
        none: ['returns'],
        withheld: [{ field: 'goods.title', reason: 'not_held' }],
      },
    })
    expect([refused.status, refused.body.code]).toEqual([422, 'field_not_requested'])
    expect(pointers(refused).sort()).toEqual([
      '/content/groups/0/rows/0/address',
      '/content/groups/0/rows/1/id_number',
      '/content/groups/1',
      '/content/none/0',
      '/content/withheld/0/field',
    ])
    expect(await countAnswers(id)).toBe(0)
    expect(await stateOf(id)).toBe('received')
  })

  it('names fields beyond the standard extra.1, extra.2 in the order of the request', async () => {
    const id = await at.received(
      paymentsRequest({
        fields: ['identity.name'],
        extraFields: [
          { label: '推广合作方', why: '核实共同经营' },
          { label: '广告投放记录', why: '核实虚假宣传' },
        ],
      }),
    )
    const third = await at.answer(id, { content: { groups: [{ group: 'extra', rows: [{ '3': '无' }] }] } })
    expect([third.body.code, pointers(third)]).toEqual(['field_not_requested', ['/content/groups/0/rows/0/3']])
    const less = await at.answer(id, {
      content: {
        groups: [
          { group: 'identity', rows: [{ name: '甲' }] },
          { group: 'extra', rows: [{ '1': '乙公司' }] },
        ],
      },
    })
    expect([less.status, less.body.code, less.body.missing]).toEqual([422, 'answer_incomplete', ['extra.2']])
    const done = await at.answer(id, {
      content: {
        groups: [
          { group: 'identity', rows: [{ name: '甲' }] },
          { group: 'extra', rows: [{ '1': '乙公司' }] },
        ],
        withheld: [{ field: 'extra.2', reason: 'not_held' }],
      },
    })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
  })

  it('accounts for every requested field over all its parts', async () => {
    const id = await at.received()
    const empty = await at.answer(id, { part: true, content: { groups: [] } })
    expect([empty.status, empty.body.code]).toEqual([422, 'answer_incomplete'])
    const part = await at.answer(id, { part: true, content: { groups: [identity] } })
    expect([part.status, part.body.missing]).toEqual([200, ['payment.order_no', 'payment.amount']])
    expect(await stateOf(id)).toBe('partial')
    const less = await at.answer(id, {
      content: { groups: [{ group: 'payment', rows: [{ order_no: 'D1', amount: '' }] }] },
    })
    expect([less.body.code, pointers(less)]).toEqual(['answer_incomplete', ['/content/payment.amount']])
    const done = await at.answer(id, { content: { groups: [], none: ['payment'] } })
    expect([done.status, done.body.answers.length, done.body.missing]).toEqual([200, 2, []])
  })

  it('that was returned is followed by something new', async () => {
    const id = await at.received()
    await at.answer(id, { content: whole })
    await at.step(PEOPLE.analyst, id, 'return', { reason: '缺少 6 月的支付记录' })
    const empty = await at.answer(id, { content: { groups: [{ group: 'payment', rows: [{}] }] } })
    expect([empty.status, empty.body.code, pointers(empty)]).toEqual([422, 'answer_incomplete', ['/content']])
    expect(await stateOf(id)).toBe('returned')
    const more = await at.answer(id, { content: { groups: [payment] } })
    expect([more.status, more.body.answers.length]).toEqual([200, 2])
  })

  it('comes once under one key, and tells who was slower where the matter stands', async () => {
    const id = await at.received()
    const key = { 'idempotency-key': 'answer-key-1' }
    const body = { version: await at.versionOf(id), part: false, content: whole }
    const first = await at.post(PEOPLE.platform, `/api/assistance/${id}/answers`, body, key)
    const again = await at.post(PEOPLE.platform, `/api/assistance/${id}/answers`, body, key)
    expect([first.status, again.status, again.body.answers.length]).toEqual([200, 200, 1])
    const other = await at.post(PEOPLE.platform, `/api/assistance/${id}/answers`, { ...body, note: '改' }, key)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
    const slow = await at.post(PEOPLE.platform, `/api/assistance/${id}/answers`, body)
    expect([slow.status, slow.body.code, slow.body.state]).toEqual([409, 'conflict', 'replied'])
    const late = await at.answer(id, { content: whole })
    expect([late.status, late.body.code]).toEqual([409, 'move_not_allowed'])
  })

  it('of ten at once exactly one is taken', async () => {
    const id = await at.received()
    const answers = await Promise.all(Array.from({ length: 10 }, () => at.answer(id, { content: whole })))
    expect(answers.map((one) => one.status).sort()).toEqual([200, ...Array(9).fill(409)])
    expect(await countAnswers(id)).toBe(1)
  })

  it('is refused before the request was received, and where it is malformed or too large', async () => {
    const early = await at.sent()
    expect((await at.answer(early, { content: whole })).body.code).toBe('move_not_allowed')
    const id = await at.received()
    const cases: [object, number, string][] = [
      [{}, 400, 'bad_request'],
      [{ content: whole, draftId: 'ans_1' }, 400, 'bad_request'],
      [{ draftId: 'ans_none' }, 400, 'bad_request'],
      [{ content: { groups: [identity, identity] } }, 400, 'bad_request'],
      [{ content: { groups: [{ group: 'identity', rows: [{ name: 1 }] }] } }, 400, 'bad_request'],
      [{ content: { groups: [{ group: 'identity', rows: [{ name: 'x'.repeat(4001) }] }] } }, 400, 'bad_request'],
      [{ content: { groups: [{ group: 'identity', rows: [{ name: 'a\u0000b' }] }] } }, 400, 'bad_request'],
      [{ content: { groups: [{ group: 'identity', rows: [{ name: 'a\ud800b' }] }] } }, 400, 'bad_request'],
      [{ content: { groups: [{ group: 'secrets', rows: [] }] } }, 400, 'bad_request'],
      [{ content: whole, files: ['evi_none'] }, 404, 'not_found'],
      [
        {
          content: {
            groups: [{ group: 'identity', rows: Array.from({ length: 4500 }, () => ({ name: 'x'.repeat(2000) })) }],
          },
        },
        413,
        'too_large',
      ],
    ]
    for (const [body, status, code] of cases) {
      const refused = await at.answer(id, body)
      expect([refused.status, refused.body.code], JSON.stringify(body).slice(0, 200)).toEqual([status, code])
    }
    expect(await countAnswers(id)).toBe(0)
  })

  it('is given by the asked platform alone', async () => {
    const id = await at.received()
    for (const [who, status] of [
      [PEOPLE.other, 404],
      [PEOPLE.analyst, 403],
      [PEOPLE.elsewhere, 403],
      [PEOPLE.partner, 403],
      [null, 401],
    ] as const)
      expect((await at.answer(id, { content: whole }, who)).status).toBe(status)
    const through = await at.post(PEOPLE.platform, `/api/matters/assistance_request/${id}/answer`, {
      version: await at.versionOf(id),
      form: { answerId: 'ans_x', answerSha256: 'x', rows: 1 },
    })
    expect(through.status).toBe(404)
    expect(await countAnswers(id)).toBe(0)
  })

  it('of 20,000 rows is taken whole', async () => {
    const id = await at.received()
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ order_no: `D${i}`, amount: '1.00' }))
    const done = await at.answer(id, { content: { groups: [identity, { group: 'payment', rows }] } })
    expect([done.status, done.body.answers?.[0]?.groups[1].rows]).toEqual([200, 20_000])
    const { body } = await at.get(PEOPLE.analyst, `/api/assistance/${id}/answers/${done.body.answers[0].id}`)
    expect(body.content.groups[1].rows[19_999]).toEqual({ order_no: 'D19999', amount: '1.00' })
  })

  it('whose connection is killed in the middle leaves nothing, and is sent again under the same key', async () => {
    const id = await at.received()
    await using owner = await connect(work.ownerUrl)
    await owner.query(`
      CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NEW; END';
      CREATE TRIGGER stop_here BEFORE INSERT ON exchange_message FOR EACH ROW EXECUTE FUNCTION stop_here()`)
    const body = { version: await at.versionOf(id), part: false, content: whole }
    const key = { 'idempotency-key': 'answer-key-killed' }
    const broken = at.post(PEOPLE.platform, `/api/assistance/${id}/answers`, body, key)
    const killed = async (): Promise<number> =>
      (
        await owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
        )
      ).rowCount ?? 0
    while ((await killed()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await broken).status).toBe(500)
    await owner.query('DROP TRIGGER stop_here ON exchange_message')
    expect([await countAnswers(id), await stateOf(id)]).toEqual([0, 'received'])
    const again = await at.post(PEOPLE.platform, `/api/assistance/${id}/answers`, body, key)
    expect([again.status, await countAnswers(id), await stateOf(id)]).toEqual([200, 1, 'replied'])
  })
})

const connect = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}
