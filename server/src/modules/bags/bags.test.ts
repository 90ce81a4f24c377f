import { randomBytes } from 'node:crypto'
import { fingerprintOf, readZip, verifyBag } from '@redbridge/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readKeyBook, rotateKeys, sequenceOnce } from '../../platform/ledger/index.ts'
import { contextFor } from '../../platform/platform.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { evidenceJobs, evidenceRoutes, shareItems } from '../evidence/index.ts'
import { mattersRoutes } from '../matters/index.ts'
import { bagsJobs, bagsRoutes, exportBag } from './index.ts'

const organisation = (id: string, kind: 'bureau' | 'platform', division: string) => ({
  id,
  kind,
  division,
  nameZh: `${id}单位`,
})
const city = organisation('org_city', 'bureau', '110000')
const other = organisation('org_other', 'bureau', '330000')
const analyst = actorOf('usr_analyst', 'bureau_analyst', city)
const head = actorOf('usr_head', 'bureau_head', city)
const stranger = actorOf('usr_stranger', 'bureau_analyst', other)

let work: Work
beforeAll(async () => {
  work = await openWork([...evidenceRoutes, ...bagsRoutes, ...mattersRoutes()])
  work.setNow('2026-07-10T02:00:00Z')
  for (const { id, kind, division, nameZh } of [city, other])
    await work.platform.workerDb
      .insertInto('organisation')
      .values({ id, kind, division, name_zh: nameZh } as never)
      .execute()
})
afterAll(() => work[Symbol.asyncDispose]())

const take = async (content: Buffer, name: string, actor = analyst): Promise<{ id: string; sha256: string }> =>
  (await work.call(actor, 'POST', '/api/evidence', { name, content })).body
const make = async (actor: typeof analyst, itemIds: string[], more: object = {}) =>
  work.call(actor, 'POST', '/api/bags', { itemIds, ...more })
const seal = async (bagId: string): Promise<void> => {
  await sequenceOnce(work.platform)
  await bagsJobs(work.platform)[0]?.handle({ bagId }, new AbortController().signal)
}
const fetchBag = async (actor: typeof analyst, id: string): Promise<Buffer> => {
  const { raw, status, headers } = await work.call(actor, 'GET', `/api/bags/${id}/bag.zip`)
  expect([status, headers['content-type']]).toEqual([200, 'application/zip'])
  return raw
}
const pinned = async (): Promise<string[]> =>
  ((await readKeyBook(work.platform.workerDb))?.pinned ?? []).map(fingerprintOf)

describe('a bag of items', () => {
  test('is made from what is kept, sealed when the ledger has signed, and verifies with the log’s own keys', async () => {
    const contents = [randomBytes(300_000), Buffer.from('聊天记录')]
    const items = [await take(contents[0] as Buffer, '首页.png'), await take(contents[1] as Buffer, '记录/一.txt')]
    await work.call(head, 'POST', `/api/evidence/${items[0]?.id}/hold`, { reason: '涉诉冻结' })
    const made = await make(
      analyst,
      items.map(({ id }) => id),
      { title: '某某网店案' },
    )
    expect([made.status, made.body]).toMatchObject([202, { state: 'waiting', items: 2, title: '某某网店案' }])
    expect((await work.call(analyst, 'GET', `/api/bags/${made.body.id}/bag.zip`)).body.code).toBe('bag_not_ready')
    await seal(made.body.id)
    const { body: done } = await work.call(analyst, 'GET', `/api/bags/${made.body.id}`)
    expect(done).toMatchObject({ state: 'done', fault: null })
    const bytes = await fetchBag(analyst, made.body.id)
    expect(bytes.length).toBe(done.bytes)
    const report = await verifyBag(bytes, { trustedKeys: await pinned() })
    expect(report).toMatchObject({
      ok: true,
      trust: 'trusted',
      bag: { id: made.body.id, organisation: 'org_city单位' },
      items: items.map(({ id, sha256 }) => ({ id, sha256 })),
      // taken and copied of each, held of the first, and the bag itself
      entries: 6,
    })
    const parts = new Map(readZip(bytes).map((part) => [part.name, Buffer.from(part.bytes)]))
    expect(parts.get(`items/${items[0]?.id}/首页.png`)?.equals(contents[0] as Buffer)).toBe(true)
    expect(parts.get(`items/${items[1]?.id}/一.txt`)?.equals(contents[1] as Buffer)).toBe(true)
    expect(parts.get('目录.html')?.toString()).toMatch(/涉诉冻结[\s\S]*如何核验/)
    const { body: detail } = await work.call(analyst, 'GET', `/api/evidence/${items[1]?.id}`)
    expect(detail.custody.map((step: { event: string }) => step.event)).toEqual(['taken', 'copied', 'seen'])
    // Doing the work again changes nothing.
    await seal(made.body.id)
    expect((await fetchBag(analyst, made.body.id)).equals(bytes)).toBe(true)
  })

  test('is nobody else’s, and holds nobody else’s items', async () => {
    const { id } = await take(randomBytes(10), 'a')
    const { body: made } = await make(analyst, [id])
    await seal(made.id)
    for (const url of [`/api/bags/${made.id}`, `/api/bags/${made.id}/bag.zip`])
      expect((await work.call(stranger, 'GET', url)).status).toBe(404)
    expect((await make(stranger, [id])).body.code).toBe('not_found')
    expect((await make(analyst, [])).status).toBe(400)
    const count = await work.platform.workerDb
      .selectFrom('evidence_bag')
      .select('id')
      .where('organisation_id', '=', 'org_other')
      .execute()
    expect(count).toEqual([])
  })

  test('made by whom it was handed over to proves the taking, and does not tell what is not theirs', async () => {
    const { id } = await take(randomBytes(20), '移交.bin')
    await work.call(head, 'GET', `/api/evidence/${id}`)
    const ctx = contextFor(work.platform, analyst)
    await ctx.tx((tx) => shareItems(ctx, tx, { itemIds: [id], organisationIds: ['org_other'] }))
    const { body: made } = await make(stranger, [id])
    await seal(made.id)
    const bytes = await fetchBag(stranger, made.id)
    const report = await verifyBag(bytes, { trustedKeys: await pinned() })
    expect([report.ok, report.entries]).toEqual([true, 4]) // taken, handed over, copied; the bag
    expect(bytes.includes(Buffer.from('usr_head'))).toBe(false)
  })

  test('of something disposed of holds its record without the bytes', async () => {
    const { id } = await take(Buffer.from('即将处置'), '旧.txt')
    work.setNow('2037-01-01T00:00:00Z')
    await work.call(head, 'POST', `/api/evidence/${id}/dispose`, { reason: '期满' })
    const { body: made } = await make(analyst, [id])
    await seal(made.id)
    const report = await verifyBag(await fetchBag(analyst, made.id))
    expect(report).toMatchObject({ ok: true, items: [{ id, part: null }] })
    work.setNow('2026-07-10T02:00:00Z')
  })

  test('whose bytes go before it is sealed says that it cannot be made', async () => {
    const { id, sha256 } = await take(randomBytes(30), 'x')
    const { body: made } = await make(analyst, [id])
    await work.platform.workerDb
      .updateTable('evidence_content')
      .set({ key: null })
      .where('sha256', '=', sha256)
      .execute()
    await seal(made.id)
    expect((await work.call(analyst, 'GET', `/api/bags/${made.id}`)).body).toMatchObject({
      state: 'failed',
      fault: { code: 'evidence_disposed' },
    })
  })

  test('that would be too large is refused before anything is recorded', async () => {
    const { id } = await take(randomBytes(30), 'x')
    await work.platform.workerDb
      .updateTable('evidence_item')
      .set({ bytes: 2 ** 30 + 1 })
      .where('id', '=', id)
      .execute()
    expect((await make(analyst, [id])).body.code).toBe('bag_too_large')
    const steps = await work.platform.workerDb
      .selectFrom('evidence_custody')
      .select('event')
      .where('item_id', '=', id)
      .execute()
    expect(steps).toEqual([{ event: 'taken' }])
  })
})

test('a bag of a matter proves the steps that its parties may see, across a change of keys, and holds nothing internal', async () => {
  const opened = await work.call(analyst, 'POST', '/api/matters/lead_transfer', {
    receiverId: other.id,
    subjectName: '某某商贸有限公司',
    urgency: 'ordinary',
  })
  const { id } = opened.body
  const move = async (actor: typeof analyst, event: string, form: object) => {
    const { version } = (await work.call(actor, 'GET', `/api/matters/${id}`)).body
    const { status, body } = await work.call(actor, 'POST', `/api/matters/lead_transfer/${id}/${event}`, {
      version,
      form,
    })
    expect(status, JSON.stringify(body)).toBe(200)
  }
  const item = await take(Buffer.from('网页'), '首页.html')
  await move(analyst, 'submit', { facts: '涉嫌虚假宣传。', reason: '住所地在浙江', files: [item.id] })
  await work.call(analyst, 'POST', `/api/matters/${id}/notes`, { text: '内部：关联案件' })
  await sequenceOnce(work.platform)
  await rotateKeys(work.platform, { organisationId: 'org_city', userId: 'usr_head' })
  await move(head, 'approve', {})
  await work.call(stranger, 'POST', `/api/matters/${id}/messages`, { text: '已收到，正在核查' })
  for (const actor of [analyst, stranger]) {
    const { body: made } = await make(actor, [], { matterId: id })
    await seal(made.id)
    const bytes = await fetchBag(actor, made.id)
    const report = await verifyBag(bytes, { trustedKeys: await pinned() })
    expect(report.checks.filter(({ state }) => state !== 'ok')).toEqual([])
    const parts = new Map(readZip(bytes).map((part) => [part.name, Buffer.from(part.bytes).toString('utf8')]))
    const steps = JSON.parse(parts.get('records/steps.json') ?? '[]') as { zh: string; record: { event: string } }[]
    expect(steps.map((step) => step.record.event)).toEqual(['draft', 'submit', 'approve', null])
    expect(parts.get('目录.html')).toContain('批准并移送')
    expect([...parts.values()].join('\n')).not.toContain('关联案件')
    expect(report.items.map((one) => one.name)).toEqual(['首页.html'])
  }
  const nobody = actorOf('usr_third', 'bureau_analyst', organisation('org_third', 'bureau', '440000'))
  expect((await make(nobody, [], { matterId: id })).body.code).toBe('not_found')
  const ctx = contextFor(work.platform, analyst)
  await expect(
    exportBag(ctx, {
      title: 'x',
      records: [{ name: '../x', json: {} }],
      itemIds: [],
      subjects: [],
      steps: [],
      exchange: null,
    }),
  ).rejects.toThrow(RangeError)
})

test('what the file store no longer holds as it was taken never becomes a bag', async () => {
  const { id, sha256 } = await take(randomBytes(40), 'x')
  const { body: made } = await make(analyst, [id])
  const { key } = await work.platform.workerDb
    .selectFrom('evidence_content')
    .select('key')
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow()
  await work.platform.files.put(key as string, randomBytes(40))
  await sequenceOnce(work.platform)
  await expect(bagsJobs(work.platform)[0]?.handle({ bagId: made.id }, new AbortController().signal)).rejects.toThrow(
    'not those that were taken',
  )
  expect(evidenceJobs(work.platform).length).toBe(2)
})
