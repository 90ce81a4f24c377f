import { expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { type Checkpoint, checkpointText, parseCheckpointText, verifyCheckpoint } from './checkpoint.ts'
import { checkCosignatures, cosign } from './cosignature.ts'
import {
  checkNote,
  formatNote,
  formatSignature,
  formatVerifierKey,
  type LogKey,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from './note.ts'
import { followKeys, keyChangeText, parseKeyChange } from './rotation.ts'
import { generateKeyPair, type KeyPair, sign } from './signature.ts'

const ORIGIN = 'bridge.example/ledger/1'
const ed = generateKeyPair('ed25519')
const sm = generateKeyPair('sm2')
const edKey = verifierKey(ORIGIN, 'ed25519', ed.publicKey)
const smKey = verifierKey(ORIGIN, 'sm2', sm.publicKey)
const always = (key: VerifierKey): LogKey => ({ ...key, after: 0, until: null })
const trust = { origin: ORIGIN, keys: [always(edKey), always(smKey)] }
const checkpoint: Checkpoint = {
  origin: ORIGIN,
  size: 12,
  sha256: new Uint8Array(32).fill(1),
  sm3: new Uint8Array(32).fill(2),
}
const signNote = (text: string, signers: [VerifierKey, KeyPair][]): string =>
  formatNote({
    text,
    signatures: signers.map(([key, pair]) => ({ name: key.name, keyId: key.id, signature: sign(pair, utf8(text)) })),
  })
const both: [VerifierKey, KeyPair][] = [
  [edKey, ed],
  [smKey, sm],
]
const note = signNote(checkpointText(checkpoint), both)

test('the example of c2sp.org/signed-note verifies', () => {
  const key = parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k') as VerifierKey
  const example = parseNote(
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
  )
  expect(example && checkNote(example, [key])).toEqual({ valid: [key], invalid: [] })
  const changed = example && { ...example, text: 'This is an example message!\n' }
  expect(changed && checkNote(changed, [key])).toEqual({ valid: [], invalid: [key] })
  expect(formatVerifierKey(key)).toBe('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
})

test('verifier keys of all types go through text and back; a changed one is none', () => {
  const witness = verifierKey('w.example', 'cosignature', ed.publicKey)
  for (const key of [edKey, smKey, witness]) {
    const text = formatVerifierKey(key)
    expect(parseVerifierKey(text)).toEqual(key)
    expect(parseVerifierKey(text.replace('+', '+0'))).toBeNull()
    expect(parseVerifierKey(text.replace(key.id, '00000000'))).toBeNull()
    expect(parseVerifierKey(text.slice(0, -4))).toBeNull()
  }
  expect(() => verifierKey('a b', 'ed25519', ed.publicKey)).toThrow(RangeError)
  expect(() => verifierKey('a', 'sm2', ed.publicKey)).toThrow(RangeError)
})

test('a checkpoint signed with both algorithms verifies and says so', () => {
  const report = verifyCheckpoint(note, trust)
  expect(report).toEqual({ ok: true, checkpoint, signedBy: ['ed25519', 'sm2'], cosignedBy: [] })
  expect(note.split('\n')[3]).toMatch(/^sm3 /)
  expect(parseCheckpointText(checkpointText(checkpoint))).toEqual(checkpoint)
})

test('a checkpoint with one character changed is refused', () => {
  const refused: string[] = []
  for (let at = 0; at < note.length; at++) {
    const old = note[at] as string
    const changed = note.slice(0, at) + (old === 'B' ? 'C' : 'B') + note.slice(at + 1)
    const report = verifyCheckpoint(changed, trust)
    // The name or id of one signature changed: it is then of an unknown key, and the other one still holds.
    if (report.ok) expect(report.signedBy.length, `at ${at}`).toBe(1)
    else refused.push(report.fault)
  }
  expect(refused.length).toBeGreaterThan(250)
  for (const signer of both) {
    const alone = signNote(checkpointText(checkpoint), [signer])
    for (let at = 0; at < alone.length; at++) {
      const changed = alone.slice(0, at) + (alone[at] === 'B' ? 'C' : 'B') + alone.slice(at + 1)
      expect(verifyCheckpoint(changed, trust).ok, `at ${at}`).toBe(false)
    }
  }
})

test('faults are named', () => {
  const text = checkpointText(checkpoint)
  const [sign1, sign2] = (note.split('\n\n')[1] ?? '').split('\n') as [string, string]
  const fault = (of: string, by = trust) => {
    const report = verifyCheckpoint(of, by)
    return report.ok ? 'none' : report.fault
  }
  expect(fault('')).toBe('not_a_checkpoint')
  expect(fault(note.replace('\n12\n', '\n012\n'))).toBe('not_a_checkpoint')
  expect(fault(`${text}\n${sign1}\n\u0007`)).toBe('not_a_checkpoint')
  expect(fault(note, { ...trust, origin: 'other' })).toBe('other_log')
  expect(fault(note, { ...trust, keys: [] })).toBe('unknown_key')
  expect(fault(note.replace('\n12\n', '\n13\n'))).toBe('bad_signature')
  // one right, one wrong: the whole note is refused
  const other = (signNote(text.replace('\n12\n', '\n13\n'), both).split('\n\n')[1] ?? '').split('\n') as [
    string,
    string,
  ]
  expect(fault(`${text}\n${sign1}\n${other[1]}\n`)).toBe('bad_signature')
  expect(fault(`${text}\n${sign1}\n${sign2}\n`)).toBe('none')
})

test('a key signs only the sizes for which it is in force', () => {
  const report = (after: number, until: number | null): boolean =>
    verifyCheckpoint(note, { ...trust, keys: [{ ...edKey, after, until }] }).ok
  expect([report(0, null), report(11, 12), report(12, null), report(0, 11)]).toEqual([true, true, false, false])
})

test('witnesses co-sign with their time', () => {
  const pair = generateKeyPair('ed25519')
  const key = verifierKey('witness.example/w1', 'cosignature', pair.publicKey)
  const line = formatSignature(cosign({ key, pair }, checkpointText(checkpoint), 1_790_000_000))
  const cosigned = note + line
  const report = verifyCheckpoint(cosigned, { ...trust, witnesses: [key] })
  expect(report.ok && report.cosignedBy).toEqual([{ witness: key, seconds: 1_790_000_000 }])
  expect(verifyCheckpoint(cosigned, trust)).toMatchObject({ ok: true, cosignedBy: [] })
  const stranger = verifierKey('witness.example/w1', 'cosignature', generateKeyPair('ed25519').publicKey)
  expect(verifyCheckpoint(cosigned, { ...trust, witnesses: [stranger] })).toMatchObject({ ok: true, cosignedBy: [] })
  const other = formatSignature(cosign({ key, pair }, checkpointText({ ...checkpoint, size: 13 }), 1_790_000_000))
  const parsed = parseNote(note + other)
  expect(parsed && checkCosignatures(parsed, [key])).toEqual([])
})

test('keys are followed from the pinned ones along statements of the old keys', () => {
  const next = [generateKeyPair('ed25519'), generateKeyPair('sm2')] as const
  const nextKeys = [
    verifierKey(ORIGIN, 'ed25519', next[0].publicKey),
    verifierKey(ORIGIN, 'sm2', next[1].publicKey),
  ] as const
  const text = keyChangeText({ origin: ORIGIN, after: 12, keys: nextKeys })
  expect(parseKeyChange(text)).toEqual({ origin: ORIGIN, after: 12, keys: nextKeys })
  const pinned = [edKey, smKey]
  const follow = (statement: string) => followKeys({ origin: ORIGIN, pinned }, [statement])
  const keys = follow(signNote(text, both)) as LogKey[]
  expect(keys.map(({ id, after, until }) => [id, after, until])).toEqual([
    [edKey.id, 0, 12],
    [smKey.id, 0, 12],
    [nextKeys[0].id, 12, null],
    [nextKeys[1].id, 12, null],
  ])
  expect(follow(signNote(text, both.slice(0, 1) as never))).toBeNull()
  expect(follow(signNote(text, [[nextKeys[0], next[0]]]))).toBeNull()
  expect(follow(signNote(text, both).replace('\n12\n', '\n11\n'))).toBeNull()
  expect(followKeys({ origin: 'other', pinned }, [signNote(text, both)])).toBeNull()
  expect(followKeys({ origin: ORIGIN, pinned }, [])?.length).toBe(2)
})
