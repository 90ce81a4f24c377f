import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isPrivateKey, rawKey } from './public-key.ts'

const pair = generateKeyPairSync('ed25519')
const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string

test('an Ed25519 public key is its 32 bytes', () => {
  const jwk = pair.publicKey.export({ format: 'jwk' })
  expect(Buffer.from(rawKey(pem) as Uint8Array).toString('base64url')).toBe(jwk.x)
})

test('what is no Ed25519 public key is none', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })
  const secret = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  for (const text of [String(ec), secret, '', 'MCowBQYDK2VwAyEA', pem.replace('M', '%')])
    expect(rawKey(text)).toBe(null)
  expect(isPrivateKey(secret)).toBe(true)
  expect(isPrivateKey(pem)).toBe(false)
})
