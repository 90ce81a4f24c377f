import { createHash } from 'node:crypto'
import type { Envelope, ExchangeMessage, Receipt } from '@redbridge/contract'
import { recordDigest, verifySigned } from '@redbridge/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { mattersRoutes } from '../matters/index.ts'
import { exchangeRoutes, messagesForDelivery } from './index.ts'
import { openLead } from './testing/leads.ts'

let work: Work
beforeAll(async () => {
  work = await openWork([...mattersRoutes(), ...exchangeRoutes()])
  work.setNow('2026-11-25T01:00:00Z')
  await seedOrganisations(work)
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

type Who = Parameters<Work['call']>[0]
const get = async (who: Who, url: string) => (await work.call(who, 'GET', url)).body
const post = (who: Who, url: string, body: unknown = {}) => work.call(who, 'POST', url, body)
const waiting = async (who: Who): Promise<ExchangeMessage[]> =>
  (await get(who, '/api/exchange/messages?box=in&received=false')).items
const keyOf = async (who: Who, organisation: string, id: string): Promise<string> =>
  (await get(who, `/api/exchange/organisations/${organisation}/keys`)).items.find(
    (key: { id: string }) => key.id === id,
  ).publicKey
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const receipt = (who: Who, message: ExchangeMessage, digest = sha256(message.envelope.text)) =>
  post(who, `/api/exchange/messages/${message.id}/receipt`, { envelopeSha256: digest })

describe('a message', () => {
  it('is signed by its sender over the record of the move, and says what the form said', async () => {
    const id = await openLead(work, ACTORS.platform, { bureauId: ORGS.beijing.id })
    const message = (await waiting(ACTORS.analyst)).find((one) => one.matter.id === id) as ExchangeMessage
    const envelope = JSON.parse(message.envelope.text) as Envelope
    expect(envelope).toMatchObject({
      ...{
        v: 'redbridge-exchange/1',
        type: 'violation_lead.report',
        memorandum: null,
        answerSha256: null,
        proof: null,
      },
      from: { id: ORGS.pingou.id, name: '品购网' },
      to: { id: ORGS.beijing.id, name: '北京市市场监督管理局' },
    })
    expect(verifySigned(message.envelope, await keyOf(ACTORS.analyst, ORGS.pingou.id, message.envelope.keyId))).toBe(
      true,
    )
    const content = message.content as { form: object; facts: object; record: Record<string, unknown> }
    expect(content.form).toMatchObject({ bureauId: ORGS.beijing.id })
    expect(content.facts).toMatchObject({ report: content.form })
    expect(recordDigest(content.record)).toBe(envelope.recordSha256)
    expect([message.receipt, message.receivedAt]).toEqual([null, null])
    const delivered = await messagesForDelivery(work.platform.workerDb, [message.id])
    expect(delivered.get(message.id)).toEqual(message)
    const { platform } = work
    const rows = await platform.workerDb
      .selectFrom('ledger_entry')
      .select(['subject', 'readers', 'envelope'])
      .where('kind', '=', 'exchange.message')
      .where('subject', '=', message.id)
      .execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.readers).toEqual([ORGS.pingou.id, ORGS.beijing.id])
    expect(JSON.parse(rows[0]?.envelope ?? '').body.envelopeSha256).toBe(sha256(message.envelope.text))
  })

  it('is seen by its two parties alone', async () => {
    const id = await openLead(work, ACTORS.platform, { bureauId: ORGS.beijing.id })
    const [message] = (await waiting(ACTORS.analyst)).filter((one) => one.matter.id === id) as [ExchangeMessage]
    for (const who of [ACTORS.other, ACTORS.elsewhere]) {
      expect((await work.call(who, 'GET', `/api/exchange/messages/${message.id}`)).status).toBe(404)
      expect((await receipt(who, message)).status).toBe(404)
      expect(JSON.stringify(await waiting(who))).not.toContain(message.id)
    }
    // The bureau where the platform is registered reads the matter and what was sent in it, and receipts nothing.
    expect((await work.call(ACTORS.below, 'GET', `/api/exchange/messages/${message.id}`)).status).toBe(200)
    expect((await receipt(ACTORS.below, message)).body.code).toBe('forbidden')
    const own = await get(ACTORS.platform, `/api/exchange/messages?box=out&matterId=${id}`)
    expect(own.items).toEqual([message])
    expect((await receipt(ACTORS.platform, message)).body.code).toBe('forbidden')
  })

  it('goes to the other side too when it is a plain message of the matter', async () => {
    const id = await openLead(work, ACTORS.platform, { bureauId: ORGS.beijing.id })
    await post(ACTORS.analyst, `/api/matters/${id}/messages`, { text: '请补充交易快照' })
    const [message] = (await waiting(ACTORS.platform)) as [ExchangeMessage]
    expect(message.type).toBe('violation_lead.message')
    expect(message.content).toMatchObject({ text: '请补充交易快照', files: [] })
    expect(recordDigest((message.content as { record: Record<string, unknown> }).record)).toBe(
      (JSON.parse(message.envelope.text) as Envelope).recordSha256,
    )
  })
})

describe('a receipt', () => {
  it('is signed by the receiver, written once, and answered again to who repeats it', async () => {
    const id = await openLead(work, ACTORS.platform, { bureauId: ORGS.beijing.id })
    const [message] = (await waiting(ACTORS.analyst)).filter((one) => one.matter.id === id) as [ExchangeMessage]
    expect((await receipt(ACTORS.analyst, message, '0'.repeat(64))).body.code).toBe('receipt_mismatch')
    const answers = await Promise.all([1, 2, 3].map(() => receipt(ACTORS.analyst, message)))
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200])
    const [first] = answers
    for (const one of answers) expect(one.body.receipt).toEqual(first?.body.receipt)
    const signed = first?.body.receipt as ExchangeMessage['envelope']
    expect(JSON.parse(signed.text) as Receipt).toMatchObject({
      ...{ v: 'redbridge-receipt/1', message: message.id, proof: null },
      envelopeSha256: sha256(message.envelope.text),
      by: { id: ORGS.beijing.id, name: '北京市市场监督管理局' },
    })
    expect(verifySigned(signed, await keyOf(ACTORS.platform, ORGS.beijing.id, signed.keyId))).toBe(true)
    expect((await waiting(ACTORS.analyst)).map((one) => one.id)).not.toContain(message.id)
    const rows = await work.platform.workerDb
      .selectFrom('ledger_entry')
      .select('envelope')
      .where('kind', '=', 'exchange.receipt')
      .where('subject', '=', message.id)
      .execute()
    expect(rows.map((row) => JSON.parse(row.envelope).body.receiptSha256)).toEqual([sha256(signed.text)])
  })
})

describe('paging', () => {
  it('names everything that waits, oldest first', async () => {
    const many = await Promise.all(
      Array.from({ length: 7 }, () => openLead(work, ACTORS.other, { bureauId: ORGS.zhejiang.id })),
    )
    const seen: string[] = []
    let after = 0
    for (;;) {
      const page = await get(ACTORS.elsewhere, `/api/exchange/messages?box=in&received=false&limit=3&after=${after}`)
      seen.push(...page.items.map((one: ExchangeMessage) => one.matter.id))
      if (page.next === null) break
      after = page.next
    }
    expect(new Set(seen)).toEqual(new Set(many))
    expect(seen).toHaveLength(7)
    const typed = await get(ACTORS.elsewhere, '/api/exchange/messages?box=in&type=violation_lead.feed_back')
    expect(typed.items).toEqual([])
  })
})

describe('hosted keys', () => {
  it('are made once, however many processes need the first at once', async () => {
    const org = { ...ORGS.xihu }
    const people = Array.from({ length: 6 }, (_, i) => actorOf(`xihu_${i}`, 'platform_staff', org))
    await Promise.all(people.map((who) => openLead(work, who, { bureauId: ORGS.zhejiang.id })))
    const rows = await work.platform.workerDb
      .selectFrom('exchange_key')
      .select(['id', 'sealed', 'entry_id'])
      .where('organisation_id', '=', org.id)
      .execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.sealed?.toString('latin1')).not.toContain('PRIVATE KEY')
  })

  it('are changed by rotation; what the old one signed stays verifiable', async () => {
    const admin = actorOf('lejia_admin', 'platform_admin', ORGS.lejia)
    await openLead(work, ACTORS.other, { bureauId: ORGS.zhejiang.id })
    const before = (await get(admin, '/api/exchange/keys')).items.filter(
      (key: { kind: string }) => key.kind === 'hosted',
    )
    work.setNow('2026-11-25T02:00:00Z')
    const rotated = await post(admin, '/api/exchange/keys/rotate')
    expect(rotated.status, JSON.stringify(rotated.body)).toBe(201)
    work.setNow('2026-11-25T02:00:01Z')
    const id = await openLead(work, ACTORS.other, { bureauId: ORGS.beijing.id })
    const message = (await waiting(ACTORS.analyst)).find((one) => one.matter.id === id) as ExchangeMessage
    expect(message.envelope.keyId).toBe(rotated.body.id)
    const seen = await get(ACTORS.analyst, `/api/exchange/organisations/${ORGS.lejia.id}/keys`)
    expect(seen.items.map((key: { revokedAt: string | null }) => key.revokedAt)).toEqual([
      null,
      '2026-11-25T02:00:00.000Z',
    ])
    expect(seen.items[1]).toMatchObject({ id: before[0].id, createdBy: '', revokedReason: null })
  })
})
