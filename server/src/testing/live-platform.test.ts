import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, generateKey, RedbridgeError } from '@redbridge/client'
import type { MatterDetail } from '@redbridge/contract'
import { type ExamplePlatform, startExamplePlatform } from '@redbridge/example-platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bridge, openBridge, until } from './bridge.ts'

// Going live: a platform whose administrator registered client and key, and a bureau of people.

let bridge: Bridge
let mall: ExamplePlatform
let client: { clientId: string; clientSecret: string }
const dir = mkdtempSync(join(tmpdir(), 'redbridge-live-'))
const lines: string[] = []
const key = generateKey()
let keyId = ''

beforeAll(async () => {
  bridge = await openBridge()
  const { work, admin } = bridge
  const made = await work.call(admin, 'POST', '/api/clients', { name: '协查接口' })
  client = { clientId: made.body.client.clientId, clientSecret: made.body.clientSecret }
  const registered = await work.call(admin, 'POST', '/api/exchange/keys', { name: '主密钥', publicKey: key.publicKey })
  expect(registered.status, JSON.stringify(registered.body)).toBe(201)
  keyId = registered.body.id
  mall = await startExamplePlatform({
    baseUrl: bridge.url,
    ...client,
    key: { id: keyId, privateKey: key.privateKey },
    database: join(dir, 'platform.db'),
    pullSeconds: 0.3,
    reportTo: bridge.officer.organisation.id,
    log: (line) => lines.push(line),
  })
})
afterAll(async () => {
  await mall?.close()
  await bridge?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

const post = async (who: 'officer' | 'head', url: string, body: unknown) => {
  const answer = await bridge.work.call(bridge[who], 'POST', url, body)
  if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
const move = async (who: 'officer' | 'head', kind: string, at: { id: string; event: string; form?: object }) => {
  const { version } = (await bridge.work.call(bridge[who], 'GET', `/api/matters/${at.id}`)).body
  return post(who, `/api/matters/${kind}/${at.id}/${at.event}`, { version, form: at.form ?? {} })
}
const reaches = (id: string, state: string): Promise<MatterDetail> =>
  until(
    `${id} reaches ${state}`,
    () => mall.bridge.matters.get(id),
    (matter) => matter.state === state,
  ).catch((error: Error) => {
    throw new Error(`${error.message.slice(0, 400)}\n${lines.slice(-5).join('\n')}`)
  })

const order = async (reasons: string, reference: string): Promise<string> => {
  const platformId = bridge.admin.organisation.id
  const { id } = await post('officer', '/api/matters/disposal_order', { platformId, title: '下架' })
  const form = { measure: 'take_down', objects: [{ name: '商品', reference }], reasons, basis: ['ADL 9(1)(3)'] }
  await move('officer', 'disposal_order', { id, event: 'compose', form })
  await move('officer', 'disposal_order', { id, event: 'submit' })
  await move('head', 'disposal_order', { id, event: 'approve' })
  return id
}
const stateOf = (item: string): unknown => mall.db.one('SELECT state FROM item WHERE id = ?', item)?.state

describe('the example platform, live', () => {
  it('obeys an order that rests on a mistake, appeals, and restores the item when the order is revoked', async () => {
    const id = await order('商品标题使用“最高级”等用语。', 'https://mall.example/item/ITEM-0002-01')
    const matter = await reaches(id, 'appealed_after')
    expect(matter.facts.execute).toMatchObject({ results: [{ object: 0, result: 'done' }] })
    expect(matter.facts.appeal).toMatchObject({ ground: 'facts' })
    expect(stateOf('ITEM-0002-01')).toBe('taken_down')
    await move('head', 'disposal_order', { id, event: 'grant', form: { reason: '经核查，标题中没有该用语。' } })
    await until(
      'the item is restored',
      async () => stateOf('ITEM-0002-01'),
      (state) => state === 'listed',
    )
  })

  it('says of each object what became of it', async () => {
    const id = await order('含有不实宣传。', 'ITEM-NOBODY-HAS')
    expect((await reaches(id, 'executed')).facts.execute).toMatchObject({
      results: [{ object: 0, result: 'not_found' }],
    })
  })

  it('reports what it found on itself, and completes the report when more is asked', async () => {
    const act = await until(
      'a report is sent',
      async () => mall.db.one("SELECT outcome FROM act WHERE act = 'report' AND done_at IS NOT NULL"),
      (row) => row !== undefined,
    )
    const { id } = JSON.parse(String(act?.outcome))
    await move('officer', 'violation_lead', { id, event: 'ask_more', form: { reason: '请补充销售情况。' } })
    await until(
      'the report is completed',
      () => mall.bridge.matters.get(id),
      (matter) => matter.facts.complete !== undefined && matter.state === 'checking',
    )
    await move('officer', 'violation_lead', { id, event: 'feed_back', form: { result: 'platform_cleanup' } })
    expect((await reaches(id, 'fed_back')).outcome).toBe(true)
  })

  it('proves who signed: the envelope of an act carries the platform’s own signature', async () => {
    const { items } = await mall.bridge.messages.list({ box: 'out', limit: 1 })
    const { proof } = JSON.parse(items[0]?.envelope.text ?? '{}')
    expect(proof).toMatchObject({ keyId })
    expect(proof.base).toContain(`tag="redbridge"`)
  })
})

describe('the client', () => {
  it('refuses to send a legal act without a key, and says what a wrong secret is', async () => {
    const keyless = createClient({ baseUrl: bridge.url, ...client })
    await expect(keyless.orders.execute('mat_none', { results: [] }, { version: 1 })).rejects.toThrow(/legal act/)
    const wrong = createClient({ baseUrl: bridge.url, clientId: client.clientId, clientSecret: 'rbs_wrong' })
    await expect(wrong.messages.list()).rejects.toMatchObject({ code: 'invalid_client', status: 401 })
  })

  it('gives problem details as errors with their pointers', async () => {
    const failed = await mall.bridge.reports
      .report({ bureauId: 'org_nobody', subjectName: '甲', shopName: '', goods: 'x', facts: 'x', measures: 'x' })
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(RedbridgeError)
    expect(failed).toMatchObject({ code: 'bad_request', status: 400 })
    expect((failed as RedbridgeError).errors.map((one) => one.pointer)).toContain('/shopName')
  })

  it('does an act once for its key, however often it is sent', async () => {
    const form = {
      ...{ bureauId: bridge.officer.organisation.id, subjectName: '某某商行', shopName: '某某店' },
      ...{ goods: '茶叶', facts: '标题使用禁止用语。', measures: '已下架。' },
    }
    const [first, second] = [
      await mall.bridge.reports.report(form, { idempotencyKey: 'report-of-the-test' }),
      await mall.bridge.reports.report(form, { idempotencyKey: 'report-of-the-test' }),
    ]
    expect(second).toEqual(first)
    await expect(
      mall.bridge.reports.report({ ...form, goods: '别的' }, { idempotencyKey: 'report-of-the-test' }),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused', status: 422 })
  })

  it('does not take a message that was altered on its way', async () => {
    const { items } = await mall.bridge.messages.list({ box: 'in', limit: 1 })
    const message = items[0]
    if (!message) throw new Error('there is a message')
    await expect(mall.bridge.messages.verify(message)).resolves.toMatchObject({ id: message.id })
    const text = message.envelope.text.replace('disposal_order', 'violation_lead')
    const altered = [
      { ...message, envelope: { ...message.envelope, text } },
      { ...message, type: 'disposal_order.revoke' },
      { ...message, to: { ...message.to, id: 'org_other' } },
      { ...message, from: bridge.admin.organisation as never },
    ]
    for (const one of altered)
      await expect(mall.bridge.messages.verify(one)).rejects.toMatchObject({ code: 'not_genuine' })
  })

  it('uploads and downloads files', async () => {
    const { id } = await mall.bridge.files.upload({ name: '记录.txt', bytes: '销售记录' })
    const { bytes, name } = await mall.bridge.files.download(id)
    expect([Buffer.from(bytes).toString('utf8'), name]).toEqual(['销售记录', '记录.txt'])
  })

  it('repeats what a broken connection or a busy server left open, under one key and a fresh signature', async () => {
    const seen: { key: string | null; nonce: string }[] = []
    const flaky: typeof fetch = async (url, init) => {
      if (!String(url).includes('/violation_lead')) return fetch(url, init)
      const headers = new Headers(init?.headers)
      seen.push({
        key: headers.get('idempotency-key'),
        nonce: /nonce="([^"]+)"/.exec(headers.get('signature-input') ?? '')?.[1] ?? '',
      })
      if (seen.length === 1) throw new TypeError('connection reset')
      if (seen.length === 2) return new Response('busy', { status: 503, headers: { 'retry-after': '0' } })
      const answer = await fetch(url, init)
      // The answer to the third attempt is lost: it was done all the same.
      if (seen.length === 3) throw new TypeError('connection reset')
      return answer
    }
    const unlucky = createClient({
      ...{ baseUrl: bridge.url, ...client, key: { id: keyId, privateKey: key.privateKey }, fetch: flaky },
    })
    const form = {
      ...{ bureauId: bridge.officer.organisation.id, subjectName: '单次商行', shopName: '单次店' },
      ...{ goods: '茶叶', facts: '标题使用禁止用语。', measures: '已下架。' },
    }
    const { id } = await unlucky.reports.report(form)
    expect(seen).toHaveLength(4)
    expect(new Set(seen.map((one) => one.key)).size).toBe(1)
    expect(new Set(seen.map((one) => one.nonce)).size).toBe(4)
    const { items } = await mall.bridge.matters.list({ kind: 'violation_lead', q: '单次商行' })
    expect(items.map((one) => one.id)).toEqual([id])
  })
})
