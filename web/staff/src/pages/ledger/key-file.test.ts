import { fingerprintOf, formatVerifierKey, generateKeyPair, trustedFingerprints, verifierKey } from '@redbridge/ledger'
import { expect, test } from 'vitest'
import { keyFile } from './key-file.ts'

const viewOf = (type: 'ed25519' | 'sm2', until: number | null) => {
  const key = verifierKey('bureau.example/ledger', type, generateKeyPair(type).publicKey)
  return { key: formatVerifierKey(key), type, fingerprint: fingerprintOf(key), after: 0, until }
}

test('a verifier reads from the file every key, retired ones too, and nothing from its remarks', () => {
  const keys = [viewOf('ed25519', 12), viewOf('sm2', null)]
  const text = keyFile({ origin: 'bureau.example/ledger', keys })
  expect([...trustedFingerprints(text)]).toEqual(keys.map((key) => key.fingerprint))
  expect(text).toContain('ED25519 1–12')
})

test('a file without keys is refused by the verifier', () => {
  expect(() => trustedFingerprints(keyFile({ origin: null, keys: [] }))).toThrow('no key')
})
