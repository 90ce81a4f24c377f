import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { Vault } from '../../platform/files/vault.ts'
import { cleanName } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'

/** Bytes in the file store with the digests they had on the way in. */
export interface Intake {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly sm3: string
}

/** 512 MB: more than any recording a person uploads by hand, and still one request. */
const MAX_BYTES = 512 << 20

/** Takes bytes into the file store; SHA-256 and SM3 are computed of what passes, in one go. */
export const intake = async (
  files: Vault,
  organisationId: string,
  from: { name: string; source: Readable | Uint8Array },
): Promise<Intake> => {
  const key = `evidence/${organisationId}/${newId('byt')}`
  const sm3 = createHash('sm3')
  const passing = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of from.source instanceof Uint8Array ? [from.source] : from.source) {
      sm3.update(piece)
      yield piece
    }
  }
  const { size, sha256 } = await files.put(key, Readable.from(passing(), { objectMode: false }))
  return { key, name: cleanName(from.name), bytes: size, sha256, sm3: sm3.digest('hex') }
}

export interface EvidenceUpload {
  readonly file: Intake
  readonly fields: Readonly<Record<string, string>>
}

/** The file of a multipart request and the fields beside it, in any order. Nothing stays behind when it fails. */
export const receiveEvidence = async (
  request: FastifyRequest,
  files: Vault,
  organisationId: string,
): Promise<EvidenceUpload> => {
  if (!request.isMultipart()) throw new AppError('bad_request', { detail: 'multipart/form-data' })
  const fields: Record<string, string> = {}
  let file: Intake | undefined
  try {
    for await (const part of request.parts({ limits: { fileSize: MAX_BYTES, files: 1, fields: 10 } })) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value ?? '')
      else {
        file = await intake(files, organisationId, { name: part.filename, source: part.file })
        if (part.file.truncated) throw new AppError('too_large')
      }
    }
    if (!file) throw new AppError('bad_request', { errors: [{ pointer: '/file', message: 'file missing' }] })
    return { file, fields }
  } catch (error) {
    if (file) await files.delete(file.key).catch(() => {})
    throw error
  }
}
