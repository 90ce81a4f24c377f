import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'

const TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/** Writes a generated file to a private folder and sends it as a download; the folder goes when the sending ends. */
export const sendFile = async (
  reply: FastifyReply,
  name: string,
  write: (path: string) => Promise<unknown>,
): Promise<FastifyReply> => {
  const dir = await mkdtemp(join(tmpdir(), 'redbridge-'))
  const path = join(dir, 'file')
  try {
    await write(path)
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    throw error
  }
  const stream = createReadStream(path)
  stream.on('close', () => void rm(dir, { recursive: true, force: true }))
  return reply
    .type(TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
    .header('content-length', (await stat(path)).size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(stream)
}
