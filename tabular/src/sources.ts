import { createReadStream, type ReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { TabularError } from './errors.ts'
import type { TableLimits } from './limits.ts'

const READ_SIZE = 1024 * 1024

/** Size of the file, after refusing what is no readable, non-empty file within the limits. */
export const checkFile = async (path: string, limits: TableLimits): Promise<number> => {
  const info = await stat(path).catch((cause: unknown) => {
    throw new TabularError('file_unreadable', {}, { cause })
  })
  if (!info.isFile()) throw new TabularError('file_unreadable')
  if (info.size === 0) throw new TabularError('file_empty')
  if (info.size > limits.compressedBytes) throw new TabularError('file_too_large', { detail: `${info.size} B` })
  return info.size
}

/** Up to `size` bytes at `at`. */
export const readAt = async (path: string, at: number, size: number): Promise<Buffer> => {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(size)
    const { bytesRead } = await file.read(buffer, 0, size, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** How far a file has been read. */
export interface Meter {
  total: number
  done: () => number
}

export const createMeter = (total: number): Meter => ({ total, done: () => 0 })

export const fileBytes = (path: string, meter?: Meter): ReadStream => {
  const stream = createReadStream(path, { highWaterMark: READ_SIZE })
  if (meter) meter.done = () => stream.bytesRead
  return stream
}

/** The inflated bytes of a gzip file, refused as soon as they exceed what such a file may hold. */
export async function* gunzipBytes(path: string, limits: TableLimits, meter?: Meter): AsyncGenerator<Uint8Array> {
  const input = fileBytes(path, meter)
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  input.on('error', (error) => gunzip.destroy(error))
  input.pipe(gunzip)
  let inflated = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      inflated += chunk.length
      checkInflation(inflated, input.bytesRead, limits)
      yield chunk
    }
  } catch (error) {
    if (error instanceof TabularError) throw error
    throw new TabularError('gzip_damaged', { byte: inflated }, { cause: error })
  } finally {
    input.destroy()
    gunzip.destroy()
  }
}

export const checkInflation = (inflated: number, compressed: number, limits: TableLimits): void => {
  if (inflated > limits.uncompressedBytes)
    throw new TabularError('inflated_too_large', { detail: `> ${limits.uncompressedBytes} B` })
  if (inflated > limits.ratioFloorBytes && inflated > compressed * limits.ratio) {
    throw new TabularError('compression_ratio', { detail: `> ${limits.ratio} : 1` })
  }
}

/** The first bytes of a source, whether it ended within them, and nothing left open. */
export const takeSample = async (
  source: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ bytes: Buffer; whole: boolean }> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    parts.push(chunk)
    length += chunk.length
    if (length >= size) break
  }
  const bytes = Buffer.concat(parts)
  return { bytes: bytes.subarray(0, size), whole: length < size }
}
