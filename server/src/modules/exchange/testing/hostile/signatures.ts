import type { ErrorCode } from '@redbridge/contract'
import type { HostileCase } from './case.ts'
import { type Altered, attempt, receiptBody, type World } from './world.ts'

/** A row whose only difference from the right request is `altered`. */
const row = (
  name: string,
  what: string,
  [code, altered]: readonly [ErrorCode, Altered | ((world: World) => Altered)],
): HostileCase => ({
  name,
  what,
  code,
  send: (world) => attempt(world, typeof altered === 'function' ? altered(world) : altered),
})

const without = (...names: readonly string[]): Altered => ({
  headers: (signed) => Object.fromEntries(Object.entries(signed).filter(([name]) => !names.includes(name))),
})
const replace = (name: string, change: (value: string) => string | string[]): Altered => ({
  headers: (signed) => ({ ...signed, [name]: change(signed[name] ?? '') }),
})
const ALL = ['@method', '@target-uri', 'content-digest', 'content-type']
const covering = (...gone: readonly string[]): Altered => ({ components: ALL.filter((name) => !gone.includes(name)) })

const bytesOf = (signature: string): Buffer => Buffer.from(signature.slice('sig1=:'.length, -1), 'base64')
const written = (bytes: Uint8Array): string => `sig1=:${Buffer.from(bytes).toString('base64')}:`
const altering = (change: (bytes: Buffer) => Uint8Array): Altered =>
  replace('signature', (value) => written(change(bytesOf(value))))

/** The other half of a malleable signature: S + L holds in careless arithmetic (RFC 8032 section 5.1.7 forbids it). */
const plusOrder = (bytes: Buffer): Uint8Array => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order
  return Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()])
}
const flipped = (bytes: Buffer): Uint8Array => {
  bytes[7] = (bytes[7] ?? 0) ^ 1
  return bytes
}

export const WRITING: readonly HostileCase[] = [
  row('unsigned', 'a legal act without a signature', ['signature_missing', without('signature', 'signature-input')]),
  row('input-only', 'Signature-Input without Signature', ['signature_malformed', without('signature')]),
  row('signature-only', 'Signature without Signature-Input', ['signature_malformed', without('signature-input')]),
  row('no-tag', 'a signature without our tag', ['signature_missing', { parameters: { tag: null } }]),
  row('other-tag', 'a signature made for somebody else', [
    'signature_missing',
    { parameters: { tag: '"web-bot-auth"' } },
  ]),
  row('two-of-ours', 'two signatures with our tag', [
    'signature_malformed',
    {
      headers: (signed) => ({
        ...signed,
        'signature-input': `${signed['signature-input']}, ${signed['signature-input']?.replace('sig1', 'sig2')}`,
        signature: `${signed.signature}, ${signed.signature?.replace('sig1', 'sig2')}`,
      }),
    },
  ]),
  row('label', 'labels of Signature and Signature-Input that differ', [
    'signature_malformed',
    replace('signature', (value) => value.replace('sig1', 'sig2')),
  ]),
  row('garbage', 'Signature-Input that is no dictionary', [
    'signature_malformed',
    replace('signature-input', () => '((('),
  ]),
  row('not-bytes', 'a signature that is text', ['signature_malformed', replace('signature', () => 'sig1="abc"')]),
  row('twice-signature', 'the header Signature sent twice', [
    'signature_malformed',
    replace('signature', (value) => [value, value]),
  ]),
  row('twice-type', 'Content-Type sent twice, the second one another', [
    'signature_malformed',
    replace('content-type', (value) => [value, 'text/plain']),
  ]),
  row('twice-digest', 'Content-Digest sent twice', [
    'signature_malformed',
    replace('content-digest', (value) => [value, value]),
  ]),
  row('alg-rsa', 'alg of another family', ['signature_malformed', { parameters: { alg: '"rsa-pss-sha512"' } }]),
  row('alg-hmac', 'alg of a shared secret: the public key as the secret', [
    'signature_malformed',
    { parameters: { alg: '"hmac-sha256"' } },
  ]),
  row('alg-none', 'alg "none"', ['signature_malformed', { parameters: { alg: '"none"' } }]),
  row('nonce-unicode', 'a nonce with characters that only look like ASCII', [
    'signature_malformed',
    { parameters: { nonce: '"ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐ"' } },
  ]),
  row('keyid-unicode', 'a key id with a Cyrillic letter in it', [
    'signature_malformed',
    { parameters: { keyid: '"kеy_pingou_own"' } },
  ]),
  row('keyid-token', 'a key id that is a token, not a string', [
    'signature_malformed',
    { parameters: { keyid: 'key' } },
  ]),
  row('keyid-escape', 'a key id that closes its own quotes', [
    'signature_malformed',
    { parameters: { keyid: '"a\\";created=1;x=\\""' } },
  ]),
]

export const COVERING: readonly HostileCase[] = [
  ...ALL.map((name) =>
    row(`uncovered-${name.replace('@', '')}`, `${name} is not covered`, ['signature_incomplete', covering(name)]),
  ),
  row('covers-nothing', 'a signature over nothing', ['signature_incomplete', { components: [] }]),
  row('authority-only', '@authority for @target-uri: the path is free', [
    'signature_incomplete',
    { components: ['@method', 'content-digest', 'content-type'], parameters: { alg: '"ed25519"' } },
  ]),
  row('component-twice', '@method is covered twice', ['signature_malformed', { components: ['@method', ...ALL] }]),
  row('component-capitals', 'Content-Digest in capitals', [
    'signature_malformed',
    { components: ['@method', '@target-uri', 'Content-Digest', 'content-type'] },
  ]),
  row('component-of-request', '@method;req, which is for answers', [
    'signature_malformed',
    replace('signature-input', (value) => value.replace('"@method"', '"@method";req')),
  ]),
  row('component-absent', 'a header that was not sent', [
    'signature_malformed',
    { components: [...ALL, 'x-approved-by'] },
  ]),
  row('no-created', 'no time of signing', ['signature_incomplete', { parameters: { created: null } }]),
  row('no-keyid', 'no key id', ['signature_incomplete', { parameters: { keyid: null } }]),
  row('no-nonce', 'no nonce', ['signature_incomplete', { parameters: { nonce: null } }]),
  row('short-nonce', 'a nonce of 15 characters', [
    'signature_incomplete',
    { parameters: { nonce: `"${'n'.repeat(15)}"` } },
  ]),
  row('long-nonce', 'a nonce of 201 characters', [
    'signature_incomplete',
    { parameters: { nonce: `"${'n'.repeat(201)}"` } },
  ]),
  row('empty-keyid', 'an empty key id', ['signature_incomplete', { parameters: { keyid: '""' } }]),
]

export const TIME: readonly HostileCase[] = [
  row('late', 'signed 301 seconds ago', ['signature_expired', { skew: -301 }]),
  row('early', 'signed 301 seconds in the future', ['signature_expired', { skew: 301 }]),
  row('expired', 'signed a minute ago, to hold for ten seconds', [
    'signature_expired',
    { skew: -60, parameters: { expires: String(Date.parse('2026-11-25T01:59:10Z') / 1000) } },
  ]),
  row('expires-first', 'a signature that expires before it was made', [
    'signature_malformed',
    { parameters: { expires: '1' } },
  ]),
  row('created-text', 'a time of signing that is text', [
    'signature_incomplete',
    { parameters: { created: '"1795572000"' } },
  ]),
  row('created-negative', 'a negative time', ['signature_malformed', { parameters: { created: '-1' } }]),
  row('created-milliseconds', 'a time in milliseconds', [
    'signature_expired',
    { parameters: { created: String(Date.parse('2026-11-25T02:00:00Z')) } },
  ]),
  {
    name: 'replayed',
    what: 'a request that was taken, byte for byte again',
    code: 'signature_replayed',
    before: (world) => attempt(world, replayed(world)),
    send: (world) => attempt(world, replayed(world)),
  },
  {
    name: 'nonce-again',
    what: 'a nonce that was used before, in a new signature',
    code: 'signature_replayed',
    before: (world) => attempt(world, { ...replayed(world), parameters: { nonce: '"used-before-by-us"' } }),
    send: (world) => attempt(world, { ...replayed(world), skew: 5, parameters: { nonce: '"used-before-by-us"' } }),
  },
]

/** The receipt that 品购网 has given already: rightful however often it is signed anew. */
const replayed = ({ received }: World): Altered => ({
  target: `/api/exchange/messages/${received.id}/receipt`,
  body: receiptBody(received),
  parameters: { nonce: '"the-very-same-nonce"' },
})

export const KEYS_AND_CHANGES: readonly HostileCase[] = [
  row('key-foreign', 'the key of another platform, rightly signed with', [
    'signature_key_unknown',
    ({ otherKey }) => ({ key: otherKey }),
  ]),
  row('key-revoked', 'a key that was revoked', ['signature_key_unknown', ({ revokedKey }) => ({ key: revokedKey })]),
  row('key-invented', 'a key id that nobody has', [
    'signature_key_unknown',
    ({ key }) => ({ key: { ...key, id: 'key_none' } }),
  ]),
  row('key-hosted', 'the id of the key that the installation keeps', [
    'signature_key_unknown',
    ({ key, hostedKeyId }) => ({ key: { ...key, id: hostedKeyId } }),
  ]),
  row('key-sql', 'a key id that is a piece of SQL', [
    'signature_key_unknown',
    ({ key }) => ({ key: { ...key, id: "' OR kind = 'own' --" } }),
  ]),
  row('key-of-another', 'our key id over another’s signature', [
    'signature_invalid',
    ({ key, otherKey }) => ({ key: { id: key.id, key: otherKey.key } }),
  ]),
  row('bit', 'a signature with one bit changed', ['signature_invalid', altering(flipped)]),
  row('cut', 'a signature of 63 bytes', ['signature_invalid', altering((bytes) => bytes.subarray(0, 63))]),
  row('zeros', 'a signature of zeros', ['signature_invalid', altering(() => new Uint8Array(64))]),
  row('malleable', 'a signature whose S is not reduced', ['signature_invalid', altering(plusOrder)]),
  row('method', 'signed for PUT', ['signature_invalid', { signed: { method: 'PUT' } }]),
  row('path', 'signed for the receipt of another message', [
    'signature_invalid',
    ({ otherMessage }) => ({ signed: { url: `http://localhost/api/exchange/messages/${otherMessage.id}/receipt` } }),
  ]),
  row('query', 'a query added after signing', [
    'signature_invalid',
    ({ message }) => ({
      target: `/api/exchange/messages/${message.id}/receipt?as=org_lejia`,
      signed: { url: `http://localhost/api/exchange/messages/${message.id}/receipt` },
    }),
  ]),
  row('scheme', 'signed for https', [
    'signature_invalid',
    ({ message }) => ({ signed: { url: `https://localhost/api/exchange/messages/${message.id}/receipt` } }),
  ]),
  row('installation', 'signed for another installation', [
    'signature_invalid',
    ({ message }) => ({ signed: { url: `https://other.example/api/exchange/messages/${message.id}/receipt` } }),
  ]),
  row('host', 'signed for another installation, whose name Host repeats', [
    'signature_invalid',
    ({ message }) => ({
      signed: { url: `http://other.example/api/exchange/messages/${message.id}/receipt` },
      headers: (signed) => ({ ...signed, host: 'other.example', 'x-forwarded-host': 'other.example' }),
    }),
  ]),
  row('parameter', 'a nonce changed after signing', [
    'signature_invalid',
    replace('signature-input', (value) => value.replace(/nonce="[^"]*"/, 'nonce="another-nonce-altogether"')),
  ]),
  row('type', 'Content-Type changed after signing', [
    'signature_invalid',
    replace('content-type', () => 'application/json; charset=utf-16'),
  ]),
]
