import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto'
import { httpbis } from 'http-message-signatures'

/** The key that signs: the id the server gave it at registration, and its private half. */
export interface SigningKey {
  readonly id: string
  readonly key: KeyObject
}

/** What a legal act's signature covers (RFC 9421): who reads it knows method, address and body byte for byte. */
export const SIGNED_COMPONENTS = ['@method', '@target-uri', 'content-digest', 'content-type'] as const
export const SIGNATURE_TAG = 'redbridge'

/** Content-Digest of a body (RFC 9530). @example contentDigest('{}') // 'sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:' */
export const contentDigest = (body: string): string =>
  `sha-256=:${createHash('sha256').update(body, 'utf8').digest('base64')}:`

/** Headers that sign one attempt: each attempt has a time and nonce of its own, because a signature is taken once. */
export const signatureHeaders = async (
  request: { method: string; url: string; body: string; contentType: string },
  { id, key }: SigningKey,
): Promise<Record<string, string>> => {
  const headers = { 'content-type': request.contentType, 'content-digest': contentDigest(request.body) }
  const signed = await httpbis.signMessage(
    {
      key: { id, alg: 'ed25519', sign: async (data: Buffer) => sign(null, data, key) },
      name: 'sig1',
      fields: [...SIGNED_COMPONENTS],
      params: ['created', 'keyid', 'alg', 'nonce', 'tag'],
      paramValues: { created: new Date(), nonce: randomBytes(16).toString('base64url'), tag: SIGNATURE_TAG },
    },
    { method: request.method, url: request.url, headers },
  )
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
