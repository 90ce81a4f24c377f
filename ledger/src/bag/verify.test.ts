import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../bytes.ts'
import { formatVerifierKey } from '../note.ts'
import { makeBag, makeContents, makeLog, makeParts, sealed } from '../testing/make-bag.ts'
import { anchoredParts } from './build.ts'
import { listPart } from './digests.ts'
import { canonicalJson } from './records.ts'
import type { BagCheckId, BagReport } from './report.ts'
import { fingerprintOf, pemOfKey } from './spki.ts'
import { verifyBag } from './verify.ts'
import { readZip, writeZip, type ZipPart } from './zip.ts'

const bag = makeBag()
const failed = (report: BagReport): BagCheckId[] =>
  report.checks.filter(({ state }) => state === 'failed').map(({ id }) => id)
const placeOf = (report: BagReport): string => report.checks.flatMap(({ faults }) => faults)[0]?.place ?? ''
const jsonOf = (parts: readonly ZipPart[], name: string) =>
  JSON.parse(new TextDecoder().decode(parts.find((part) => part.name === name)?.bytes))
const withPart = (parts: readonly ZipPart[], name: string, bytes: Uint8Array): ZipPart[] =>
  parts.map((part) => (part.name === name ? { name, bytes } : part))
/** A forger who keeps the manifest and the seal in step with what was changed. */
const forged = (name: string, change: (value: never) => unknown): Uint8Array => {
  let parts = withPart(bag.parts, name, utf8(canonicalJson(change(jsonOf(bag.parts, name) as never))))
  const manifest = jsonOf(parts, 'manifest.json')
  for (const listed of manifest.parts)
    Object.assign(listed, listPart(parts.find((part) => part.name === listed.name) as ZipPart))
  if (name !== 'manifest.json') parts = withPart(parts, 'manifest.json', utf8(canonicalJson(manifest)))
  return sealed(parts)
}

describe('a bag', () => {
  test('holds: contents, keys and proofs are told, and whose keys they are is not claimed', async () => {
    const report = await verifyBag(bag.bytes)
    expect(failed(report)).toEqual([])
    expect(report).toMatchObject({
      ok: true,
      trust: 'stated',
      bag: { id: 'bag_1', title: '某某网店虚假宣传案', organisation: '北京市市场监督管理局' },
      items: [
        { id: 'evi_1', part: 'items/evi_1/首页截图.png', bytes: 3000 },
        { id: 'evi_2' },
        { id: 'evi_3', part: null },
      ],
      entries: 20,
      witnesses: [{ name: 'witness.example/a', at: '2026-09-21T14:13:20.000Z' }],
    })
    expect(report.keys.map((key) => [key.algorithm, key.fingerprint, key.trusted])).toEqual(
      bag.log.pinned.map(({ key }) => [key.type, fingerprintOf(key), false]),
    )
  })

  test('is the same every time it is made of the same', () => {
    expect(anchoredParts(bag.contents)).toEqual(anchoredParts(bag.contents))
    expect(sealed(bag.parts)).toEqual(bag.bytes)
  })

  test('is trusted by a key given in any form, and refused with another', async () => {
    const [ed25519, sm2] = bag.log.pinned.map(({ key }) => key)
    if (!ed25519 || !sm2) throw new Error('keys')
    const colons = fingerprintOf(sm2).replace(/(..)(?=.)/g, '$1:')
    for (const text of [
      formatVerifierKey(ed25519),
      pemOfKey(sm2),
      fingerprintOf(ed25519),
      `# 公布\nsha256:${fingerprintOf(sm2).toUpperCase()}\n`,
      colons,
    ]) {
      const report = await verifyBag(bag.bytes, { trustedKeys: [text] })
      expect([report.ok, report.trust, report.keys.every(({ trusted }) => trusted)], text).toEqual([
        true,
        'trusted',
        true,
      ])
    }
    const stranger = pemOfKey(makeLog().pinned[0]?.key as typeof sm2)
    const refused = await verifyBag(bag.bytes, { trustedKeys: [stranger] })
    expect([refused.ok, refused.trust, failed(refused)]).toEqual([false, 'stated', ['keys']])
    await expect(verifyBag(bag.bytes, { trustedKeys: ['no key'] })).rejects.toThrow(RangeError)
  })
})

describe('a changed bag is refused with the place', () => {
  test('a bit flipped in each part', async () => {
    for (const [i, part] of bag.parts.entries()) {
      if (part.bytes.length === 0) continue
      for (const at of [0, part.bytes.length >> 1, part.bytes.length - 1]) {
        const changed = part.bytes.slice()
        changed[at] = (changed[at] as number) ^ 1
        // Sealed as it was: only the zip's check sum was put right.
        const before = readZip(bag.bytes)
        const report = await verifyBag(writeZip(before.map((one, j) => (j === i ? { ...one, bytes: changed } : one))))
        expect([failed(report), placeOf(report)], `${part.name} ${at}`).toEqual([['digests'], part.name])
      }
    }
  })

  test('a bit flipped anywhere in the file, a byte lost or added', { timeout: 120_000 }, async () => {
    const { bytes } = bag
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.nat(7),
        fc.constantFrom('flip', 'lose', 'add'),
        async (at, bit, how) => {
          const changed =
            how === 'flip'
              ? bytes.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte))
              : how === 'lose'
                ? Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])
                : Uint8Array.from([...bytes.subarray(0, at), bit, ...bytes.subarray(at)])
          const report = await verifyBag(changed)
          expect(report.ok).toBe(false)
          expect(placeOf(report)).not.toBe('')
        },
      ),
      { numRuns: 1_500 },
    )
    // And every byte of the directory at the end, where gaps and names could hide.
    for (let at = bytes.length - 400; at < bytes.length; at++) {
      const report = await verifyBag(bytes.map((byte, i) => (i === at ? byte ^ 0x10 : byte)))
      expect([failed(report), placeOf(report) === '']).toEqual([['structure'], false])
    }
  })

  test.each<[string, string, (value: never) => unknown, BagCheckId, RegExp]>([
    [
      'a record edited',
      'records/matter.json',
      (value: object) => ({ ...value, id: 'mat_2' }),
      'anchor',
      /^manifest\.json/,
    ],
    [
      'a title edited',
      'manifest.json',
      (value: object) => ({ ...value, title: '另一案' }),
      'anchor',
      /^manifest\.json/,
    ],
    [
      'an item\u2019s title edited',
      'records/items.json',
      ([first, ...rest]: object[]) => [{ ...first, title: '另一' }, ...rest],
      'items',
      /items\.json evi_1$/,
    ],
    [
      'a step of custody edited',
      'records/custody.json',
      ([first, ...rest]: object[]) => [{ ...first, by: { id: 'usr_9', name: '他人' } }, ...rest],
      'custody',
      /custody\.json cus_evi_1_0$/,
    ],
    [
      'a step of custody left out',
      'records/custody.json',
      ([, ...rest]: object[]) => rest,
      'custody',
      /custody\.json \(ent_\d+\)$/,
    ],
    [
      'a step of a matter edited',
      'records/steps.json',
      ([first, ...rest]: { record: object }[]) => [
        { ...first, record: { ...first?.record, event: 'refuse' } },
        ...rest,
      ],
      'steps',
      /steps\.json 1 \(ent_\d+\)$/,
    ],
    [
      'a step of a matter left out',
      'records/steps.json',
      ([, ...rest]: object[]) => rest,
      'steps',
      /steps\.json \(ent_\d+\)$/,
    ],
    ['an item left out', 'records/items.json', ([, ...rest]: object[]) => rest, 'items', /^records\/items\.json$/],
    [
      'a proof edited',
      'ledger/proof.json',
      (proof: { entries: { leafIndex: number }[] }) => {
        ;(proof.entries[3] as { leafIndex: number }).leafIndex++
        return proof
      },
      'entries',
      /entries\[3\] ent_\d+ \(leaf \d+\)$/,
    ],
    [
      'an entry left out',
      'ledger/proof.json',
      (proof: { entries: object[] }) => ({ ...proof, entries: proof.entries.slice(1) }),
      'items',
      /items\.json evi_1$/,
    ],
    [
      'the entry of the bag left out',
      'ledger/proof.json',
      (proof: { entries: object[] }) => ({ ...proof, entries: proof.entries.slice(0, -1) }),
      'anchor',
      /^ledger\/proof\.json/,
    ],
  ])('by a forger who seals it again: %s', async (_, name, change, check, place) => {
    const report = await verifyBag(forged(name, change))
    expect(report.ok).toBe(false)
    expect(failed(report)).toContain(check)
    expect(report.checks.find(({ id }) => id === check)?.faults[0]?.place).toMatch(place)
  })

  test('by a forger who swaps the content of an item', async () => {
    const parts = withPart(bag.parts, 'items/evi_2/聊天记录.txt', utf8('从未承诺'))
    const manifest = jsonOf(parts, 'manifest.json')
    for (const listed of manifest.parts)
      Object.assign(listed, listPart(parts.find(({ name }) => name === listed.name) as ZipPart))
    const report = await verifyBag(sealed(withPart(parts, 'manifest.json', utf8(canonicalJson(manifest)))))
    expect(failed(report)).toEqual(['anchor', 'items'])
    expect(report.checks.find(({ id }) => id === 'items')?.faults[0]?.place).toBe('items/evi_2/聊天记录.txt')
  })

  test('by a forger with a log and keys of his own, once a trusted key is given', async () => {
    const own = makeBag()
    expect((await verifyBag(own.bytes)).trust).toBe('stated')
    const key = formatVerifierKey(bag.log.pinned[0]?.key as never)
    expect(failed(await verifyBag(own.bytes, { trustedKeys: [key] }))).toEqual(['keys'])
    // The true Ed25519 key named beside a forged SM2 key does not help: both must have signed.
    const pinned = [bag.log.pinned[0]?.key, own.log.pinned[1]?.key] as never
    const mixed = makeParts(own.log, own, { pinned })
    expect(failed(await verifyBag(sealed(mixed), { trustedKeys: [key] }))).toEqual(['checkpoints'])
  })

  test.each<[string, (parts: ZipPart[]) => ZipPart[], string]>([
    ['a part added', (parts) => [...parts, { name: 'items/evi_9/x', bytes: utf8('x') }], 'items/evi_9/x'],
    [
      'a part added beside the proofs',
      (parts) => [...parts, { name: 'ledger/timestamp-3.tsr', bytes: utf8('x') }],
      'ledger/timestamp-3.tsr',
    ],
    ['a part added for openssl', (parts) => [...parts, { name: 'openssl/x', bytes: utf8('x') }], 'openssl/x'],
    ['a part removed', (parts) => parts.filter(({ name }) => name !== '目录.html'), '目录.html'],
    [
      'a tree head removed',
      (parts) => parts.filter(({ name }) => !name.startsWith('ledger/checkpoint')),
      'ledger/checkpoint-',
    ],
    [
      'a signature line of nobody',
      (parts) =>
        parts.map((part) =>
          part.name.startsWith('ledger/checkpoint')
            ? { ...part, bytes: Uint8Array.from([...part.bytes, ...utf8('— other.example AAAAAAAAAAAA\n')]) }
            : part,
        ),
      'ledger/checkpoint-',
    ],
    [
      'openssl\u2019s copy of the tree head edited',
      (parts) => withPart(parts, 'openssl/checkpoint.txt', utf8('x')),
      'openssl/checkpoint.txt',
    ],
  ])('sealed again with %s', async (_, change, place) => {
    const report = await verifyBag(sealed(change(bag.parts)))
    expect(report.ok).toBe(false)
    expect(placeOf(report)).toContain(place)
  })

  test.each<[string, Uint8Array]>([
    ['deeply nested', utf8('['.repeat(200_000) + ']'.repeat(200_000))],
    ['not UTF-8', Uint8Array.of(0xff, 0xfe)],
    ['null', utf8('null')],
    ['with a prototype', utf8('{"__proto__":{"format":"redbridge-bag/1"}}')],
    ['with spaces', utf8(`${canonicalJson(jsonOf(bag.parts, 'manifest.json'))}\n`)],
  ])('a manifest that is %s', async (_, bytes) => {
    const report = await verifyBag(sealed(withPart(bag.parts, 'manifest.json', bytes)))
    expect([failed(report), placeOf(report)]).toEqual([['manifest'], 'manifest.json'])
  })
})

test('keys are followed when they change, and a trusted one counts for those that come after it alone', async () => {
  const log = makeLog()
  log.append('a.b', 'x', {})
  log.rotate()
  log.append('a.b', 'x', {})
  log.rotate()
  const made = makeContents(log, bag.items)
  const parts = makeParts(log, { ...made, items: bag.items })
  const report = await verifyBag(sealed(parts))
  expect([report.ok, report.keys.length]).toEqual([true, 6])
  for (const key of report.keys) {
    const again = await verifyBag(sealed(parts), { trustedKeys: [key.fingerprint] })
    expect([again.ok, again.trust]).toEqual([true, 'trusted'])
    expect(again.keys.filter(({ trusted }) => trusted).map(({ after }) => after)).toEqual(
      report.keys.map(({ after }) => after).filter((after) => after >= key.after),
    )
  }
})

test('several tree heads must be of one history', async () => {
  const log = makeLog()
  for (let i = 0; i < 5; i++) log.append('a.b', 'x', {})
  const made = makeContents(log, bag.items)
  const early = log.head(5)
  const build = (consistency: (size: number) => ReturnType<typeof log.consistency> | null) =>
    sealed(
      makeParts(
        log,
        { ...made, items: bag.items },
        {
          get checkpoints() {
            const size = log.size()
            const older = { size: 5, note: early, token: null, consistency: null }
            return [older, { size, note: log.head(), token: null, consistency: consistency(size) }]
          },
        },
      ),
    )
  expect(await verifyBag(build((size) => log.consistency(5, size)))).toMatchObject({
    ok: true,
    checkpoints: [5, log.size()],
  })
  for (const wrong of [null, { sha256: [], sm3: [] }, log.consistency(4, log.size())])
    expect(failed(await verifyBag(build(() => wrong)))).toEqual(['consistency'])
  const oneTree = (size: number) => ({ ...log.consistency(5, size), sm3: log.consistency(4, size).sm3 })
  expect(failed(await verifyBag(build(oneTree)))).toEqual(['consistency'])
})
