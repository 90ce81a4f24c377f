import { createHash, createPublicKey, verify } from 'node:crypto'
import type { HttpProof } from '@redbridge/contract'
import { pemOfEd25519 } from '@redbridge/ledger'
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { type ReadSignature, readDigests, readSignatures } from './signature-read.ts'

// What a client must sign (RFC 9421) before a legal act is its organisation's: method, address, body and its type, by an
// own key of the organisation, now, and once.

/** A request with its body as it came. */
export interface RawRequest {
  readonly method: string
  /** path and query as they were sent */
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** names and values as they came, in turn: shows what was sent twice */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

const TAG = 'redbridge'
const SKEW_SECONDS = 300
const COVERED = ['@method', '@target-uri', 'content-digest']
const ONCE = new Set(['signature', 'signature-input', 'content-digest', 'content-type'])

/**
 * Addresses that a client may have called us by: the public one, and a loopback one (adapters on the same machine,
 * tunnels). Any other Host is not believed: a request signed for somebody else's installation must not count here just
 * because whoever caught it repeats that name.
 */
const targetsOf = ({ target, headers }: RawRequest, publicUrl: string): string[] => {
  const host = String(headers.host ?? '').toLowerCase()
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host)
  const urls = [new URL(publicUrl).origin, ...(local ? [`http://${host.replace(/:80$/, '')}`] : [])]
  return [...new Set(urls)].map((origin) => `${origin}${target}`)
}

/** The request's one signature for us, read for each address that it may have been made for. */
const readOurs = async (request: RawRequest, publicUrl: string): Promise<ReadSignature[]> => {
  const names = request.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase())
  if (names.some((name, i) => ONCE.has(name) && names.indexOf(name) !== i))
    throw new AppError('signature_malformed', { detail: 'a header is sent twice' })
  const found: ReadSignature[] = []
  for (const url of targetsOf(request, publicUrl)) {
    const ours = (await readSignatures({ ...request, url })).filter((one) => one.parameters.get('tag') === TAG)
    if (ours.length > 1) throw new AppError('signature_malformed', { detail: `tag="${TAG}"` })
    found.push(...ours)
  }
  if (found.length === 0) throw new AppError('signature_missing')
  return found
}

interface Claims {
  readonly created: number
  readonly keyId: string
  readonly nonce: string
}

/** What the signature covers and says of itself, or which part is missing. */
const claimsOf = ({ components, parameters }: ReadSignature, body: Buffer): Claims => {
  const wanted = body.length > 0 ? [...COVERED, 'content-type'] : COVERED
  const [created, keyId, nonce] = [parameters.get('created'), parameters.get('keyid'), parameters.get('nonce')]
  const lacking = [
    ...wanted.filter((name) => !components.includes(name)),
    ...(typeof created === 'number' ? [] : ['created']),
    ...(typeof keyId === 'string' && keyId.length > 0 && keyId.length <= 100 ? [] : ['keyid']),
    ...(typeof nonce === 'string' && nonce.length >= 16 && nonce.length <= 200 ? [] : ['nonce']),
  ]
  if (lacking.length > 0) throw new AppError('signature_incomplete', { detail: lacking.join(', ') })
  const alg = parameters.get('alg')
  if (alg !== undefined && alg !== 'ed25519') throw new AppError('signature_malformed', { detail: 'alg' })
  return { created, keyId, nonce } as Claims
}

const checkTime = ({ parameters }: ReadSignature, created: number, now: Date): void => {
  const seconds = now.getTime() / 1000
  const expires = parameters.get('expires')
  if (expires !== undefined && (typeof expires !== 'number' || expires < created))
    throw new AppError('signature_malformed', { detail: 'expires' })
  if (Math.abs(seconds - created) > SKEW_SECONDS || (typeof expires === 'number' && seconds > expires))
    throw new AppError('signature_expired', { extra: { now: now.toISOString() } })
}

/** SHA-256 of the body in hex, which Content-Digest has stated. */
const checkDigest = ({ headers, body }: RawRequest): string => {
  const stated = readDigests(String(headers['content-digest']))
  for (const [name, hex] of stated)
    if (createHash(name.replace('-', '')).update(body).digest('hex') !== hex) throw new AppError('digest_mismatch')
  return stated.get('sha-256') as string
}

/** Whose key it is stands in the question: a foreign, a revoked and an invented one get one answer. */
const findKey = async ({ workerDb }: Platform, organisationId: string, keyId: string): Promise<Buffer> => {
  const key = await workerDb
    .selectFrom('exchange_key')
    .select('public_key')
    .where('id', '=', keyId)
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', 'own')
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!key) throw new AppError('signature_key_unknown')
  return key.public_key
}

/** Takes the nonce, which only a valid signature does; notes once a minute that the key is in use. */
const takeNonce = async ({ workerDb }: Platform, { keyId, nonce, created }: Claims, now: Date): Promise<void> => {
  const { rows } = await sql`
    WITH used AS (UPDATE exchange_key SET last_used_at = ${now}::timestamptz
      WHERE id = ${keyId} AND (last_used_at IS NULL OR last_used_at < ${now}::timestamptz - interval '1 minute'))
    INSERT INTO exchange_nonce (key_id, nonce, expires_at)
    VALUES (${keyId}, ${nonce}, to_timestamp(${created + 2 * SKEW_SECONDS}))
    ON CONFLICT DO NOTHING RETURNING nonce`.execute(workerDb)
  if (rows.length === 0) throw new AppError('signature_replayed')
}

/**
 * The proof that an organisation's own key signed a request, or an error that says what is wrong with it. Checked in
 * this order: form, what is covered, time, body, key, signature, nonce.
 */
export const verifyRequest = async (
  platform: Platform,
  request: RawRequest,
  organisationId: string,
): Promise<HttpProof> => {
  const now = platform.clock.now()
  const found = await readOurs(request, platform.publicUrl)
  const first = found[0] as ReadSignature
  const claims = claimsOf(first, request.body)
  checkTime(first, claims.created, now)
  const bodySha256 = checkDigest(request)
  const raw = await findKey(platform, organisationId, claims.keyId)
  const key = createPublicKey(pemOfEd25519(new Uint8Array(raw)))
  const held = found.find(({ base, signature }) => verify(null, Buffer.from(base), key, signature))
  if (!held) throw new AppError('signature_invalid')
  await takeNonce(platform, claims, now)
  return { keyId: claims.keyId, base: held.base, signature: held.signature.toString('base64'), bodySha256 }
}
