import { PROCESSES } from '@redbridge/law'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { openWork, type Work } from '../../testing/work.ts'
import { evidenceRoutes } from '../evidence/index.ts'
import { lawRoutes } from '../law/index.ts'
import { todoRoutes } from '../todo/index.ts'
import { mattersRoutes, proveConservation, sweepClocks } from './index.ts'
import { recountClocks } from './recount.ts'
import { filledForm } from './testing/forms.ts'

let work: Work
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...evidenceRoutes, ...lawRoutes, ...todoRoutes])
  work.setNow('2026-07-10T02:00:00Z')
  await seedOrganisations(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

type Who = Parameters<Work['call']>[0]
const get = (who: Who, url: string) => work.call(who, 'GET', url)
const post = (who: Who, url: string, body: unknown, headers?: Record<string, string>) =>
  work.call(who, 'POST', url, body, headers)

const said = { facts: '首页未公示营业执照', demands: '在首页显著位置公示营业执照。' }
const draft = { platformId: ORGS.pingou.id, type: 'order', topic: '亮照亮证不规范' }
const openGuidance = async (form: object = draft): Promise<string> => {
  const answer = await post(ACTORS.analyst, '/api/matters/guidance', form)
  expect([answer.status, answer.body.number]).toEqual([201, expect.stringMatching(/^ZD-2026-\d{6}$/)])
  return answer.body.id
}
const versionOf = async (who: Who, id: string): Promise<number> => (await get(who, `/api/matters/${id}`)).body.version
const move = async (who: Who, id: string, event: string, form: object = {}) =>
  post(who, `/api/matters/guidance/${id}/${event}`, { version: await versionOf(ACTORS.analyst, id), form })

/** From draft to a platform that puts things right. */
const toRectifying = async (): Promise<string> => {
  const id = await openGuidance()
  await move(ACTORS.analyst, id, 'submit', { ...said, basis: ['ECL 28'] })
  await move(ACTORS.head, id, 'approve')
  await move(ACTORS.analyst, id, 'issue_order', { rectifyBy: '2026-08-10' })
  await move(ACTORS.platform, id, 'receive')
  const done = await move(ACTORS.analyst, id, 'record', {
    minutes: '平台承诺整改',
    rectifyBy: '2026-08-10',
    commitments: [
      { commitment: '首页公示营业执照', dueOn: '2026-07-20' },
      { commitment: '逐店核验', dueOn: '2026-07-31' },
    ],
  })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  return id
}

const leadForm = () =>
  filledForm(PROCESSES.find((one) => one.kind === 'violation_lead')?.transitions[0]?.form ?? [], {
    bureauId: ORGS.beijing.id,
  })

describe('a matter from draft to outcome', () => {
  it('is moved by whom the definition names, with letter, clock, ledger and history', async () => {
    const id = await toRectifying()
    const { body } = await get(ACTORS.platform, `/api/matters/${id}`)
    expect(body.state).toBe('rectifying')
    expect(body.moves.map((one: { event: string }) => one.event)).toEqual(['prove', 'request_inspection'])
    expect(body.moves.find((one: { event: string }) => one.event === 'request_inspection').blocked.zh).toContain('证明')
    const [clock] = body.clocks
    expect(clock).toMatchObject({ id: 'rectification', state: 'running', startedOn: '2026-07-10', owedBy: 'platform' })
    expect(clock.working.zh).toEqual(['2026-07-10 登记整改事项，同时指定最后期限为 2026-08-10。'])
    expect(body.dueOn).toBe(clock.dueOn)
    const letter = body.timeline.find((one: { event: string }) => one.event === 'issue_order').letter
    expect(letter.number).toMatch(/〔2026〕/)
    for (const entry of body.timeline) expect(entry.ledger.entryId).toMatch(/^ent_/)
  })

  it('goes to its end once each commitment is proven', async () => {
    const id = await toRectifying()
    expect((await move(ACTORS.platform, id, 'request_inspection')).status).toBe(409)
    for (const commitment of [0, 1])
      expect((await move(ACTORS.platform, id, 'prove', { commitment, done: '已公示' })).status).toBe(200)
    expect((await move(ACTORS.platform, id, 'prove', { commitment: 2, done: '无此行' })).body.errors[0].pointer).toBe(
      '/form/commitment',
    )
    await move(ACTORS.platform, id, 'request_inspection')
    await move(ACTORS.analyst, id, 'pass')
    const { body } = await move(ACTORS.analyst, id, 'close')
    expect(body).toMatchObject({ state: 'closed', outcome: true, holder: null, moves: [], dueOn: null })
    expect(body.clocks.map((one: { state: string }) => one.state)).toEqual(['stopped'])
  })

  it('stands still while suspended, and the working says so', async () => {
    const id = await toRectifying()
    const before = (await get(ACTORS.head, `/api/matters/${id}`)).body.clocks[0].dueOn
    await move(ACTORS.head, id, 'suspend', { reason: '等待鉴定结果' })
    expect((await get(ACTORS.platform, `/api/matters/${id}`)).body.clocks[0].state).toBe('paused')
    work.setNow('2026-07-20T02:00:00Z')
    const { body } = await move(ACTORS.head, id, 'resume')
    work.setNow('2026-07-10T02:00:00Z')
    expect([before, body.clocks[0].dueOn]).toEqual(['2026-08-10', '2026-08-20'])
    expect(body.clocks[0].working.zh.join('')).toContain('2026-07-10 至 2026-07-19')
  })
})

describe('who sees what', () => {
  it('a draft is hidden from the other side, also from a superior who is the other side', async () => {
    const id = await openGuidance()
    expect((await get(ACTORS.platform, `/api/matters/${id}`)).status).toBe(404)
    expect((await get(ACTORS.other, `/api/matters/${id}`)).status).toBe(404)
    expect((await get(ACTORS.elsewhere, `/api/matters/${id}`)).status).toBe(404)
    const below = await post(ACTORS.below, '/api/matters/lead_transfer', {
      receiverId: ORGS.beijing.id,
      subjectName: '某公司',
      urgency: 'ordinary',
    })
    expect(below.status, JSON.stringify(below.body)).toBe(201)
    // Beijing is the superior of Chaoyang and the receiver: what is hidden from the receiver is hidden from it.
    expect((await get(ACTORS.analyst, `/api/matters/${below.body.id}`)).status).toBe(404)
  })

  it('a superior reads and does not move', async () => {
    const opened = await post(ACTORS.below, '/api/matters/guidance', draft)
    const { id } = opened.body
    const seen = await get(ACTORS.analyst, `/api/matters/${id}`)
    expect([seen.status, seen.body.party, seen.body.moves]).toEqual([200, null, []])
    const refused = await post(ACTORS.analyst, `/api/matters/guidance/${id}/submit`, {
      version: seen.body.version,
      form: said,
    })
    expect([refused.status, refused.body.code]).toEqual([404, 'not_found'])
  })

  it('internal steps and notes are for one’s own organisation, messages for all', async () => {
    const id = await toRectifying()
    await post(ACTORS.analyst, `/api/matters/${id}/notes`, { text: '内部：关注其关联店铺' })
    await post(ACTORS.platform, `/api/matters/${id}/messages`, { text: '请问何时验收？' })
    const theirs = (await get(ACTORS.platform, `/api/matters/${id}`)).body.timeline
    expect(JSON.stringify(theirs)).not.toContain('关联店铺')
    expect(theirs.map((one: { event: string }) => one.event)).not.toContain('approve')
    const ours = (await get(ACTORS.head, `/api/matters/${id}`)).body.timeline
    expect(JSON.stringify(ours)).toContain('关联店铺')
    expect(ours.map((one: { event: string }) => one.event)).toContain('approve')
    expect(ours.find((one: { type: string }) => one.type === 'message')).toMatchObject({ byUser: '' })
    const { rows } = await sql<{ readers: string[] }>`
      SELECT readers FROM ledger_entry WHERE subject = ${id} AND kind = 'matter.note'`.execute(work.platform.workerDb)
    expect(rows).toEqual([{ readers: [ORGS.beijing.id] }])
  })
})

describe('what led to a matter', () => {
  it('is shown with it, files included, when it first goes out; a superseded draft stays inside', async () => {
    const take = async (name: string): Promise<string> =>
      (await post(ACTORS.analyst, '/api/evidence', { name, content: Buffer.from(name) })).body.id
    const [old, final] = [await take('旧稿.txt'), await take('线索.txt')]
    const opened = await post(ACTORS.analyst, '/api/matters/lead_transfer', {
      receiverId: ORGS.zhejiang.id,
      subjectName: '某某商贸有限公司',
      urgency: 'ordinary',
    })
    const { id } = opened.body
    const step = async (who: Who, event: string, form: object = {}) => {
      const version = await versionOf(ACTORS.analyst, id)
      const answer = await post(who, `/api/matters/lead_transfer/${id}/${event}`, { version, form })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    }
    const facts = '当事人在网店销售未标明生产日期的食品。'
    await step(ACTORS.analyst, 'submit', { facts: '旧稿内容', reason: '住所地在浙江', files: [old] })
    await step(ACTORS.head, 'return_draft', { reason: '事实不清' })
    await step(ACTORS.analyst, 'submit', { facts, reason: '住所地在浙江', files: [final] })
    expect((await get(ACTORS.elsewhere, `/api/evidence/${final}`)).status).toBe(404)
    await step(ACTORS.head, 'approve')
    const { body } = await get(ACTORS.elsewhere, `/api/matters/${id}`)
    expect(body.timeline.map((one: { event: string }) => one.event)).toEqual(['draft', 'submit', 'approve'])
    expect(body.facts.submit.facts).toBe(facts)
    expect(JSON.stringify(body)).not.toContain('旧稿')
    expect((await get(ACTORS.elsewhere, `/api/evidence/${final}`)).body.name).toBe('线索.txt')
    expect((await get(ACTORS.elsewhere, `/api/evidence/${old}`)).status).toBe(404)
    const own = await get(ACTORS.analyst, `/api/matters/${id}`)
    expect(own.body.timeline.map((one: { event: string }) => one.event)).toEqual([
      'draft',
      'submit',
      'return_draft',
      'submit',
      'approve',
    ])
  })
})

describe('bad requests', () => {
  it('a form that does not fit is refused field by field, and nothing is written', async () => {
    const id = await openGuidance()
    const answer = await move(ACTORS.analyst, id, 'submit', { facts: '', basis: ['ECL 999'], extra: 1 })
    expect(answer.status).toBe(400)
    const cited = await move(ACTORS.analyst, id, 'submit', { ...said, basis: ['ECL 999'] })
    expect(cited.body.errors).toEqual([{ pointer: '/form/basis', message: expect.stringContaining('ECL 999') }])
    const file = await move(ACTORS.analyst, id, 'submit', { ...said, files: ['evd_nobody'] })
    expect(file.status).toBe(404)
    expect(await versionOf(ACTORS.analyst, id)).toBe(1)
    await move(ACTORS.analyst, id, 'submit', { ...said, basis: ['ECL 28'] })
    await move(ACTORS.head, id, 'approve')
    const past = await move(ACTORS.analyst, id, 'issue_order', { rectifyBy: '2026-07-01' })
    expect(past.body.errors).toEqual([{ pointer: '/form/rectifyBy', message: expect.stringContaining('不得早于今日') }])
    expect(await versionOf(ACTORS.analyst, id)).toBe(3)
    const nobody = await post(ACTORS.analyst, '/api/matters/guidance', { ...draft, platformId: ORGS.zhejiang.id })
    expect(nobody.body.errors).toEqual([
      { pointer: '/form/platformId', message: expect.stringContaining('没有该单位') },
    ])
  })

  it('who is slower is told where the matter stands', async () => {
    const id = await openGuidance()
    const call = (event: string, form: object) =>
      post(ACTORS.head, `/api/matters/guidance/${id}/${event}`, { version: 1, form })
    const answers = await Promise.all([
      call('submit', { ...said, facts: '甲' }),
      call('submit', { ...said, facts: '乙' }),
      call('cancel', { reason: '不再需要' }),
    ])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409])
    const slower = answers.find((one) => one.status === 409)
    expect(slower?.body).toMatchObject({ code: 'conflict', version: 2 })
    expect(slower?.body.state).toBe((await get(ACTORS.analyst, `/api/matters/${id}`)).body.state)
  })

  it('the same key gives the first answer and moves once; with other content it is refused', async () => {
    const id = await openGuidance()
    const key = { 'idempotency-key': `key-${id}` }
    const body = { version: 1, form: said }
    const first = await post(ACTORS.analyst, `/api/matters/guidance/${id}/submit`, body, key)
    const second = await post(ACTORS.analyst, `/api/matters/guidance/${id}/submit`, body, key)
    expect([second.status, second.body]).toEqual([200, first.body])
    expect(await versionOf(ACTORS.analyst, id)).toBe(2)
    const other = await post(ACTORS.analyst, `/api/matters/guidance/${id}/submit`, { ...body, version: 2 }, key)
    expect(other.body.code).toBe('idempotency_key_reused')
  })

  it('an unknown kind, a wrong kind and another’s event are refused', async () => {
    const id = await openGuidance()
    expect((await post(ACTORS.analyst, '/api/matters/no_such_kind', {})).status).toBe(404)
    const wrong = await post(ACTORS.analyst, `/api/matters/lead_transfer/${id}/withdraw`, {
      version: 1,
      form: { reason: '…' },
    })
    expect(wrong.status).toBe(404)
    expect((await move(ACTORS.analyst, id, 'approve')).status).toBe(403)
  })
})

describe('working together', () => {
  it('hands over, watches, and stands in for the absent', async () => {
    const id = await openGuidance({ ...draft, topic: '代理测试' })
    const users = [ACTORS.analyst, ACTORS.head]
    for (const user of users)
      await work.platform.workerDb
        .insertInto('user_account')
        .values({
          id: user.userId,
          organisation_id: ORGS.beijing.id,
          division: '110000',
          login: user.userId,
          name: user.name,
          roles: [...user.roles],
        })
        .execute()
    const assigned = await post(ACTORS.head, `/api/matters/${id}/assignee`, { userId: ACTORS.analyst.userId })
    expect(assigned.body.assignee).toEqual({ id: ACTORS.analyst.userId, name: ACTORS.analyst.name })
    const mine = async (who: Who) =>
      (await get(who, '/api/matters?box=mine&q=代理测试')).body.items.map((one: { id: string }) => one.id)
    expect(await mine(ACTORS.analyst)).toEqual([id])
    expect(await mine(ACTORS.head)).toEqual([])
    const delegation = { deputyId: ACTORS.head.userId, fromOn: '2026-07-10', toOn: '2026-07-12' }
    expect((await post(ACTORS.analyst, '/api/delegations', delegation)).body.items).toHaveLength(1)
    expect(await mine(ACTORS.head)).toEqual([id])
    work.setNow('2026-07-13T02:00:00Z')
    expect(await mine(ACTORS.head)).toEqual([])
    work.setNow('2026-07-10T02:00:00Z')
    const stranger = { userId: ACTORS.elsewhere.userId }
    expect((await post(ACTORS.head, `/api/matters/${id}/assignee`, stranger)).status).toBe(400)
    expect((await post(ACTORS.head, `/api/matters/${id}/watch`, { watch: true })).body.watched).toBe(true)
    expect((await get(ACTORS.head, '/api/matters?box=watched')).body.total).toBe(1)
    const told = async () => JSON.stringify((await get(ACTORS.head, '/api/todo')).body.results)
    expect(await told()).not.toContain('关注的事项')
    await move(ACTORS.analyst, id, 'submit', said)
    expect(await told()).toMatch(/关注的事项 ZD-2026-\d+「代理测试」：提交审核/)
  })

  it('moves many with a preview that says which cannot be, and why', async () => {
    const ids = [await openGuidance(), await openGuidance(), await openGuidance()]
    await move(ACTORS.head, ids[2] as string, 'cancel', { reason: '重复' })
    const selection = ids.map((id) => ({ id, version: 1 }))
    const request = { kind: 'guidance', event: 'cancel', ids: selection, form: { reason: '本批取消' } }
    const preview = await post(ACTORS.head, '/api/matters/bulk', { ...request, preview: true })
    expect(preview.body).toMatchObject({ affected: 2, excluded: [{ id: ids[2], reason: 'conflict' }] })
    expect(await versionOf(ACTORS.head, ids[0] as string)).toBe(1)
    const done = await post(ACTORS.head, '/api/matters/bulk', { ...request, preview: false })
    expect([done.body.affected, done.body.excluded.length]).toEqual([2, 1])
    expect((await get(ACTORS.head, `/api/matters/${ids[0]}`)).body.state).toBe('cancelled')
  })

  it('reminds before the last day, escalates after it, each once', async () => {
    const id = await toRectifying()
    const due = (await get(ACTORS.head, `/api/matters/${id}`)).body.dueOn as string
    const told = async () =>
      (
        await work.platform.workerDb
          .selectFrom('notice')
          .select(['organisation_id', 'kind'])
          .where('link', '=', `/matters/${id}`)
          .where('kind', 'in', ['reminder', 'overdue'])
          .orderBy('created_at')
          .orderBy('organisation_id')
          .execute()
      ).map((one) => `${one.organisation_id} ${one.kind}`)
    work.setNow(`${due}T01:00:00Z`)
    await sweepClocks(work.platform)
    await sweepClocks(work.platform)
    const many = await told()
    expect(many.length).toBeLessThanOrEqual(1)
    work.setNow('2027-01-10T01:00:00Z')
    await sweepClocks(work.platform)
    const late = await work.platform.workerDb
      .selectFrom('matter_clock')
      .select(['reminded', 'escalated_at'])
      .where('matter_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(late.reminded.length).toBeGreaterThan(0)
    expect(late.escalated_at).not.toBeNull()
    expect(await sweepClocks(work.platform)).toBe(0)
    work.setNow('2026-07-10T02:00:00Z')
  })
})

describe('a clock', () => {
  it('is counted anew when the holidays of next year are ordered, and the history says so', async () => {
    work.setNow('2026-12-24T02:00:00Z')
    const { body: opened } = await post(ACTORS.platform, '/api/matters/violation_lead', leadForm())
    const { id } = opened
    const [clock] = (await get(ACTORS.platform, `/api/matters/${id}`)).body.clocks
    expect(await recountClocks(work.platform)).toBe(0)
    const order = {
      year: 2027,
      holidays: [{ from: '2027-01-04', to: '2027-01-08', name: { zh: '测试假期' } }],
      workdays: [],
      source: '测试通知',
    }
    const ordered = await post(ACTORS.admin, '/api/law/calendar/orders', order)
    expect(ordered.status, JSON.stringify(ordered.body)).toBeLessThan(300)
    expect(await recountClocks(work.platform)).toBeGreaterThan(0)
    const after = (await get(ACTORS.platform, `/api/matters/${id}`)).body
    expect(after.clocks[0].dueOn > clock.dueOn).toBe(true)
    expect(after.timeline.at(-1)).toMatchObject({ type: 'clock', text: expect.stringContaining(after.clocks[0].dueOn) })
    expect(await recountClocks(work.platform)).toBe(0)
    work.setNow('2026-07-10T02:00:00Z')
  })
})

describe('conservation', () => {
  it('intake is what ended and what is open', async () => {
    const { body } = await get(ACTORS.head, '/api/matter-statistics')
    const line = body.lines.find((one: { kind: string }) => one.kind === 'guidance')
    const ended = line.outcomes.reduce((total: number, one: { count: number }) => total + one.count, 0)
    expect(line.intake).toBe(line.open + ended)
    expect([line.balances, line.intake > 5]).toEqual([true, true])
    expect((await get(ACTORS.platform, '/api/matter-statistics')).status).toBe(403)
  })

  it('the nightly proof holds, and names what somebody changed by hand', async () => {
    expect(await proveConservation(work.platform)).toBe(true)
    const id = await openGuidance()
    const { number } = (await get(ACTORS.head, `/api/matters/${id}`)).body
    await using owner = await asOwner()
    await owner.query("UPDATE matter SET state = 'approved' WHERE id = $1", [id])
    expect(await proveConservation(work.platform)).toBe(false)
    const { body } = await get(ACTORS.head, '/api/matter-statistics')
    expect(JSON.stringify(body.proofs[0].faults)).toContain(number)
    await owner.query("UPDATE matter SET state = 'draft' WHERE id = $1", [id])
    await owner.query("DELETE FROM matter_event WHERE matter_id = $1 AND event = 'draft'", [id])
    expect(await proveConservation(work.platform)).toBe(false)
    const again = (await get(ACTORS.head, '/api/matter-statistics')).body.proofs[0].faults
    expect(JSON.stringify(again)).toContain('存证的流转记录已不存在')
  })
})

const asOwner = async () => {
  const client = new pg.Client({ connectionString: work.ownerUrl })
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}
