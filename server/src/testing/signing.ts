import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { ed25519OfPem } from '@redbridge/ledger'
import type { Db } from '../platform/db/pool.ts'

// A client's side of RFC 9421, written by hand so that every part of it can be altered: the tests' own signer.

export interface ClientKey {
  readonly id: string
  readonly pem: string
  readonly key: KeyObject
}

export const newClientKey = (id: string): ClientKey => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { id, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), key: privateKey }
}

/** An own key of an organisation, as registration leaves it. Role redbridge_worker. */
export const addClientKey = async (
  workerDb: Db,
  of: { organisationId: string; at: string },
  key: ClientKey,
): Promise<void> => {
  await workerDb
    .insertInto('exchange_key')
    .values({
      id: key.id,
      organisation_id: of.organisationId,
      kind: 'own',
      name: key.id,
      public_key: Buffer.from(ed25519OfPem(key.pem) as Uint8Array),
      sealed: null,
      created_by: key.id,
      created_at: of.at,
      revoked_reason: null,
      entry_id: 'none',
    })
    .execute()
}

export interface ToSign {
  readonly method: string
  readonly url: string
  /** empty: no body */
  readonly body: string
  readonly created: number
  readonly components?: readonly string[]
  /** values of signature parameters as they are written, instead of ours; null leaves one out */
  readonly parameters?: Readonly<Record<string, string | null>>
}

export const digestOf = (body: string): string =>
  `sha-256=:${createHash('sha256').update(body, 'utf8').digest('base64')}:`

/** Headers of a signed request. */
export const signedHeaders = (request: ToSign, { id, key }: Pick<ClientKey, 'id' | 'key'>): Record<string, string> => {
  const { method, url, body } = request
  const values: Record<string, string> = {
    '@method': method,
    '@target-uri': url,
    'content-digest': digestOf(body),
    ...(body ? { 'content-type': 'application/json' } : {}),
  }
  const components = request.components ?? Object.keys(values)
  const parameters = Object.entries({
    created: String(request.created),
    keyid: `"${id}"`,
    nonce: `"${randomBytes(16).toString('base64url')}"`,
    tag: '"redbridge"',
    ...request.parameters,
  }).flatMap(([name, value]) => (value === null ? [] : [`;${name}=${value}`]))
  const params = `(${components.map((name) => `"${name}"`).join(' ')})${parameters.join('')}`
  const lines = [...components.map((name) => `"${name}": ${values[name] ?? ''}`), `"@signature-params": ${params}`]
  const { '@method': _method, '@target-uri': _target, ...headers } = values
  return {
    ...headers,
    'signature-input': `sig1=${params}`,
    signature: `sig1=:${sign(null, Buffer.from(lines.join('\n')), key).toString('base64')}:`,
  }
}
