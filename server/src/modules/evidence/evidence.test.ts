import { createHash, randomBytes } from 'node:crypto'
import { recordDigest } from '@redbridge/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contextFor } from '../../platform/platform.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { evidenceJobs, evidenceRoutes, requireOwnItems, shareItems } from './index.ts'
import { custodyRecordOf, itemRecordOf } from './records.ts'

const organisation = (id: string, kind: 'bureau' | 'platform', division: string) => ({
  id,
  kind,
  division,
  nameZh: `${id}单位`,
})
const city = organisation('org_city', 'bureau', '110000')
const other = organisation('org_other', 'bureau', '330000')
const shop = organisation('org_shop', 'platform', '110105')
const analyst = actorOf('usr_analyst', 'bureau_analyst', city)
const head = actorOf('usr_head', 'bureau_head', city)
const stranger = actorOf('usr_stranger', 'bureau_head', other)
const staff = actorOf('usr_staff', 'platform_staff', shop)
const NOW = '2026-07-10T02:00:00Z'

let work: Work
beforeAll(async () => {
  work = await openWork(evidenceRoutes)
  work.setNow(NOW)
  for (const { id, kind, division, nameZh } of [city, other, shop])
    await work.platform.workerDb
      .insertInto('organisation')
      .values({ id, kind, division, name_zh: nameZh, status: kind === 'platform' ? 'reporting' : null } as never)
      .execute()
})
afterAll(() => work[Symbol.asyncDispose]())

const take = async (content: Buffer, name = '截图.png', actor = analyst) => {
  const answer = await work.call(actor, 'POST', '/api/evidence', { name, content })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const get = (actor: typeof analyst, id: string) => work.call(actor, 'GET', `/api/evidence/${id}`)
const eventsOf = async (id: string): Promise<string[]> =>
  (
    await work.platform.workerDb
      .selectFrom('evidence_custody')
      .select('event')
      .where('item_id', '=', id)
      .orderBy('no')
      .execute()
  ).map(({ event }) => event)
const ledgerOf = (id: string) =>
  work.platform.workerDb.selectFrom('ledger_entry').selectAll().where('subject', '=', id).orderBy('no').execute()
const auditOf = (id: string) =>
  work.platform.workerDb
    .selectFrom('audit_event')
    .select(['action', 'user_id'])
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute()

describe('taking a file', () => {
  test('keeps the bytes with both digests, its record and the ledger entry that commits to them', async () => {
    const content = randomBytes(700_000)
    const item = await take(content)
    expect(item).toMatchObject({
      title: '截图.png',
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      sm3: createHash('sm3').update(content).digest('hex'),
      state: 'kept',
      own: true,
      retention: { id: 'file_10', until: '2036-07-10' },
    })
    const row = await work.platform.workerDb
      .selectFrom('evidence_item')
      .selectAll()
      .where('id', '=', item.id)
      .executeTakeFirstOrThrow()
    const step = await work.platform.workerDb
      .selectFrom('evidence_custody')
      .selectAll()
      .where('item_id', '=', item.id)
      .executeTakeFirstOrThrow()
    const [entry, ...more] = await ledgerOf(item.id)
    expect(more).toEqual([])
    expect(JSON.parse(entry?.envelope ?? '')).toMatchObject({
      kind: 'evidence.taken',
      subject: item.id,
      body: {
        sha256: item.sha256,
        sm3: item.sm3,
        bytes: item.bytes,
        recordSha256: recordDigest(itemRecordOf(row)),
        custodySha256: recordDigest(custodyRecordOf(step)),
      },
    })
    // Nobody's name, no title: only ids and digests go into the ledger.
    expect(entry?.envelope).not.toMatch(/名|截图|单位/)
    expect(await auditOf(item.id)).toEqual([{ action: 'evidence.taken', user_id: 'usr_analyst' }])
  })

  test('the same content twice is stored once and is two items', async () => {
    const content = randomBytes(5_000)
    const [one, two] = [await take(content), await take(content, '另一名称.bin')]
    expect(one.id).not.toBe(two.id)
    const contents = await work.platform.workerDb
      .selectFrom('evidence_content')
      .selectAll()
      .where('sha256', '=', one.sha256)
      .execute()
    expect(contents).toHaveLength(1)
    expect(await work.platform.files.exists(contents[0]?.key ?? '')).toBe(true)
    // Another organisation's copy is its own: one never learns what another holds.
    const theirs = await take(content, 'x', stranger)
    expect(theirs.sha256).toBe(one.sha256)
    expect(
      await work.platform.workerDb
        .selectFrom('evidence_content')
        .selectAll()
        .where('sha256', '=', one.sha256)
        .execute(),
    ).toHaveLength(2)
  })

  test.each([
    ['nothing', undefined, 400],
    ['JSON', { x: 1 }, 400],
  ])('of %s is refused', async (_, body, status) => {
    expect((await work.call(analyst, 'POST', '/api/evidence', body)).status).toBe(status)
  })

  test('refuses an unknown retention and leaves nothing behind', async () => {
    const before = await work.platform.workerDb.selectFrom('evidence_item').select('id').execute()
    const boundary = '--xx\r\ncontent-disposition: form-data; name="retention"\r\n\r\nno_such\r\n'
    const file = '--xx\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc\r\n--xx--\r\n'
    const answer = await work.call(analyst, 'POST', '/api/evidence', Buffer.from(boundary + file), {
      'content-type': 'multipart/form-data; boundary=xx',
    })
    expect([answer.status, answer.body.errors]).toEqual([400, [{ pointer: '/retention', message: 'unknown' }]])
    expect(await work.platform.workerDb.selectFrom('evidence_item').select('id').execute()).toEqual(before)
  })

  test('is not for administrators', async () => {
    const admin = actorOf('usr_admin', 'bureau_admin', city)
    expect((await work.call(admin, 'POST', '/api/evidence', { name: 'a', content: Buffer.from('x') })).status).toBe(403)
    expect((await work.call(admin, 'GET', '/api/evidence')).status).toBe(200)
  })
})

describe('custody', () => {
  test('looking is recorded once a person and day, copying every time', async () => {
    const { id } = await take(randomBytes(10))
    expect((await get(analyst, id)).body.custody.map((step: { event: string }) => step.event)).toEqual([
      'taken',
      'seen',
    ])
    await get(analyst, id)
    await get(head, id)
    expect(await eventsOf(id)).toEqual(['taken', 'seen', 'seen'])
    work.setNow('2026-07-10T16:00:01Z') // the next day in Shanghai
    await get(analyst, id)
    expect(await eventsOf(id)).toEqual(['taken', 'seen', 'seen', 'seen'])
    for (let i = 0; i < 2; i++) expect((await work.call(analyst, 'GET', `/api/evidence/${id}/file`)).status).toBe(200)
    expect(await eventsOf(id)).toEqual(['taken', 'seen', 'seen', 'seen', 'copied', 'copied'])
    expect((await ledgerOf(id)).map(({ kind }) => kind)).toEqual(
      (await eventsOf(id)).map((event) => `evidence.${event}`),
    )
    work.setNow(NOW)
  })

  test('a copy comes as a download and nothing else', async () => {
    const content = Buffer.from('<script>alert(1)</script>')
    const { id } = await take(content, '../恶意.html')
    const { raw, headers } = await work.call(analyst, 'GET', `/api/evidence/${id}/file`)
    expect(raw.equals(content)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('恶意.html')}`,
    })
  })

  test('is only appended, and an item is nobody else’s', async () => {
    const { id } = await take(randomBytes(10))
    for (const table of ['evidence_custody', 'evidence_reader'] as const)
      await expect(
        work.platform.workerDb
          .updateTable(table)
          .set({ owner_id: 'x' } as never)
          .execute(),
      ).rejects.toThrow(/denied/)
    await expect(work.platform.workerDb.deleteFrom('evidence_custody').execute()).rejects.toThrow(/denied/)
    for (const url of [`/api/evidence/${id}`, `/api/evidence/${id}/file`])
      expect((await work.call(stranger, 'GET', url)).status).toBe(404)
    for (const event of ['hold', 'release', 'dispose'])
      expect((await work.call(stranger, 'POST', `/api/evidence/${id}/${event}`, { reason: '理由' })).status).toBe(404)
    const { body } = await work.call(stranger, 'GET', `/api/evidence?q=${id}&box=shared`)
    expect(body.items).toEqual([])
    expect(await eventsOf(id)).toEqual(['taken'])
  })
})

describe('handing over', () => {
  const share = (actor: typeof analyst, itemIds: string[], organisationIds: string[]) => {
    const ctx = contextFor(work.platform, actor)
    return ctx.tx((tx) => shareItems(ctx, tx, { itemIds, organisationIds, reason: '随案移送' }))
  }

  test('lets the others read, and tells them only what concerns them', async () => {
    const { id } = await take(randomBytes(10))
    await get(analyst, id)
    await share(analyst, [id], ['org_shop', 'org_other', 'org_city'])
    await share(analyst, [id], ['org_shop'])
    expect(await eventsOf(id)).toEqual(['taken', 'seen', 'handed_over', 'handed_over'])
    const { body } = await get(staff, id)
    expect(body).toMatchObject({ own: false, organisationId: 'org_city' })
    expect(body.custody.map((step: { event: string }) => step.event)).toEqual(['taken', 'handed_over', 'seen'])
    expect(JSON.stringify(body)).not.toContain('org_other')
    expect((await work.call(staff, 'GET', `/api/evidence/${id}/file`)).status).toBe(200)
    expect((await work.call(staff, 'GET', '/api/evidence?box=shared')).body.total).toBe(1)
    expect((await work.call(stranger, 'POST', `/api/evidence/${id}/hold`, { reason: '理由' })).status).toBe(403)
  })

  test('is for the owner alone', async () => {
    const { id } = await take(randomBytes(10))
    await expect(share(stranger, [id], ['org_shop'])).rejects.toMatchObject({ code: 'not_found' })
    await share(analyst, [id], ['org_other'])
    await expect(share(stranger, [id], ['org_shop'])).rejects.toMatchObject({ code: 'not_found' })
    const ctx = contextFor(work.platform, stranger)
    await expect(ctx.tx((tx) => requireOwnItems(ctx, tx, [id]))).rejects.toMatchObject({ code: 'not_found' })
    // Even without the service in between, a share names an item of the one who shares it.
    await expect(
      ctx.tx((tx) =>
        tx
          .insertInto('evidence_reader')
          .values({ item_id: id, owner_id: 'org_other', organisation_id: 'org_shop', shared_at: NOW })
          .execute(),
      ),
    ).rejects.toThrow(/foreign key/)
  })
})

describe('keeping and disposing', () => {
  const move = (actor: typeof analyst, id: string, event: string, reason = '有理由') =>
    work.call(actor, 'POST', `/api/evidence/${id}/${event}`, { reason })
  const keyOf = async (sha256: string): Promise<string | null | undefined> =>
    (
      await work.platform.workerDb
        .selectFrom('evidence_content')
        .select('key')
        .where('sha256', '=', sha256)
        .executeTakeFirst()
    )?.key

  test('only the head may, with a reason, after the time, and not while it is held', async () => {
    const { id, sha256 } = await take(randomBytes(50))
    const key = (await keyOf(sha256)) as string
    expect((await move(analyst, id, 'dispose')).status).toBe(403)
    expect((await move(head, id, 'dispose', '')).status).toBe(400)
    const early = await move(head, id, 'dispose')
    expect([early.body.code, early.body.retainUntil]).toEqual(['evidence_retained', '2036-07-10'])
    expect((await move(head, id, 'hold', '涉诉')).body.state).toBe('held')
    expect((await move(head, id, 'hold')).body.code).toBe('move_not_allowed')
    work.setNow('2036-07-10T15:59:00Z')
    expect((await move(head, id, 'dispose')).body.code).toBe('evidence_held')
    expect((await move(head, id, 'release', '结案')).body.state).toBe('kept')
    expect((await move(head, id, 'release')).body.code).toBe('move_not_allowed')
    expect((await move(head, id, 'dispose')).body.code).toBe('evidence_retained') // the last day
    work.setNow('2036-07-10T16:00:01Z')
    const done = await move(head, id, 'dispose', '保管期满')
    expect(done.body).toMatchObject({ state: 'disposed', sha256, disposed: { reason: '保管期满' } })
    expect((await work.call(head, 'GET', `/api/evidence/${id}/file`)).body.code).toBe('evidence_disposed')
    expect((await get(head, id)).body.custody.at(-1).event).toBe('seen')
    const erase = evidenceJobs(work.platform).find(({ name }) => name === 'evidence.erase')
    await erase?.handle({ key, captureId: '' }, new AbortController().signal)
    expect(await work.platform.files.exists(key)).toBe(false)
    expect(await eventsOf(id)).toEqual(['taken', 'held', 'released', 'disposed', 'seen'])
    work.setNow(NOW)
  })

  test('bytes stay while another item has them, and come back when they are taken again', async () => {
    const content = randomBytes(60)
    const [one, two] = [await take(content), await take(content)]
    const key = (await keyOf(one.sha256)) as string
    work.setNow('2037-01-01T00:00:00Z')
    expect((await move(head, one.id, 'dispose')).status).toBe(200)
    expect(await keyOf(one.sha256)).toBe(key)
    expect((await work.call(analyst, 'GET', `/api/evidence/${two.id}/file`)).raw.equals(content)).toBe(true)
    expect((await move(head, two.id, 'dispose')).status).toBe(200)
    expect(await keyOf(one.sha256)).toBeNull()
    const again = await take(content)
    const fresh = (await keyOf(one.sha256)) as string
    expect(fresh).not.toBe(key)
    const erase = evidenceJobs(work.platform).find(({ name }) => name === 'evidence.erase')
    for (const one of [key, fresh]) await erase?.handle({ key: one, captureId: '' }, new AbortController().signal)
    expect((await work.call(analyst, 'GET', `/api/evidence/${again.id}/file`)).raw.equals(content)).toBe(true)
    // Disposed of stays disposed of, though the bytes are back under another item.
    expect((await work.call(analyst, 'GET', `/api/evidence/${one.id}/file`)).status).toBe(410)
    work.setNow(NOW)
  })

  test('what is kept for ever never goes', async () => {
    const { id } = await take(randomBytes(10))
    await work.platform.workerDb.updateTable('evidence_item').set({ retain_until: null }).where('id', '=', id).execute()
    work.setNow('2999-01-01T00:00:00Z')
    expect((await move(head, id, 'dispose')).body.code).toBe('evidence_retained')
    work.setNow(NOW)
  })
})

describe('the list', () => {
  test('filters by words, digest, kind and state, and pages', async () => {
    const item = await take(Buffer.from('独一无二'), '合同扫描件.pdf')
    const list = async (query: string) => (await work.call(analyst, 'GET', `/api/evidence?${query}`)).body
    for (const q of ['合同', item.sha256.slice(0, 12).toUpperCase(), item.sm3.slice(0, 12), item.id])
      expect((await list(`q=${encodeURIComponent(q)}`)).items.map(({ id }: { id: string }) => id)).toContain(item.id)
    expect((await list('kind=web_capture')).total).toBe(0)
    expect((await list('state=held')).total).toBe(0)
    expect((await list('size=2&page=2')).items).toHaveLength(2)
    expect((await list('kind=no_such')).code).toBe('bad_request')
  })
})
