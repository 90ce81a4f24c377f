import { createHash } from 'node:crypto'
import type { ErrorCode } from '@redbridge/contract'
import { digestOf } from '../../../../testing/signing.ts'
import type { HostileCase } from './case.ts'
import { type Altered, attempt, receiptBody, type World } from './world.ts'

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
const digest = (value: string): Altered => ({ headers: (signed) => ({ ...signed, 'content-digest': value }) })
/** Another body, rightly signed. */
const sent = (body: string): Altered => ({ body })
const typed = (type: string): Altered => ({ headers: (signed) => ({ ...signed, 'content-type': type }) })
const sha512 = (text: string): string => `sha-512=:${createHash('sha512').update(text).digest('base64')}:`

export const DIGESTS: readonly HostileCase[] = [
  row('body-changed', 'a body changed after signing', [
    'digest_mismatch',
    ({ otherMessage, message }) => ({ body: receiptBody(otherMessage), signed: { body: receiptBody(message) } }),
  ]),
  row('body-and-digest', 'body and Content-Digest changed after signing', [
    'signature_invalid',
    ({ otherMessage, message }) => ({
      body: receiptBody(otherMessage),
      signed: { body: receiptBody(message) },
      ...digest(digestOf(receiptBody(otherMessage))),
    }),
  ]),
  row('body-gone', 'the digest of a body, and none', [
    'digest_mismatch',
    ({ message }) => ({ body: '', signed: { body: receiptBody(message) } }),
  ]),
  row('digest-sha512-only', 'SHA-512 alone: the proof keeps SHA-256', [
    'signature_incomplete',
    ({ message }) => digest(sha512(receiptBody(message))),
  ]),
  row('digest-sha512-other', 'SHA-256 of the body, SHA-512 of another', [
    'digest_mismatch',
    ({ message }) => digest(`${digestOf(receiptBody(message))}, ${sha512('{}')}`),
  ]),
  row('digest-md5', 'a digest that can be forged', ['signature_incomplete', digest('md5=:1B2M2Y8AsgTpgAmY7PhCfg==:')]),
  row('digest-twice', 'two SHA-256 in one header', [
    'signature_malformed',
    ({ message }) => digest(`${digestOf('{}')}, ${digestOf(receiptBody(message))}`),
  ]),
  row('digest-hex', 'a digest in hex', ['signature_malformed', digest(`sha-256=${'0'.repeat(64)}`)]),
  row('digest-padding', 'base64 with stray bits', [
    'signature_malformed',
    digest('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPF=:'),
  ]),
  row('digest-none', 'no Content-Digest', [
    'signature_malformed',
    { headers: ({ 'content-digest': _gone, ...signed }) => signed },
  ]),
]

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`

export const BODIES: readonly HostileCase[] = [
  row('oversized', 'a body over 8 MiB, rightly signed', ['too_large', sent(`"${'x'.repeat(8 << 20)}"`)]),
  row('not-json', 'half of a JSON text', ['bad_request', sent('{"envelopeSha256":"')]),
  row('nested', 'a list in a list, 200,000 deep', ['bad_request', sent(deep)]),
  row('prototype', 'a field named __proto__', [
    'bad_request',
    sent('{"__proto__":{"admin":true},"envelopeSha256":"x"}'),
  ]),
  row('constructor', 'constructor.prototype as a field', [
    'bad_request',
    sent('{"constructor":{"prototype":{"admin":true}},"envelopeSha256":"x"}'),
  ]),
  row('field-too-many', 'a field that was not asked for', [
    'bad_request',
    ({ message }) => sent(receiptBody(message).replace('}', ',"by":"org_lejia"}')),
  ]),
  row('list', 'a list instead of an object', ['bad_request', ({ message }) => sent(`[${receiptBody(message)}]`)]),
  row('number', 'a number of 100,000 digits', ['bad_request', sent(`{"envelopeSha256":${'9'.repeat(100_000)}}`)]),
  row('full-width', 'a digest in full-width digits', ['bad_request', sent(`{"envelopeSha256":"${'０'.repeat(64)}"}`)]),
  row('null-character', 'a digest with a character of value zero', [
    'bad_request',
    sent(`{"envelopeSha256":"${'0'.repeat(63)}\\u0000"}`),
  ]),
  row('text', 'text/plain', ['signature_invalid', typed('text/plain')]),
  row('form', 'a form, as any site can send one', ['signature_invalid', typed('application/x-www-form-urlencoded')]),
  row('multipart', 'multipart/form-data', ['signature_invalid', typed('multipart/form-data; boundary=xx')]),
]
