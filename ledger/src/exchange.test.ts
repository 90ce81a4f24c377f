import { generateKeyPairSync, sign } from 'node:crypto'
import type { HttpProof } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { envelopeText, isUsableKey, pemOfEd25519, verifyHttpProof, verifySigned } from './index.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
const signed = (text: string): string => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64')

describe('a signed text', () => {
  it('is canonical: order of writing does not matter', () => {
    const receipt = {
      v: 'redbridge-receipt/1',
      id: 'rec_1',
      message: 'msg_1',
      envelopeSha256: 'aa',
      proof: null,
    } as const
    const by = { id: 'org_1', name: '品购网' }
    const at = '2026-11-25T00:00:00.000Z'
    expect(envelopeText({ ...receipt, by, at })).toBe(
      envelopeText({ at, by: { name: by.name, id: by.id }, ...receipt }),
    )
    expect(envelopeText({ ...receipt, by, at })).toMatch(/^\{"at":"2026-11-25T00:00:00\.000Z","by":\{"id"/)
  })

  it('holds with its key, and with nothing changed', () => {
    const text = '{"甲":1}'
    const one = { text, signature: signed(text) }
    expect(verifySigned(one, pem)).toBe(true)
    expect(verifySigned({ ...one, text: '{"甲":2}' }, pem)).toBe(false)
    expect(verifySigned(one, other)).toBe(false)
    expect(verifySigned({ ...one, signature: one.signature.slice(4) }, pem)).toBe(false)
    expect(verifySigned({ ...one, signature: '!' }, pem)).toBe(false)
    expect(verifySigned(one, 'no key')).toBe(false)
  })
})

describe('the proof of an HTTP request', () => {
  const hex = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
  const digest = Buffer.from(hex, 'hex').toString('base64')
  const proofOf = (lines: readonly string[], change: Partial<HttpProof> = {}): HttpProof => {
    const base = lines.join('\n')
    return { keyId: 'key_1', base, signature: signed(base), bodySha256: hex, ...change }
  }
  const LINES = [
    '"@method": POST',
    `"content-digest": sha-256=:${digest}:`,
    '"@signature-params": ("@method" "content-digest");created=1;keyid="key_1"',
  ]

  it('holds over its base, for the key and the body that the base names', () => {
    expect(verifyHttpProof(proofOf(LINES), pem)).toBe(true)
    expect(verifyHttpProof(proofOf(LINES), other)).toBe(false)
  })

  it.each([
    ['another key id', proofOf(LINES, { keyId: 'key_2' })],
    ['another body', proofOf(LINES, { bodySha256: '00'.repeat(32) })],
    ['no body', proofOf(LINES, { bodySha256: null })],
    ['another base', proofOf(LINES, { base: LINES.join('\n').replace('POST', 'PUT') })],
    ['parameters that are not last', proofOf([LINES[2] ?? '', LINES[0] ?? '', LINES[1] ?? ''])],
    ['parameters twice', proofOf([...LINES, LINES[2] ?? ''])],
    ['two digests', proofOf([LINES[1] ?? '', ...LINES])],
  ])('does not hold with %s', (_, proof) => expect(verifyHttpProof(proof, pem)).toBe(false))
})

describe('a key', () => {
  it('is usable when signatures under it are its holder’s alone', () => {
    expect(isUsableKey(pem)).toBe(true)
  })

  // The eight points of small order, and one encoding of a point twice over (RFC 8032 section 5.1.3).
  it.each([
    ['identity', `01${'00'.repeat(31)}`],
    ['order 2', `ec${'ff'.repeat(30)}7f`],
    ['order 4', '00'.repeat(32)],
    ['order 4, negative', `${'00'.repeat(31)}80`],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['order 8, the other', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['not canonical', `ee${'ff'.repeat(30)}7f`],
    ['no point', `02${'00'.repeat(31)}`],
  ])('is not: %s', (_, hex) => expect(isUsableKey(pemOfEd25519(Buffer.from(hex, 'hex')))).toBe(false))

  it('is not what is no Ed25519 key', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
    for (const text of ['', 'k', rsa.export({ type: 'spki', format: 'pem' }).toString()])
      expect(isUsableKey(text)).toBe(false)
  })
})
