import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../platform/actor.ts'
import type { Platform } from '../../platform/platform.ts'
import { findToken, touchClient } from './clients.store.ts'
import { accountsConfig } from './config.ts'
import { readSessionCookie } from './cookie.ts'
import { findSession, IDLE_MS, touchSession } from './sessions.store.ts'
import { sha256 } from './tokens.ts'

/** Who a request comes from. API clients have no session. */
export interface Identity {
  readonly actor: Actor
  readonly session: { readonly id: string; readonly startedAt: Date } | null
  readonly endsAt: Date
}

/** What one process may still believe after another has revoked it. */
const CACHE_MS = 2_000
const CACHE_SIZE = 20_000
/** how often "last seen" is written */
const TOUCH_MS = 60_000

interface Entry {
  readonly at: number
  readonly found: Promise<Identity | null>
}
const caches = new WeakMap<Platform, Map<string, Entry>>()
const cacheOf = (platform: Platform): Map<string, Entry> => {
  let cache = caches.get(platform)
  if (!cache) {
    cache = new Map()
    caches.set(platform, cache)
  }
  return cache
}
/** After a change of sessions, users or clients made by this process, nothing remembered holds. */
export const forgetIdentities = (platform: Platform): void => cacheOf(platform).clear()

const bySession = async (platform: Platform, digest: string): Promise<Identity | null> => {
  const now = platform.clock.now()
  const row = await findSession(platform.workerDb, digest, now)
  if (row?.stage !== 'signed_in') return null
  if (now.getTime() - row.last_seen_at.getTime() > TOUCH_MS) await touchSession(platform.workerDb, row.id, now)
  return {
    actor: {
      userId: row.user_id,
      name: row.name,
      roles: row.roles,
      organisation: {
        id: row.organisation_id,
        kind: row.kind,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        division: row.division,
      },
    },
    session: { id: row.id, startedAt: row.created_at },
    endsAt: new Date(Math.min(row.expires_at.getTime(), now.getTime() + IDLE_MS)),
  }
}

const byToken = async (platform: Platform, digest: string): Promise<Identity | null> => {
  const now = platform.clock.now()
  const row = await findToken(platform.workerDb, digest, now)
  if (!row) return null
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > TOUCH_MS)
    await touchClient(platform.workerDb, row.id, now)
  return {
    actor: {
      userId: row.id,
      name: row.name,
      roles: ['platform_api'],
      organisation: {
        id: row.organisation_id,
        kind: row.kind,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        division: row.division,
      },
    },
    session: null,
    endsAt: row.expires_at,
  }
}

const remembered = (
  platform: Platform,
  key: string,
  find: () => Promise<Identity | null>,
): Promise<Identity | null> => {
  const cache = cacheOf(platform)
  const known = cache.get(key)
  if (known && Date.now() - known.at < CACHE_MS) return known.found
  if (cache.size >= CACHE_SIZE) cache.clear()
  const found = find()
  const entry = { at: Date.now(), found }
  cache.set(key, entry)
  const drop = () => {
    if (cache.get(key) === entry) cache.delete(key)
  }
  // Made-up tokens must not fill the memory, and a failed look-up is tried again.
  found.then((identity) => identity ?? drop(), drop)
  return found
}

/** The session or token a request carries. With an Authorization header the cookie does not count. */
export const identify = async (platform: Platform, request: FastifyRequest): Promise<Identity | null> => {
  const header = request.headers.authorization
  let identity: Identity | null = null
  if (header !== undefined) {
    const token = /^Bearer ([\w.~+/-]{20,200}=*)$/i.exec(header)?.[1]
    if (!token) return null
    const digest = sha256(token)
    identity = await remembered(platform, `token:${digest}`, () => byToken(platform, digest))
  } else {
    const cookie = readSessionCookie(request, platform.publicUrl)
    if (!cookie || cookie.length > 200) return null
    const digest = sha256(cookie)
    identity = await remembered(platform, `session:${digest}`, () => bySession(platform, digest))
  }
  return identity && identity.endsAt > platform.clock.now() ? identity : null
}

/** The `authenticate` of the HTTP application: cookie or bearer token → actor. A wrong single sign-on setting stops it. */
export const authenticate = (platform: Platform): ((request: FastifyRequest) => Promise<Actor | null>) => {
  accountsConfig(platform)
  return async (request) => (await identify(platform, request))?.actor ?? null
}
