import type { ProblemDetails } from '@redbridge/contract'
import { ApiError, refusal, requestHeaders } from './api.ts'

export interface UploadOptions {
  /** bytes that have left this machine */
  onProgress?: (sent: number, total: number) => void
  signal?: AbortSignal
  /** Idempotency-Key: the same file sent twice is taken once */
  key?: string
  /** words that go beside the file */
  fields?: Readonly<Record<string, string>>
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Sends one file. By XMLHttpRequest, because fetch does not tell how much has been sent. */
export function uploadFile<T>(
  path: string,
  file: File,
  { onProgress, signal, key, fields }: UploadOptions = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [name, value] of Object.entries(requestHeaders('POST'))) request.setRequestHeader(name, value)
    if (key) request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total || file.size)
    request.onload = () => {
      const answer = readJson(request.responseText)
      if (request.status < 300) resolve(answer as T)
      else reject(refusal(request.status, answer as ProblemDetails | null, path))
    }
    request.onerror = () => reject(new ApiError(0, null))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields ?? {})) if (value !== '') form.append(name, value)
    form.append('file', file)
    request.send(form)
  })
}
