import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Vault } from '../files/vault.ts'

export interface Upload {
  readonly name: string
  readonly key: string
  readonly bytes: number
  readonly sha256: string
}

/** Takes the one file of a multipart request into the file store. Nothing stays behind when the sender breaks off or goes over the limit. */
export const receiveUpload = async (
  request: FastifyRequest,
  files: Vault,
  key: string,
  maxBytes?: number,
): Promise<Upload> => {
  if (!request.isMultipart()) throw new AppError('bad_request', { detail: 'multipart/form-data' })
  const part = await request.file(maxBytes === undefined ? undefined : { limits: { fileSize: maxBytes } })
  if (!part) throw new AppError('bad_request', { errors: [{ pointer: '/file', message: 'file missing' }] })
  try {
    const { size, sha256 } = await files.put(key, part.file)
    if (part.file.truncated) throw new AppError('too_large')
    return { name: cleanName(part.filename), key, bytes: size, sha256 }
  } catch (error) {
    await files.delete(key).catch(() => {})
    throw error
  }
}

/** A file name for display: no path, no control characters, at most 200 characters. */
export const cleanName = (name: string | undefined): string =>
  [...(name ?? '').replace(/^.*[\\/]/, '').replace(/[\p{Cc}\p{Cf}]/gu, '')].slice(0, 200).join('') || 'file'
