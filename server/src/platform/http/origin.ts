import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Origins of our own pages: the public address, and whatever host this request reached us by (127.0.0.1, a tunnel). */
const isOwnOrigin = (origin: string, request: FastifyRequest, publicUrl: string): boolean => {
  const own = new URL(publicUrl)
  if (origin === own.origin) return true
  // 'null' (sandboxed frames, redirects across sites) and anything unreadable is foreign.
  if (!URL.canParse(origin)) return false
  const { host, protocol } = new URL(origin)
  // Where the site is on https, a page of the same name on http may be somebody else's on the way.
  return host === request.headers.host?.toLowerCase() && (own.protocol !== 'https:' || protocol === 'https:')
}

/**
 * Defence against cross-site request forgery: a changing request must come from our own pages. Browsers say where it
 * comes from in Sec-Fetch-Site and Origin, also when they send no cookie yet (signing a victim in as somebody else),
 * and cannot add our own header across sites without a preflight that we never answer.
 *
 * Only a bearer token is free of this, because no browser adds it by itself, and with it the cookie is not looked at
 * (see authenticate). Basic credentials are not: a link can carry them.
 */
export const refuseForeignOrigin = (request: FastifyRequest, publicUrl: string): void => {
  if (SAFE.has(request.method) || /^bearer /i.test(request.headers.authorization ?? '')) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw new AppError('csrf_refused')
  const { origin } = request.headers
  if (origin !== undefined && !isOwnOrigin(origin, request, publicUrl)) throw new AppError('csrf_refused')
  if (request.headers.cookie !== undefined && request.headers['x-redbridge-request'] !== '1')
    throw new AppError('csrf_refused')
}
