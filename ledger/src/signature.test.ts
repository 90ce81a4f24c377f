import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { generateKeyPair, SM2_DEFAULT_ID, sign, verifySignature } from './signature.ts'
import { openssl, opensslMissing } from './testing/openssl.ts'
import { sm3 } from './tree-hash.ts'

test('SM3: examples of GB/T 32905-2016 appendix A', () => {
  expect(bytesToHex(sm3(utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(bytesToHex(sm3(utf8('abcd'.repeat(16))))).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  )
})

test('SM3 agrees with OpenSSL for every length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(bytesToHex(sm3(bytes))).toBe(createHash('sm3').update(bytes).digest('hex'))
    }),
  )
})

// GB/T 32918.5-2017 appendix A.2: the recommended curve, signer 1234567812345678, text "message digest".
const EXAMPLE = {
  privateKey: hexToBytes('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
  publicKey: hexToBytes(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  signature: hexToBytes(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  ),
  message: utf8('message digest'),
}
const sm2Key = { algorithm: 'sm2' as const, publicKey: EXAMPLE.publicKey }

describe('SM2 with SM3', () => {
  test('the example of GB/T 32918.5 verifies, and nothing near it', () => {
    const { message, signature } = EXAMPLE
    expect(verifySignature(sm2Key, { message, signature })).toBe(true)
    for (let at = 0; at < 64; at += 7)
      expect(verifySignature(sm2Key, { message, signature: signature.map((b, i) => (i === at ? b ^ 1 : b)) })).toBe(
        false,
      )
    expect(verifySignature(sm2Key, { message: utf8('message digesT'), signature })).toBe(false)
  })

  test('the example key signs what verifies', () => {
    const signature = sign({ algorithm: 'sm2', ...EXAMPLE }, utf8('甲'))
    expect(verifySignature(sm2Key, { message: utf8('甲'), signature })).toBe(true)
  })
})

test('Ed25519: second test of RFC 8032 section 7.1', () => {
  const pair = {
    algorithm: 'ed25519' as const,
    privateKey: hexToBytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
    publicKey: hexToBytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
  }
  expect(bytesToHex(sign(pair, hexToBytes('72')))).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
})

test('malformed keys and signatures are invalid, never an exception', () => {
  for (const algorithm of ['ed25519', 'sm2'] as const) {
    const pair = generateKeyPair(algorithm)
    const message = utf8('x')
    const signature = sign(pair, message)
    expect(verifySignature(pair, { message, signature })).toBe(true)
    for (const bad of [new Uint8Array(0), new Uint8Array(64), new Uint8Array(64).fill(255), signature.subarray(1)])
      expect(verifySignature(pair, { message, signature: bad })).toBe(false)
    for (const bad of [new Uint8Array(0), new Uint8Array(32), new Uint8Array(65), new Uint8Array(65).fill(4)])
      expect(verifySignature({ algorithm, publicKey: bad }, { message, signature })).toBe(false)
    expect(verifySignature(generateKeyPair(algorithm), { message, signature })).toBe(false)
  }
})

/** DER of an SM2 signature, as OpenSSL wants it, and back. */
const derOf = (raw: Uint8Array): Buffer => {
  const integer = (bytes: Uint8Array): Buffer => {
    const body = Buffer.from(bytesToHex(bytes).replace(/^(00)+(?=..)/, ''), 'hex')
    const padded = (body[0] as number) > 127 ? Buffer.concat([Buffer.from([0]), body]) : body
    return Buffer.concat([Buffer.from([2, padded.length]), padded])
  }
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))])
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}
const rawOf = (der: Buffer): Uint8Array => {
  const first = der[3] as number
  const take = (at: number, length: number): string =>
    der
      .subarray(at, at + length)
      .toString('hex')
      .replace(/^00(?=.{64}$)/, '')
      .padStart(64, '0')
  return hexToBytes(take(4, first) + take(6 + first, der[5 + first] as number))
}

const SM3_OPTIONS = ['-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${SM2_DEFAULT_ID}`]

test.skipIf(opensslMissing)('SM2 signatures go both ways between us and the openssl command', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sm2-'))
  const file = (name: string): string => join(dir, name)
  try {
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', file('key.pem'))
    openssl('pkey', '-in', file('key.pem'), '-pubout', '-out', file('pub.pem'))
    const text = openssl('pkey', '-in', file('key.pem'), '-noout', '-text').toString()
    const hexOf = (label: string): string =>
      (new RegExp(`${label}:\\s*([0-9a-f:\\s]+)`).exec(text)?.[1] ?? '').replace(/[:\s]/g, '')
    const privateKey = hexToBytes(hexOf('priv').padStart(64, '0').slice(-64))
    const pair = { algorithm: 'sm2' as const, privateKey, publicKey: hexToBytes(hexOf('pub')) }
    const message = utf8('红桥 checkpoint\n')
    writeFileSync(file('message'), message)

    writeFileSync(file('ours.der'), derOf(sign(pair, message)))
    const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', file('pub.pem'), '-in', file('message'), ...SM3_OPTIONS]
    expect(openssl(...verify, '-sigfile', file('ours.der')).toString()).toMatch(/Success/)
    writeFileSync(file('wrong.der'), derOf(sign(pair, utf8('another text'))))
    expect(() => openssl(...verify, '-sigfile', file('wrong.der'))).toThrow()

    openssl(
      'pkeyutl',
      '-sign',
      '-inkey',
      file('key.pem'),
      '-in',
      file('message'),
      '-out',
      file('theirs.der'),
      ...SM3_OPTIONS,
    )
    const signature = rawOf(readFileSync(file('theirs.der')))
    expect(verifySignature(pair, { message, signature })).toBe(true)
    expect(verifySignature(pair, { message: utf8('x'), signature })).toBe(false)
  } finally {
    rmSync(dir, { recursive: true })
  }
})
