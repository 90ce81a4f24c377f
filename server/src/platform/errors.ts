import { ERRORS, type ErrorCode, type ProblemDetails } from '@redbridge/contract'

export interface FieldFault {
  pointer: string
  message: string
}

/** The one error of the server: a code of the registry, and what the caller needs to put it right. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly extra: Record<string, unknown>
  readonly detail: string | undefined
  constructor(
    code: ErrorCode,
    options: { detail?: string; errors?: FieldFault[]; extra?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(`${code}${options.detail ? `: ${options.detail}` : ''}`, { cause: options.cause })
    this.code = code
    this.detail = options.detail
    this.extra = { ...options.extra, ...(options.errors ? { errors: options.errors } : {}) }
  }
}

export type Language = 'zh' | 'en'
export const languageOf = (header: string | undefined): Language =>
  header?.trim().toLowerCase().startsWith('en') ? 'en' : 'zh'

/** RFC 9457 problem details of an error, in the caller's language. Anything unknown is `internal` and tells nothing. */
export const problemOf = (error: unknown, language: Language): ProblemDetails => {
  const app = error instanceof AppError ? error : new AppError('internal')
  const entry = ERRORS[app.code]
  return {
    type: `urn:redbridge:error:${app.code}`,
    title: entry[language],
    status: entry.status,
    code: app.code,
    ...(app.detail ? { detail: app.detail } : {}),
    ...app.extra,
  }
}
