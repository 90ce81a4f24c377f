import type { FastifyRequest } from 'fastify'
import type { Db, Tx } from '../../platform/db/pool.ts'
import type { UserSessionTable } from '../../platform/db/schema-accounts.ts'
import { newId } from '../../platform/ids.ts'
import { newToken, sha256 } from './tokens.ts'

export const IDLE_MS = 8 * 3600_000
export const LONGEST_MS = 12 * 3600_000
/** how long the second step of a sign-in may take */
const STEP_MS = 10 * 60_000

export type Stage = UserSessionTable['stage']
export interface Caller {
  readonly ip: string
  readonly userAgent: string
}
export const callerOf = (request: FastifyRequest): Caller => ({
  ip: request.ip,
  userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
})

export interface NewSession {
  userId: string
  stage: Stage
  method: string
  caller: Caller
  now: Date
}

/** Starts a session and returns its token, which is kept nowhere else. */
export const insertSession = async (tx: Tx | Db, session: NewSession): Promise<{ token: string; expires: Date }> => {
  const token = newToken()
  const expires = new Date(session.now.getTime() + (session.stage === 'signed_in' ? LONGEST_MS : STEP_MS))
  await tx
    .insertInto('user_session')
    .values({
      id: newId('ses', session.now.getTime()),
      token_sha256: sha256(token),
      user_id: session.userId,
      stage: session.stage,
      method: session.method,
      ip: session.caller.ip,
      user_agent: session.caller.userAgent,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: expires,
    })
    .execute()
  return { token, expires }
}

/** The living session of a token with its user and organisation. */
export const findSession = (db: Db | Tx, tokenSha256: string, now: Date) =>
  db
    .selectFrom('user_session as s')
    .innerJoin('user_account as u', 'u.id', 's.user_id')
    .innerJoin('organisation as o', 'o.id', 'u.organisation_id')
    .select(['s.id', 's.stage', 's.method', 's.created_at', 's.last_seen_at', 's.expires_at'])
    .select(['u.id as user_id', 'u.login', 'u.name', 'u.roles'])
    .select(['o.id as organisation_id', 'o.kind', 'o.name_zh', 'o.name_en', 'o.division'])
    .where('s.token_sha256', '=', tokenSha256)
    .where('u.state', '=', 'active')
    .where('s.expires_at', '>', now)
    .where('s.last_seen_at', '>', new Date(now.getTime() - IDLE_MS))
    .executeTakeFirst()
export type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>

export const touchSession = (db: Db, id: string, now: Date) =>
  db.updateTable('user_session').set({ last_seen_at: now }).where('id', '=', id).execute()

/** Ends sessions of a user: one, or all but one. Returns how many. */
export const deleteSessions = async (
  tx: Tx | Db,
  userId: string,
  which: { id?: string; except?: string } = {},
): Promise<number> => {
  let query = tx.deleteFrom('user_session').where('user_id', '=', userId)
  if (which.id) query = query.where('id', '=', which.id)
  if (which.except) query = query.where('id', '!=', which.except)
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

export const listSessions = (db: Db, userId: string, now: Date) =>
  db
    .selectFrom('user_session')
    .selectAll()
    .where('user_id', '=', userId)
    .where('stage', '=', 'signed_in')
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - IDLE_MS))
    .orderBy('last_seen_at', 'desc')
    .execute()
