import { createHash } from 'node:crypto'
import type { Envelope, Receipt, Signed } from '@redbridge/contract'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../bytes.ts'
import { envelopeText } from '../exchange.ts'
import { makeBag, makeContents, makeLog, makeParts, sealed } from '../testing/make-bag.ts'
import { proofBy, signedBy } from '../testing/make-exchange.ts'
import type { BagExchange, BagExchangeKey, BagMessage } from './exchange-records.ts'
import { canonicalJson } from './records.ts'
import { fingerprintOfPem } from './spki.ts'
import { verifyBag } from './verify.ts'

// Bags of a maker who lies: everything but the exchange is as it must be, the manifest with it stands in his ledger.

type Made = ReturnType<typeof makeContents>
type Keys = Made['exchangeKeys']
/** Where an attacker may put his hand: one message, its texts, a key. */
type Change = (exchange: BagExchange, keys: Keys) => BagExchange

const items = makeBag().items
const build = (change: (made: Made) => Made) => {
  const log = makeLog()
  log.append('matter.open', 'mat_1', {})
  return makeParts(log, { ...change(makeContents(log, items)), items })
}
const bagOf = (change: Change): Uint8Array =>
  sealed(
    build((made) => ({
      ...made,
      contents: { ...made.contents, exchange: change(made.contents.exchange as BagExchange, made.exchangeKeys) },
    })),
  )

const message =
  (no: 0 | 1, change: (message: BagMessage, keys: Keys, all: BagExchange) => BagMessage): Change =>
  (exchange, keys) => ({
    ...exchange,
    messages: exchange.messages.map((one, i) => (i === no ? change(one, keys, exchange) : one)),
  })
const key =
  (id: string, change: Partial<BagExchangeKey>): Change =>
  (exchange) => ({
    ...exchange,
    keys: exchange.keys.map((one) => (one.id === id ? { ...one, ...change } : one)),
  })
const edited = <T extends object>(signed: Signed, change: Partial<T>): string =>
  canonicalJson({ ...JSON.parse(signed.text), ...change })
/** Changes what the first message says; signed again by the bureau's own key, as the bureau itself could. */
const envelope = (change: Partial<Envelope>): Change =>
  message(0, (one, keys) => ({ ...one, signed: signedBy(keys.bureau, edited<Envelope>(one.signed, change)) }))
const receipt = (change: Partial<Receipt>): Change =>
  message(0, (one, keys) => {
    const given = one.receipt as NonNullable<BagMessage['receipt']>
    return { ...one, receipt: { ...given, signed: signedBy(keys.platform, edited<Receipt>(given.signed, change)) } }
  })
const receiptSigned = (change: Partial<Signed>): Change =>
  message(0, (one) => {
    const given = one.receipt as NonNullable<BagMessage['receipt']>
    return { ...one, receipt: { ...given, signed: { ...given.signed, ...change } } }
  })
const otherSignature = (keys: Keys): string => signedBy(keys.bureau, 'something else').signature
const zeros = '0'.repeat(64)

/** What was altered, how, and every place that must be named. */
const ALTERATIONS: readonly [string, Change, readonly string[]][] = [
  [
    'a word of the envelope',
    message(0, (one) => ({
      ...one,
      signed: { ...one.signed, text: one.signed.text.replace('拼购平台', '别的平台') },
    })),
    ['msg_1 signature', 'msg_1 entry', 'msg_1 receipt envelopeSha256'],
  ],
  [
    'the envelope, signed again by its sender',
    envelope({ at: '2026-07-10T02:00:01.000Z' }),
    ['msg_1 at', 'msg_1 entry', 'msg_1 receipt envelopeSha256'],
  ],
  [
    'the signature of the envelope',
    (all, keys) =>
      message(0, (one) => ({ ...one, signed: { ...one.signed, signature: otherSignature(keys) } }))(all, keys),
    ['msg_1 signature'],
  ],
  [
    'the signature of the envelope, to no base64',
    message(0, (one) => ({ ...one, signed: { ...one.signed, signature: '!' } })),
    ['msg_1 signature'],
  ],
  [
    'the key of the envelope, to the receiver’s',
    message(0, (one) => ({ ...one, signed: { ...one.signed, keyId: 'key_platform' } })),
    ['msg_1 keyId', 'msg_1 signature'],
  ],
  [
    'the key of the envelope, to one that is not there',
    message(0, (one) => ({ ...one, signed: { ...one.signed, keyId: 'key_none' } })),
    ['msg_1 keyId'],
  ],
  [
    'who signed: the receiver in the name of the sender',
    message(0, (one, keys) => ({ ...one, signed: signedBy(keys.platform, one.signed.text) })),
    ['msg_1 keyId'],
  ],
  [
    'a client’s own key in the place of the hosted one',
    message(1, (one, keys) => ({ ...one, signed: signedBy(keys.own, one.signed.text) })),
    ['msg_2 keyId'],
  ],
  [
    'the digest of the step',
    envelope({ recordSha256: zeros }),
    ['msg_1 recordSha256', 'msg_1 entry', 'msg_1 receipt envelopeSha256'],
  ],
  [
    'the step it tells of, to one that is not there',
    envelope({ entryId: 'ent_none' }),
    ['msg_1 entryId', 'msg_1 entry', 'msg_1 receipt envelopeSha256'],
  ],
  [
    'what kind of step it tells of',
    envelope({ type: 'assistance_request.withdraw' }),
    ['msg_1 matter', 'msg_1 entry', 'msg_1 receipt envelopeSha256'],
  ],
  [
    'the digest of an answer’s content',
    envelope({ answerSha256: zeros }),
    ['msg_1 entry', 'msg_1 receipt envelopeSha256'],
  ],
  [
    'the envelope to another writing of the same',
    message(0, (one, keys) => ({ ...one, signed: signedBy(keys.bureau, `${one.signed.text} `) })),
    ['messages[0]'],
  ],
  [
    'the entry of the message, to that of the other',
    message(0, (one, _, all) => ({ ...one, entry: all.messages[1]?.entry as string })),
    ['msg_1 entry', '(ent_25)'],
  ],
  [
    'the entry of the message, to none',
    message(0, (one) => ({ ...one, entry: 'ent_none' })),
    ['msg_1 entry', '(ent_25)'],
  ],
  ['a receipt, left out', message(0, (one) => ({ ...one, receipt: null })), ['(ent_26)']],
  [
    'a receipt, to that of the other message',
    message(0, (one, _, all) => ({ ...one, receipt: all.messages[1]?.receipt as BagMessage['receipt'] })),
    ['msg_1 receipt message', 'msg_1 receipt envelopeSha256', 'msg_1 receipt by', 'msg_1 receipt entry', '(ent_26)'],
  ],
  ['when it was received', receipt({ at: '2026-07-10T02:30:00.000Z' }), ['msg_1 receipt entry']],
  [
    'when it was received, to before it was sent',
    receipt({ at: '2026-07-10T01:00:00.000Z' }),
    ['msg_1 receipt at', 'msg_1 receipt entry'],
  ],
  [
    'which envelope was received',
    receipt({ envelopeSha256: zeros }),
    ['msg_1 receipt envelopeSha256', 'msg_1 receipt entry'],
  ],
  [
    'who received it',
    receipt({ by: { id: 'org_3', name: '别家' } }),
    ['msg_1 receipt by', 'msg_1 receipt keyId', 'msg_1 receipt proof.keyId', 'msg_1 receipt entry'],
  ],
  [
    'the signature of the receipt',
    (all, keys) => receiptSigned({ signature: otherSignature(keys) })(all, keys),
    ['msg_1 receipt signature'],
  ],
  ['the receipt to no receipt', receiptSigned({ text: '{}' }), ['msg_1 receipt']],
  ['a message, left out', (all) => ({ ...all, messages: all.messages.slice(1) }), ['(ent_25)', '(ent_26)']],
  [
    'a message, told twice',
    (all) => ({ ...all, messages: [...all.messages, all.messages[0] as BagMessage] }),
    ['messages'],
  ],
  [
    'a public key',
    (all, keys) => key('key_bureau', { publicKey: keys.platform.key.publicKey })(all, keys),
    ['keys key_bureau entry', 'msg_1 signature', 'msg_2 receipt signature'],
  ],
  [
    'a public key, to no key',
    key('key_bureau', { publicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n' }),
    ['keys key_bureau', 'msg_1 signature', 'msg_2 receipt signature'],
  ],
  [
    'whose key it is',
    key('key_bureau', { organisation: { id: 'org_3', name: '别家' } }),
    ['keys key_bureau entry', 'msg_1 keyId', 'msg_2 receipt keyId'],
  ],
  [
    'a key, to one that was registered only later',
    key('key_bureau', { createdAt: '2026-07-10T02:30:00.000Z' }),
    ['keys key_bureau entry', 'msg_1 keyId'],
  ],
  [
    'a key, to one revoked before it signed',
    key('key_own', { revokedAt: '2026-07-10T01:00:00.000Z' }),
    ['keys key_own revokedAt entry', 'msg_1 receipt proof.keyId', 'msg_2 proof.keyId'],
  ],
  ['the revocation of a key, hidden', key('key_own', { revokedAt: null, revokedEntry: null }), ['(ent_24)']],
  [
    'a revocation without an entry',
    key('key_bureau', { revokedAt: '2026-09-01T00:00:00.000Z' }),
    ['keys key_bureau revokedAt'],
  ],
  [
    'a key, left out',
    (all) => ({ ...all, keys: all.keys.slice(1) }),
    ['msg_1 keyId', 'msg_2 receipt keyId', '(ent_21)'],
  ],
  ['a key, told twice', (all) => ({ ...all, keys: [...all.keys, all.keys[0] as BagExchangeKey] }), ['keys']],
]

/** Changes the client's proof in the second envelope, signed again by the platform's hosted key. */
const proof = (change: (keys: Keys, before: NonNullable<Envelope['proof']>) => Envelope['proof']): Change =>
  message(1, (one, keys) => {
    const before = (JSON.parse(one.signed.text) as Envelope).proof as NonNullable<Envelope['proof']>
    return { ...one, signed: signedBy(keys.platform, edited<Envelope>(one.signed, { proof: change(keys, before) })) }
  })
const PROOFS: readonly [string, Change, string][] = [
  ['the signature', proof((keys, one) => ({ ...one, signature: otherSignature(keys) })), 'msg_2 proof'],
  ['the path in the base', proof((_, one) => ({ ...one, base: one.base.replace('mat_1', 'mat_2') })), 'msg_2 proof'],
  ['the digest of the body', proof((_, one) => ({ ...one, bodySha256: zeros })), 'msg_2 proof'],
  ['the digest of the body, left out', proof((_, one) => ({ ...one, bodySha256: null })), 'msg_2 proof'],
  [
    'the key named in the base',
    proof((keys, one) => {
      const base = one.base.replace('keyid="key_own"', 'keyid="key_other"')
      return { ...one, base, signature: signedBy(keys.own, base).signature }
    }),
    'msg_2 proof',
  ],
  [
    'lines of the base, so that a header passes for the parameters',
    proof((keys, one) => {
      const base = `"@signature-params": ();keyid="key_own"\n${one.base}`
      return { ...one, base, signature: signedBy(keys.own, base).signature }
    }),
    'msg_2 proof',
  ],
  ['who signed the request: a hosted key', proof((keys) => proofBy(keys.platform, 'x')), 'msg_2 proof.keyId'],
  ['who signed the request: another organisation', proof((keys) => proofBy(keys.bureau, 'x')), 'msg_2 proof.keyId'],
]

describe('messages in a bag', () => {
  test('hold, and are told: who sent and received what, when, with which keys', async () => {
    const bag = makeBag()
    const { ok, messages } = await verifyBag(bag.bytes)
    const { keys } = bag.contents.exchange as BagExchange
    const print = (id: string) => fingerprintOfPem(keys.find((one) => one.id === id)?.publicKey ?? '')
    const own = { fingerprint: print('key_platform'), own: print('key_own'), revokedAt: '2026-08-01T00:00:00.000Z' }
    const hosted = { fingerprint: print('key_bureau'), own: null, revokedAt: null }
    expect(ok).toBe(true)
    expect(messages).toMatchObject([
      {
        id: 'msg_1',
        type: 'assistance_request.submit',
        zh: '提交',
        from: '北京市市场监督管理局',
        to: '拼购平台',
        key: hosted,
      },
      { id: 'msg_2', from: '拼购平台', at: '2026-07-10T02:00:00.000Z', key: own, memorandum: null },
    ])
    expect(messages.map((one) => one.receipt)).toEqual([
      { by: '拼购平台', at: '2026-07-10T03:00:00.000Z', key: own },
      { by: '北京市市场监督管理局', at: '2026-07-10T03:00:00.000Z', key: hosted },
    ])
  })

  test.each(ALTERATIONS)('altered in %s: named', async (_, change, places) => {
    const { ok, checks, messages } = await verifyBag(bagOf(change))
    expect([ok, messages]).toEqual([false, []])
    const failed = checks.filter(({ state }) => state === 'failed')
    expect(failed.map(({ id }) => id)).toEqual(['exchange'])
    expect(failed[0]?.faults.map(({ place }) => place.replace(/^records\/exchange\.json /, '')).sort()).toEqual(
      [...places].sort(),
    )
  })

  test.each(PROOFS)('altered in a client’s proof: %s', async (_, change, place) => {
    const { checks } = await verifyBag(bagOf(change))
    const failed = checks.filter(({ state }) => state === 'failed')
    expect(failed.map(({ id }) => id)).toEqual(['exchange'])
    expect(failed[0]?.faults.map((one) => one.place)).toContain(`records/exchange.json ${place}`)
  })

  test('a step that a message tells of, altered with its entry', async () => {
    // The maker of the bag rewrites the step, and lets his ledger hold the new digest: the other side's signature tells.
    const log = makeLog()
    log.append('matter.open', 'mat_1', {})
    const made = makeContents(log, items)
    const [first, ...rest] = made.contents.steps
    if (!first) throw new Error('no step')
    const record = { ...first.record, salt: 'aa'.repeat(16) }
    const recordSha256 = createHash('sha256').update(canonicalJson(record)).digest('hex')
    const leaf = log.append('matter.move', 'mat_1', { event: 'submit', from: null, to: 'submitted', recordSha256 })
    const { id } = JSON.parse(log.proof(leaf).envelope) as { id: string }
    const contents = { ...made.contents, steps: [{ ...first, entry: id, record }, ...rest] }
    const parts = makeParts(log, {
      ...made,
      contents,
      leaves: [...made.leaves.filter((one) => !log.proof(one).envelope.includes(`"id":"${first.entry}"`)), leaf],
      items,
    })
    const report = await verifyBag(sealed(parts))
    expect(report.checks.flatMap(({ faults }) => faults.map(({ place }) => place))).toContain(
      'records/exchange.json msg_1 entryId',
    )
  })

  test.each<[string, RegExp, (text: string) => string]>([
    ['a signed text', /^exchange\/001-message\.txt$/, (text) => text.replace('拼购', '别的')],
    ['a key', /^exchange\/001-message\.pem$/, (text) => text.replace('MCow', 'MCoW')],
  ])('what openssl reads, altered: %s', async (_, name, change) => {
    const parts = build((made) => made).map((part) =>
      name.test(part.name) ? { ...part, bytes: utf8(change(new TextDecoder().decode(part.bytes))) } : part,
    )
    const report = await verifyBag(sealed(parts))
    expect(report.checks.flatMap(({ faults }) => faults)[0]?.place).toMatch(name)
  })

  test('a bag that is older than the exchange has none, and holds', async () => {
    const log = makeLog()
    log.append('matter.open', 'mat_1', {})
    const made = makeContents(log, items)
    const leaves = made.leaves.filter((leaf) => !log.proof(leaf).envelope.includes('"kind":"exchange.'))
    const parts = makeParts(log, { leaves, contents: { ...made.contents, exchange: null }, items })
    expect(parts.some(({ name }) => name.startsWith('exchange/') || name.includes('exchange'))).toBe(false)
    expect(await verifyBag(sealed(parts))).toMatchObject({ ok: true, messages: [] })
  })

  test('entries of the exchange without their messages are named', async () => {
    const parts = build((made) => ({ ...made, contents: { ...made.contents, exchange: null } }))
    const { checks } = await verifyBag(sealed(parts))
    expect(checks.filter(({ state }) => state === 'failed').map(({ id }) => id)).toEqual(['exchange'])
  })

  test('canonical text is what is signed', () => {
    expect(envelopeText({ b: 1, a: '甲' } as never)).toBe('{"a":"甲","b":1}')
  })
})
