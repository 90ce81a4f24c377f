import type { TokenAnswer, TokenRequest } from '@redbridge/contract'
import type { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'
import { forgetIdentities } from './authenticate.ts'
import { newToken, sameText, sha256 } from './tokens.ts'

const TOKEN_SECONDS = 3600

/** Errors of this endpoint have the form of RFC 6749 section 5.2, which OAuth libraries expect. */
export interface OAuthFault {
  readonly status: 400 | 401
  readonly error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type'
}
type Credentials = { clientId: string; secret: string }

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

/** Client id and secret from the Basic header or the body, never both (RFC 6749 section 2.3). */
const credentialsOf = (header: string | undefined, body: z.infer<typeof TokenRequest>): Credentials | OAuthFault => {
  if (header !== undefined) {
    const basic = /^Basic ([\w+/=-]+)$/i.exec(header)?.[1]
    if (!basic) return { status: 401, error: 'invalid_client' }
    if (body.client_secret !== undefined) return { status: 400, error: 'invalid_request' }
    const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? []
    try {
      return { clientId: decode(id ?? ''), secret: decode(secret ?? '') }
    } catch {
      return { status: 401, error: 'invalid_client' }
    }
  }
  return { clientId: body.client_id ?? '', secret: body.client_secret ?? '' }
}

const findClient = async (platform: Platform, header: string | undefined, body: z.infer<typeof TokenRequest>) => {
  const credentials = credentialsOf(header, body)
  if ('error' in credentials) return credentials
  const client = await platform.workerDb
    .selectFrom('api_client')
    .select(['id', 'secret_sha256'])
    .where('client_id', '=', credentials.clientId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!client || !sameText(client.secret_sha256, sha256(credentials.secret)))
    return { status: 401, error: 'invalid_client' } as const
  return client
}

/** Client credentials grant: an opaque token for an hour, stored as its SHA-256. */
export const issueToken = async (
  platform: Platform,
  header: string | undefined,
  body: z.infer<typeof TokenRequest>,
): Promise<z.infer<typeof TokenAnswer> | OAuthFault> => {
  if (!body.grant_type) return { status: 400, error: 'invalid_request' }
  if (body.grant_type !== 'client_credentials') return { status: 400, error: 'unsupported_grant_type' }
  const client = await findClient(platform, header, body)
  if ('error' in client) return client
  const token = newToken('rbt_')
  const now = platform.clock.now()
  await platform.workerDb
    .insertInto('api_token')
    .values({
      token_sha256: sha256(token),
      client_id: client.id,
      issued_at: now,
      expires_at: new Date(now.getTime() + TOKEN_SECONDS * 1000),
    })
    .execute()
  return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS }
}

/** RFC 7009: an unknown token is as good as revoked. */
export const revokeToken = async (
  platform: Platform,
  header: string | undefined,
  body: z.infer<typeof TokenRequest> & { token: string },
): Promise<OAuthFault | null> => {
  const client = await findClient(platform, header, body)
  if ('error' in client) return client
  await platform.workerDb
    .deleteFrom('api_token')
    .where('token_sha256', '=', sha256(body.token))
    .where('client_id', '=', client.id)
    .execute()
  forgetIdentities(platform)
  return null
}
