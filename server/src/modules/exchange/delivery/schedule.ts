import { CONNECTIONS } from '../../../platform/net/outgoing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** After the first, second … failure; then the last again and again. */
const DELAYS = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR] as const
const GIVE_UP_AFTER = 7 * 24 * HOUR
/** Where we were down ourselves for days, the receiver still gets its tries. */
const TRIES_AT_LEAST = 10
const WAIT_AT_MOST = 24 * HOUR

/** Longer than a post may take and its result be written; then another worker may take it. */
export const LEASE_MS = MINUTE
/** Held for one endpoint at most: twice as many as connections, so that those never stand idle. */
export const PER_ENDPOINT = 2 * CONNECTIONS
/** Failures in a row from which an endpoint is tried one message at a time. */
export const FAILING = 5
export const OLD_SECRET_MS = 24 * HOUR

export interface Failed {
  readonly at: Date
  /** first attempt of all */
  readonly firstAt: Date
  /** this one included */
  readonly attempts: number
  readonly retryAfter: string | null
}

/**
 * When a failed delivery is tried again; null: it is given up. About seven days: 5 s, 30 s, 2 min, 10 min, 1 h, 3 h, then
 * every 6 h, each up to a fifth more or less, so that what failed together does not come back together. A receiver that
 * names a later time (Retry-After, RFC 9110 §10.2.3) is given it, up to a day.
 */
export const nextTry = ({ at, firstAt, attempts, retryAfter }: Failed, random = Math.random()): Date | null => {
  if (at.getTime() - firstAt.getTime() >= GIVE_UP_AFTER && attempts >= TRIES_AT_LEAST) return null
  const delay = (DELAYS[Math.min(attempts, DELAYS.length) - 1] as number) * (0.8 + 0.4 * random)
  return new Date(at.getTime() + Math.max(delay, Math.min(askedFor(retryAfter, at), WAIT_AT_MOST)))
}

const askedFor = (header: string | null, at: Date): number => {
  if (!header) return 0
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  const until = Date.parse(header)
  return Number.isNaN(until) ? 0 : until - at.getTime()
}
