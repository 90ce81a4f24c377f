import type { ProblemDetails } from '@redbridge/contract'
import { currentLang } from '../i18n/current-lang.ts'

/** A refused or failed request. `problem` is null when nothing readable came back (network, proxy). */
export class ApiError extends Error {
  readonly status: number
  readonly problem: ProblemDetails | null
  constructor(status: number, problem: ProblemDetails | null) {
    super(problem?.title ?? `HTTP ${status}`)
    this.status = status
    this.problem = problem
  }
}

export type Query = Readonly<Record<string, string | number | readonly string[] | null | undefined>>

/** @example withQuery('/api/problems', { kind: ['cancelled', 'revoked'], page: 2 }) // '/api/problems?kind=cancelled,revoked&page=2' */
export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value === null || value === undefined ? '' : String(value)
    if (text !== '') params.set(key, text)
  }
  const search = params.toString().replaceAll('%2C', ',')
  return search ? `${path}${path.includes('?') ? '&' : '?'}${search}` : path
}

let onSignedOut: () => void = () => {}
/** What to do when the server says that the session has ended. */
export const whenSignedOut = (then: () => void): void => {
  onSignedOut = then
}

interface Request {
  query?: Query
  body?: unknown
  signal?: AbortSignal
  /** Idempotency-Key: the same request sent twice is done once */
  key?: string
}

/** Headers of every request. A cross-site form cannot set the last one; the server checks it together with Origin. */
export const requestHeaders = (method: string): Record<string, string> => ({
  accept: 'application/json',
  'accept-language': currentLang() === 'zh' ? 'zh-CN' : 'en',
  ...(method === 'GET' ? {} : { 'x-redbridge-request': '1' }),
})

/** The error for a refused request; a session that has ended sends one to the sign-in page. */
export function refusal(status: number, problem: ProblemDetails | null, path: string): ApiError {
  if (status === 401 && !path.startsWith('/api/session')) onSignedOut()
  return new ApiError(status, problem)
}

async function send<T>(method: string, path: string, { query, body, signal, key }: Request): Promise<T> {
  const headers = requestHeaders(method)
  if (key) headers['idempotency-key'] = key
  const form = body instanceof FormData
  if (body !== undefined && !form) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = form ? body : JSON.stringify(body)
  if (signal) init.signal = signal
  let response: Response
  try {
    response = await fetch(withQuery(path, query), init)
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError(0, null)
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  throw refusal(response.status, (await response.json().catch(() => null)) as ProblemDetails | null, path)
}

export const api = {
  get: <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
    send<T>('GET', path, signal ? { query, signal } : { query }),
  post: <T>(path: string, body: unknown = {}, key?: string) => send<T>('POST', path, key ? { body, key } : { body }),
  put: <T>(path: string, body: unknown) => send<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown) => send<T>('PATCH', path, { body }),
  delete: <T>(path: string) => send<T>('DELETE', path, {}),
}
