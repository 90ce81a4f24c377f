import type { ErrorCode, ProblemDetails } from '@redbridge/contract'

/** Codes of the server, and two of the client's own: no answer at all, and a message that does not verify. */
export type ClientErrorCode = ErrorCode | 'no_answer' | 'not_genuine' | (string & {})

/**
 * What went wrong. Decide by `code`: codes are never renamed. `errors` point into what was sent.
 * @example try { … } catch (e) { if (e instanceof RedbridgeError && e.code === 'conflict') await again() }
 */
export class RedbridgeError extends Error {
  readonly code: ClientErrorCode
  /** HTTP status; 0 where there was no answer */
  readonly status: number
  readonly errors: readonly { readonly pointer: string; readonly message: string }[]
  /** the whole problem details (RFC 9457) */
  readonly problem: ProblemDetails | null

  constructor(message: string, given: { code: string; status: number; problem?: ProblemDetails; cause?: unknown }) {
    super(message, given.cause === undefined ? {} : { cause: given.cause })
    this.name = 'RedbridgeError'
    this.code = given.code
    this.status = given.status
    this.problem = given.problem ?? null
    this.errors = given.problem?.errors ?? []
  }
}

/** The error that an answer tells of: problem details, or whatever a proxy on the way said. */
export const errorOfAnswer = (status: number, body: string, call: string): RedbridgeError => {
  const problem = parseProblem(body)
  if (!problem) return new RedbridgeError(`${call}: ${status}`, { code: `http_${status}`, status })
  const points = (problem.errors ?? []).map((one) => `${one.pointer} ${one.message}`).join('; ')
  const message = [`${call}: ${status} ${problem.code}`, problem.title, problem.detail, points].filter(Boolean)
  return new RedbridgeError(message.join(' · '), { code: problem.code, status, problem })
}

const parseProblem = (body: string): ProblemDetails | null => {
  try {
    const parsed = JSON.parse(body) as ProblemDetails | { error?: string; error_description?: string }
    if ('code' in parsed && typeof parsed.code === 'string') return parsed as ProblemDetails
    // The token endpoint answers in the form of RFC 6749.
    const error = (parsed as { error?: string }).error
    return error ? { type: 'about:blank', title: error, status: 0, code: error } : null
  } catch {
    return null
  }
}
