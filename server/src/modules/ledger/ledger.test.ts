import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Checkpoint,
  certificatesOfPem,
  checkpointText,
  cosign,
  followKeys,
  formatNote,
  formatVerifierKey,
  fromBase64,
  generateKeyPair,
  type Note,
  parseNote,
  parseVerifierKey,
  SHA256_TREE,
  utf8,
  type VerifierKey,
  verifierKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyEntry,
  verifyTimeStamp,
} from '@redbridge/ledger'
import { makeAuthority, opensslMissing } from '@redbridge/ledger/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '../../platform/db/pool.ts'
import { appendEntries, listOpenAlarms, sequenceOnce, stampNewest } from '../../platform/ledger/index.ts'
import { currentSigners } from '../../platform/ledger/keys.ts'
import type { LedgerSettings } from '../../platform/ledger/settings.ts'
import type { Platform } from '../../platform/platform.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { ledgerRoutes } from './index.ts'

let work: Work
const nation = { id: 'org_top', kind: 'bureau' as const, division: '000000', nameZh: '总局' }
const north = { id: 'org_n', kind: 'bureau' as const, division: '110000', nameZh: '北局' }
const shop = { id: 'org_p', kind: 'platform' as const, division: '110108', nameZh: '平台' }
const chief = actorOf('usr_top', 'bureau_admin', nation)
const admin = actorOf('usr_n', 'bureau_admin', north)
const staff = actorOf('usr_p', 'platform_staff', shop)

beforeAll(async () => {
  work = await openWork(ledgerRoutes)
  work.setNow('2026-11-25T01:00:00Z')
  for (const { id, kind, division, nameZh } of [nation, north, shop])
    await work.platform.workerDb
      .insertInto('organisation')
      .values({
        id,
        kind,
        division,
        name_zh: nameZh,
        uscc: null,
        url: null,
        category: null,
        found_by: null,
        found_on: null,
        status: kind === 'platform' ? 'reporting' : null,
      })
      .execute()
})
afterAll(() => work[Symbol.asyncDispose]())

const append = async (subject: string, readers: string[]): Promise<void> => {
  await asActor(work.platform.db, admin, (tx) =>
    appendEntries(tx, [{ kind: 'matter.move', subject, readers, body: {} }], work.platform.clock.now()),
  )
  await sequenceOnce(work.platform)
}
const note = async (query = ''): Promise<string> => {
  const answer = await work.call(null, 'GET', `/api/ledger/checkpoint${query}`)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toContain('text/plain')
  return answer.raw.toString('utf8')
}
const keys = async () => (await work.call(null, 'GET', '/api/ledger/keys')).body
const checkpointOf = async (text: string): Promise<Checkpoint> => {
  const { origin, pinned, statements } = await keys()
  const known = pinned.map(parseVerifierKey) as VerifierKey[]
  const report = verifyCheckpoint(text, { origin, keys: followKeys({ origin, pinned: known }, statements) ?? [] })
  if (!report.ok) throw new Error(report.fault)
  return report.checkpoint
}

test('before the first entry there is nothing to hand out', async () => {
  expect((await work.call(null, 'GET', '/api/ledger/checkpoint')).status).toBe(404)
  expect(await keys()).toEqual({ origin: null, keys: [], pinned: [], statements: [], witnesses: [] })
  expect((await work.call(null, 'GET', '/api/ledger/consistency?first=1&second=2')).status).toBe(404)
})

test('anybody verifies that the log only grew; readers get proofs of their own entries, others nothing', async () => {
  await append('mat_1', ['org_n', 'org_p'])
  const first = await checkpointOf(await note())
  await append('mat_2', ['org_n'])
  const second = await checkpointOf(await note())
  const answer = await work.call(null, 'GET', '/api/ledger/consistency?first=1&second=2')
  const proof = answer.body.sha256.map(fromBase64)
  const claim = { first: 1, second: 2, firstRoot: first.sha256, secondRoot: second.sha256, proof }
  expect(verifyConsistency(SHA256_TREE, claim)).toBe(true)
  expect((await work.call(null, 'GET', '/api/ledger/consistency?first=2&second=1')).status).toBe(404)
  expect((await work.call(null, 'GET', '/api/ledger/consistency?first=x&second=1')).status).toBe(400)

  const mine = await work.call(staff, 'GET', '/api/ledger/entries?subject=mat_1')
  expect(mine.body.entries).toHaveLength(1)
  expect(verifyEntry(mine.body.entries[0].proof, await checkpointOf(mine.body.checkpoint.note))).toMatchObject({
    sha256: true,
    sm3: true,
  })
  expect((await work.call(staff, 'GET', '/api/ledger/entries?subject=mat_2')).body.entries).toEqual([])
})

test('only the highest bureau changes keys; the old checkpoint still verifies along the statement', async () => {
  const before = await note()
  const refused = await work.call(admin, 'POST', '/api/ledger/keys/rotate')
  expect([refused.status, refused.body.code]).toEqual([403, 'ledger_not_operator'])
  expect((await work.call(chief, 'POST', '/api/ledger/keys/rotate')).status).toBe(200)
  expect((await keys()).statements).toHaveLength(1)
  await append('mat_3', ['org_n'])
  expect((await checkpointOf(before)).size).toBe(2)
  expect((await checkpointOf(await note())).size).toBe(4)
  expect((await checkpointOf(await note('?size=3'))).size).toBe(3)
})

describe('witnesses', () => {
  const pair = generateKeyPair('ed25519')
  const key = verifierKey('platform.example/witness', 'cosignature', pair.publicKey)
  const cosigned = (text: string): string => {
    const parsed = parseNote(text) as Note
    return formatNote({
      ...parsed,
      signatures: [...parsed.signatures, cosign({ key, pair }, parsed.text, 1_795_000_000)],
    })
  }

  test('are registered once, by their verifier key', async () => {
    const input = { organisationId: shop.id, key: formatVerifierKey(key) }
    expect((await work.call(admin, 'POST', '/api/ledger/witnesses', input)).body.code).toBe('ledger_not_operator')
    expect((await work.call(chief, 'POST', '/api/ledger/witnesses', input)).status).toBe(201)
    expect((await work.call(chief, 'POST', '/api/ledger/witnesses', input)).body.code).toBe('ledger_witness_key')
    const wrong = { ...input, key: formatVerifierKey(verifierKey('x', 'ed25519', pair.publicKey)) }
    expect((await work.call(chief, 'POST', '/api/ledger/witnesses', wrong)).body.code).toBe('ledger_witness_key')
    const nobody = { ...input, organisationId: 'org_none' }
    expect((await work.call(chief, 'POST', '/api/ledger/witnesses', nobody)).status).toBe(404)
    expect((await keys()).witnesses).toEqual([formatVerifierKey(key)])
    await sequenceOnce(work.platform)
  })

  test('co-sign what stands in the log, and their line is handed out with it', async () => {
    const text = await note()
    const answer = await work.call(staff, 'POST', '/api/ledger/cosignatures', { note: cosigned(text) })
    expect(answer.status).toBe(201)
    expect((await work.call(staff, 'POST', '/api/ledger/cosignatures', { note: cosigned(text) })).status).toBe(201)
    const { origin, pinned, statements } = await keys()
    const known = followKeys({ origin, pinned: pinned.map(parseVerifierKey) }, statements) ?? []
    const report = verifyCheckpoint(await note(), { origin, keys: known, witnesses: [key] })
    expect(report.ok && report.cosignedBy).toEqual([{ witness: key, seconds: 1_795_000_000 }])
  })

  test('are refused for what the log does not have, for another organisation, for rubbish', async () => {
    const head = await checkpointOf(await note())
    const other = formatNote({ text: checkpointText({ ...head, sha256: new Uint8Array(32) }), signatures: [] })
    const send = async (who: typeof staff, body: string) => {
      const answer = await work.call(who, 'POST', '/api/ledger/cosignatures', { note: body })
      return [answer.status, answer.body.code, answer.body.detail]
    }
    const refused = (why: string) => [409, 'ledger_cosignature_refused', why]
    expect(await send(staff, cosigned(`${other}\n`.replace(/\n+$/, '\n\n— x AAAAAAAA\n')))).toEqual(
      refused('unknown_checkpoint'),
    )
    expect(await send(admin, cosigned(await note()))).toEqual(refused('unknown_witness'))
    expect(await send(staff, await note('?size=1'))).toEqual(refused('unknown_witness'))
    expect(await send(staff, 'rubbish')).toEqual(refused('not_a_checkpoint'))
  })

  test('prove a fork when they hold another checkpoint that the log itself signed', async () => {
    const head = await checkpointOf(await note())
    const text = checkpointText({ ...head, sha256: new Uint8Array(32).fill(5) })
    const signers = await work.platform.workerDb.transaction().execute((tx) => currentSigners(tx, work.platform))
    const forged = formatNote({ text, signatures: await Promise.all(signers.map((signer) => signer.sign(text))) })
    const answer = await work.call(staff, 'POST', '/api/ledger/cosignatures', { note: cosigned(forged) })
    expect([answer.status, answer.body.detail]).toEqual([409, 'fork'])
    const { body } = await work.call(chief, 'GET', '/api/ledger/alarms')
    expect(body.map((alarm: { kind: string; place: string }) => [alarm.kind, alarm.place])).toEqual([
      ['fork', `size ${head.size}`],
    ])
    await work.platform.workerDb.updateTable('ledger_alarm').set({ resolved_at: new Date() }).execute()
  })
})

describe.skipIf(opensslMissing)('time-stamps', () => {
  let behaviour: 'stamp' | 'fail' | 'rubbish' | 'other' = 'fail'
  let url = ''
  let close = () => {}
  let certificates: Uint8Array[] = []
  const withAuthority = (more: Partial<LedgerSettings['authority']> = {}): Platform => ({
    ...work.platform,
    ledger: {
      authority: { url, certificates, imprint: 'sha256', alarmAfterMinutes: 60, stopAfterMinutes: 120, ...more },
    },
  })
  beforeAll(async () => {
    const authority = makeAuthority(work.dir)
    certificates = certificatesOfPem(readFileSync(`${work.dir}/ca.pem`, 'utf8'))
    const server = createServer(async (request, reply) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      if (behaviour === 'fail') return void reply.writeHead(503).end()
      if (behaviour === 'rubbish') return void reply.end('<html>')
      reply.setHeader('content-type', 'application/timestamp-reply')
      reply.end(authority.answer(Buffer.concat(parts)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`
    close = () => void server.close()
  })
  afterAll(() => close())
  const openAlarms = async () =>
    (await asActor(work.platform.db, chief, listOpenAlarms)).map((alarm) => alarm.kind).sort()

  test('no authority configured: nothing is asked, and the status says so', async () => {
    expect(await stampNewest(work.platform)).toBeNull()
    expect((await work.call(chief, 'GET', '/api/ledger/status')).body).toMatchObject({ authority: null, size: 5 })
  })

  test('an authority that fails delays the token, then alarms, then stops signing; entries are never refused', async () => {
    const platform = withAuthority()
    for (behaviour of ['fail', 'rubbish'] as const) expect(await stampNewest(platform)).toBeNull()
    expect(await openAlarms()).toEqual([])
    work.setNow('2026-11-25T02:30:00Z')
    await stampNewest(platform)
    expect(await openAlarms()).toEqual(['timestamp_late'])
    await append('mat_late', ['org_n'])
    work.setNow('2026-11-25T03:30:00Z')
    await stampNewest(platform)
    expect(await openAlarms()).toEqual(['timestamp_late', 'timestamp_stopped'])
    await asActor(platform.db, admin, (tx) =>
      appendEntries(tx, [{ kind: 'a.b', subject: 'mat_waits', readers: ['org_n'], body: {} }], new Date()),
    )
    expect(await sequenceOnce(platform)).toBe(0)
    expect(await sequenceOnce(withAuthority({ stopAfterMinutes: null }))).toBe(1)
  })

  test('a token of an authority that is not ours is not kept', async () => {
    behaviour = 'stamp'
    expect(await stampNewest(withAuthority({ certificates: [] }))).toBeNull()
  })

  test('a token that comes is verified, kept, delivered with proofs, and ends the alarms', async () => {
    behaviour = 'stamp'
    const platform = withAuthority()
    const size = await stampNewest(platform)
    expect(size).toBe((await checkpointOf(await note())).size)
    expect(await stampNewest(platform)).toBeNull()
    expect(await openAlarms()).toEqual([])
    const { checkpoint } = (await work.call(admin, 'GET', '/api/ledger/entries?subject=mat_1')).body
    const token = fromBase64(checkpoint.timeStamp.token) as Uint8Array
    const text = parseNote(checkpoint.note)?.text ?? ''
    expect(await verifyTimeStamp(token, { bytes: utf8(text), certificates })).toMatchObject({ ok: true })
  })
})

test('alarms are acknowledged once, with a reason, by the operator', async () => {
  const { body } = await work.call(chief, 'GET', '/api/ledger/alarms')
  const url = `/api/ledger/alarms/${body[0].id}/acknowledge`
  expect((await work.call(chief, 'POST', url, {})).status).toBe(400)
  expect((await work.call(admin, 'POST', url, { reason: '已核' })).status).toBe(404)
  expect((await work.call(admin, 'GET', '/api/ledger/alarms')).body).toEqual([])
  expect((await work.call(chief, 'POST', url, { reason: '已核' })).body.reason).toBe('已核')
  expect((await work.call(chief, 'POST', url, { reason: '已核' })).status).toBe(409)
  expect((await work.call(chief, 'POST', '/api/ledger/alarms/alm_none/acknowledge', { reason: '已核' })).status).toBe(
    404,
  )
})
