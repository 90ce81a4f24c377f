import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/** U+0000, which PostgreSQL cannot keep, and half a surrogate pair, which is no character and has no canonical JSON. */
const isUnwritable = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

/** Refuses texts that nothing could be written down with, wherever in the request they stand. */
export const refuseUnwritable = async ({ body, query, params }: FastifyRequest): Promise<void> => {
  const waiting: unknown[] = [body, query, params]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string' && isUnwritable(value))
      throw new AppError('bad_request', {
        errors: [{ pointer: '/', message: '含有空字符或者残缺字符 / holds U+0000 or half a surrogate pair' }],
      })
    if (Array.isArray(value)) for (const one of value) waiting.push(one)
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !('pipe' in value))
      for (const [name, one] of Object.entries(value)) waiting.push(name, one)
  }
}
