import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Defence against cross-site request forgery for cookie sessions: a changing request must come from our own pages.
 * Browsers say so in Sec-Fetch-Site and Origin, and cannot send our own header across sites without a preflight.
 * Requests with a bearer token carry no ambient authority and need none of it.
 */
export const refuseForeignOrigin = (request: FastifyRequest, publicUrl: string): void => {
  if (SAFE.has(request.method) || request.headers.authorization) return
  if (!request.headers.cookie) return
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin') throw new AppError('csrf_refused')
  const origin = request.headers.origin
  if (origin && origin !== new URL(publicUrl).origin && new URL(origin).host !== request.headers.host)
    throw new AppError('csrf_refused')
  if (request.headers['x-redbridge-request'] !== '1') throw new AppError('csrf_refused')
}
