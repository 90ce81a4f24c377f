import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AppError, type FieldFault, languageOf, problemOf } from '../errors.ts'
import type { Log } from '../platform.ts'

/** Turns what a framework or library threw into an error of ours, or into `internal` when it is nobody's business. */
const asAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors: FieldFault[] = error.validation.map((fault) => ({
      pointer: fault.instancePath || '/',
      message: fault.message ?? '',
    }))
    return new AppError('bad_request', { errors })
  }
  const { statusCode, code } = (error ?? {}) as { statusCode?: number; code?: string }
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return new AppError('too_large')
  if (statusCode === 429) return new AppError('too_many_requests')
  if (statusCode === 404) return new AppError('not_found')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new AppError('bad_request')
  // A write that row-level security refuses is aimed at what the caller cannot see.
  if (code === '42501' && /row-level security/.test(String((error as Error).message)))
    return new AppError('not_found', { cause: error })
  if (code === '57P01' || code === 'ECONNREFUSED' || code === '57P03' || code === 'ECONNRESET')
    return new AppError('unavailable', { cause: error })
  return new AppError('internal', { cause: error })
}

export const sendProblem = (log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const app = asAppError(error)
  const problem = problemOf(app, languageOf(request.headers['accept-language']))
  if (problem.status >= 500)
    log.error('request failed', {
      method: request.method,
      url: request.url.split('?')[0],
      error: String((error as Error)?.stack ?? error),
    })
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem)
}
