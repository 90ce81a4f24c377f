import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDigests, readSignatures } from './signature-read.ts'

// The published vectors: RFC 9421, appendix B.2.6 (Ed25519) with the request of B.2 and the key of B.1.4; RFC 9530.

const KEY = createPublicKey(`-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`)
const SHA512 = 'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:'
const request = (changed: Record<string, string> = {}) => ({
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: {
    host: 'example.com',
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-digest': SHA512,
    'content-length': '18',
    'signature-input':
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    signature: 'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    ...changed,
  },
})

describe('the base of RFC 9421 B.2.6', () => {
  it('is built to the letter, and the published signature holds over it', async () => {
    const [read] = await readSignatures(request())
    expect(read?.base).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join('\n'),
    )
    expect(read?.components).toEqual(['date', '@method', '@path', '@authority', 'content-type', 'content-length'])
    expect(Object.fromEntries(read?.parameters ?? [])).toEqual({ created: 1618884473, keyid: 'test-key-ed25519' })
    expect(verify(null, Buffer.from(read?.base ?? ''), KEY, read?.signature as Buffer)).toBe(true)
  })

  it.each([
    ['method', { ...request(), method: 'PUT' }],
    ['path', { ...request(), url: 'https://example.com/fo' }],
    ['authority', { ...request(), url: 'https://example.org/foo' }],
    ['date', request({ date: 'Tue, 20 Apr 2021 02:07:56 GMT' })],
    ['length', request({ 'content-length': '19' })],
  ])('is another one when the %s was changed', async (_, changed) => {
    const [read] = await readSignatures(changed)
    expect(verify(null, Buffer.from(read?.base ?? ''), KEY, read?.signature as Buffer)).toBe(false)
  })
})

describe('what is no signature', () => {
  it('is none where there are no headers', async () => {
    expect(await readSignatures({ method: 'GET', url: 'https://example.com/', headers: {} })).toEqual([])
  })

  const input = (text: string) => ({ 'signature-input': text })
  it.each([
    ['no Signature', { ...request(), headers: { ...request().headers, signature: undefined } }],
    ['no Signature-Input', { ...request(), headers: { ...request().headers, 'signature-input': undefined } }],
    ['another label', request(input('sig-x=("date");created=1;keyid="k"'))],
    ['no list', request(input('sig-b26="date"'))],
    ['not closed', request(input('sig-b26=("date"'))],
    ['a component twice', request(input('sig-b26=("date" "date");created=1'))],
    ['a component in capitals', request(input('sig-b26=("Date");created=1'))],
    ['a component with a parameter', request(input('sig-b26=("date";sf);created=1'))],
    ['an absent header', request(input('sig-b26=("x-none");created=1'))],
    ['an unknown derived component', request(input('sig-b26=("@made-up");created=1'))],
    ['a token for a string', request(input('sig-b26=("date");keyid=abc'))],
    ['a fraction for a time', request(input('sig-b26=("date");created=1.5'))],
    ['a string that is escaped', request(input('sig-b26=("date");keyid="a\\"b"'))],
    ['a signature that is no bytes', request({ signature: 'sig-b26="abc"' })],
    ['a header that is not ASCII', request({ date: '二〇二一' })],
  ])('%s is malformed', async (_, bad) => {
    await expect(readSignatures(bad)).rejects.toMatchObject({ code: 'signature_malformed' })
  })
})

describe('Content-Digest', () => {
  it('states SHA-256, SHA-512 beside it, and others that are not looked at', () => {
    expect([...readDigests('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')]).toEqual([
      // of {"hello": "world"} with a line feed: RFC 9530, appendix B
      ['sha-256', '5f8f04f6a3a892aaabbddb6cf273894493773960d4a325b105fee46eef4304f1'],
    ])
    const many = `md5=:AAAA:, ${SHA512}, sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:`
    expect([...readDigests(many).keys()]).toEqual(['sha-512', 'sha-256'])
  })
  it.each([
    ['', 'signature_malformed'],
    ['sha-256=X48E', 'signature_malformed'],
    ['sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPF=:', 'signature_malformed'],
    ['sha-256=:AAAA:, sha-256=:BBBB:', 'signature_malformed'],
    [SHA512, 'signature_incomplete'],
  ])('%s is refused', (header, code) => {
    expect(() => readDigests(header)).toThrow(expect.objectContaining({ code }))
  })
})
