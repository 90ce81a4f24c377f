import { createHash } from 'node:crypto'
import type { Envelope, ExchangeMessage, Receipt } from '@redbridge/contract'
import { verifyHttpProof } from '@redbridge/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { type ClientKey, newClientKey, signedHeaders } from '../../testing/signing.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { assistanceRoutes } from '../assistance/index.ts'
import { form } from '../assistance/testing/asking.ts'
import { mattersRoutes } from '../matters/index.ts'
import { forgetNonces } from './exchange.jobs.ts'
import { exchangeRoutes, messagesForDelivery } from './index.ts'

// A platform's program: registers its key, signs, receipts and answers; and what of it both sides can prove.

const NOW = '2026-11-25T01:00:00Z'
const admin = actorOf('pingou_admin', 'platform_admin', ORGS.pingou)
let work: Work
let key: ClientKey
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...exchangeRoutes(), ...assistanceRoutes()])
  work.setNow(NOW)
  await seedOrganisations(work)
  await work.platform.workerDb
    .updateTable('organisation')
    .set({ on_bridge: true })
    .where('id', '=', ORGS.pingou.id)
    .execute()
  const made = newClientKey('')
  const added = await work.call(admin, 'POST', '/api/exchange/keys', { name: '生产接口', publicKey: made.pem })
  expect(added.status, JSON.stringify(added.body)).toBe(201)
  key = { ...made, id: added.body.id }
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

type Who = Parameters<Work['call']>[0]
const act = (url: string, body: object, by = key) => {
  const text = JSON.stringify(body)
  const created = Math.floor(work.platform.clock.now().getTime() / 1000)
  const headers = signedHeaders({ method: 'POST', url: `http://localhost${url}`, body: text, created }, by)
  return work.call(ACTORS.platformApi, 'POST', url, text, headers)
}
const waiting = async (who: Who): Promise<ExchangeMessage[]> =>
  (await work.call(who, 'GET', '/api/exchange/messages?box=in&received=false')).body.items
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A request of the district, sent. */
const sent = async (change: object = {}): Promise<string> => {
  const body = { platformId: ORGS.pingou.id, form: { ...form, ...change } }
  const made = await work.call(ACTORS.below, 'POST', '/api/assistance/requests', body)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id } = made.body
  for (const [who, event] of [
    [ACTORS.below, 'submit'],
    [ACTORS.belowHead, 'approve'],
  ] as const) {
    const { version } = (await work.call(who, 'GET', `/api/matters/${id}`)).body
    const moved = await work.call(who, 'POST', `/api/matters/assistance_request/${id}/${event}`, { version, form: {} })
    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
  }
  return id
}
const messageOf = async (id: string): Promise<ExchangeMessage> =>
  (await waiting(ACTORS.platformApi)).find((one) => one.matter.id === id) as ExchangeMessage

describe('a request that a program receives', () => {
  it('is received by its receipt, which carries the program’s own signature', async () => {
    const id = await sent()
    const message = await messageOf(id)
    expect(message.type).toBe('assistance_request.approve')
    expect(message.content).toMatchObject({ facts: { compose: { targets: form.targets, fields: form.fields } } })
    const url = `/api/exchange/messages/${message.id}/receipt`
    const body = { envelopeSha256: sha256(message.envelope.text) }
    const [one, two] = await Promise.all([act(url, body), act(url, body)])
    expect([one.status, two.status], JSON.stringify([one.body, two.body])).toEqual([200, 200])
    expect(one.body.receipt).toEqual(two.body.receipt)
    const { proof } = JSON.parse(one.body.receipt.text) as Receipt
    expect(proof?.keyId).toBe(key.id)
    expect(proof?.bodySha256).toBe(sha256(JSON.stringify(body)))
    expect(proof && verifyHttpProof(proof, key.pem)).toBe(true)
    const matter = (await work.call(ACTORS.below, 'GET', `/api/matters/${id}`)).body
    expect([
      matter.state,
      matter.timeline.filter((step: { event: string }) => step.event === 'receive').length,
    ]).toEqual(['received', 1])
  })

  it('is answered with the digest of the content in the envelope', async () => {
    const id = await sent()
    const first = await messageOf(id)
    await act(`/api/exchange/messages/${first.id}/receipt`, { envelopeSha256: sha256(first.envelope.text) })
    const { version } = (await work.call(ACTORS.platformApi, 'GET', `/api/matters/${id}`)).body
    const answered = await act(`/api/assistance/${id}/answers`, {
      ...{ version, part: false },
      content: { groups: [], none: ['identity'], withheld: [] },
    })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    const [message] = (await waiting(ACTORS.below)).filter((one) => one.matter.id === id)
    const envelope = JSON.parse(message?.envelope.text ?? '') as Envelope
    expect(envelope.answerSha256).toBe(answered.body.answers[0].sha256)
    expect(envelope.proof && verifyHttpProof(envelope.proof, key.pem)).toBe(true)
  })

  it('leaves through a webhook without its content when it is confidential', async () => {
    const id = await sent({ secrecy: 'confidential' })
    const message = await messageOf(id)
    expect(message.content).toMatchObject({ facts: { compose: { secrecy: 'confidential' } } })
    const posted = (await messagesForDelivery(work.platform.workerDb, [message.id])).get(message.id)
    expect(posted).toEqual({ ...message, content: null })
  })

  it('names the memorandum in force between the two', async () => {
    const before = JSON.parse((await messageOf(await sent())).envelope.text) as Envelope
    const memorandum = await sent()
    const values = {
      ...{ matter_id: memorandum, version: 2, number: 'BWL-2026-1', title: '合作备忘录', division: '110105' },
      ...{ bureau_id: ORGS.chaoyang.id, platform_id: ORGS.pingou.id, from_on: '2026-11-01', to_on: '2026-11-25' },
      policy: JSON.stringify({
        ...{ purposes: ['case'], fields: form.fields, maxTargets: null, maxPeriodDays: null, retentionDays: null },
        ...{ fromOn: '2026-11-01', toOn: '2026-11-25' },
      }),
      accepted_at: '2026-11-01T00:00:00Z',
    }
    await work.platform.workerDb
      .insertInto('memorandum')
      .values(values as never)
      .execute()
    const within = JSON.parse((await messageOf(await sent())).envelope.text) as Envelope
    expect([before.memorandum, within.memorandum]).toEqual([null, { number: 'BWL-2026-1', version: 2 }])
  })
})

describe('a key of one’s own', () => {
  it('says when it was used, and signs nothing more once it is revoked', async () => {
    const lead = '/api/matters/violation_lead/mat_none/withdraw'
    const body = { version: 1, form: { reason: '误报' } }
    expect((await act(lead, body)).body.code).toBe('not_found')
    const listed = (await work.call(admin, 'GET', '/api/exchange/keys')).body.items
    expect(listed.find((one: { id: string }) => one.id === key.id)).toMatchObject({
      kind: 'own',
      lastUsedAt: expect.any(String),
    })
    const made = newClientKey('')
    const second = await work.call(admin, 'POST', '/api/exchange/keys', { name: '备用', publicKey: made.pem })
    const by = { ...made, id: second.body.id }
    expect((await act(lead, body, by)).body.code).toBe('not_found')
    const revoked = await work.call(admin, 'POST', `/api/exchange/keys/${by.id}/revoke`, { reason: '不再使用' })
    expect(revoked.body).toMatchObject({ revokedReason: '不再使用', revokedAt: new Date(NOW).toISOString() })
    expect((await act(lead, body, by)).body.code).toBe('signature_key_unknown')
    const entries = await work.platform.workerDb
      .selectFrom('ledger_entry')
      .select('kind')
      .where('subject', '=', by.id)
      .orderBy('no')
      .execute()
    expect(entries.map((entry) => entry.kind)).toEqual(['exchange.key', 'exchange.key_revoked'])
  })

  it('leaves nonces behind only as long as they matter', async () => {
    const count = async () =>
      (await work.platform.workerDb.selectFrom('exchange_nonce').select('nonce').execute()).length
    expect(await count()).toBeGreaterThan(0)
    expect(await forgetNonces(work.platform)).toBe(0)
    work.setNow('2026-11-25T01:10:01Z')
    expect(await forgetNonces(work.platform)).toBeGreaterThan(0)
    expect(await count()).toBe(0)
    work.setNow(NOW)
  })
})
