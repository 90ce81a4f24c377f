import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/** The key under which a request is done once; eight to two hundred characters, or none. */
export const keyOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || key.length < 8 || key.length > 200)
    throw new AppError('bad_request', { errors: [{ pointer: '/idempotency-key', message: '8–200 characters' }] })
  return key
}
