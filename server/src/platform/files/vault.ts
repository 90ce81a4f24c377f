import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FileSource, Files, StoredFile } from './index.ts'

/**
 * Files as the server uses them: encrypted at rest, because reports and registers carry personal data. Keys, sizes and
 * hashes are those of the open content.
 */
export interface Vault extends Pick<Files, 'exists' | 'delete'> {
  put(key: string, source: FileSource): Promise<StoredFile>
  /** @throws FileNotFound; the stream fails when the content was changed or cut short */
  get(key: string): Promise<Readable>
}

// The construction of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): AES-256-GCM segment by segment, each with its
// number and whether it is the last in the nonce, so that segments can be neither swapped, dropped nor appended.
const MAGIC = Buffer.from('RBV1')
const SALT = 16
const SEGMENT = 1 << 18
const TAG = 16

export const openVault = (files: Files, master: Buffer): Vault => ({
  exists: files.exists,
  delete: files.delete,
  async put(key, source) {
    const hash = createHash('sha256')
    let size = 0
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of source instanceof Uint8Array ? [source] : source) {
        const bytes = typeof piece === 'string' ? Buffer.from(piece) : (piece as Uint8Array)
        hash.update(bytes)
        size += bytes.length
        yield bytes
      }
    }
    await files.put(key, Readable.from(sealed(counted(), master), { objectMode: false }))
    return { sha256: hash.digest('hex'), size }
  },
  get: async (key) => Readable.from(opened(await files.get(key), master), { objectMode: false }),
})

const keyOf = (master: Buffer, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', master, salt, 'redbridge file', 32))
const nonceOf = (segment: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(segment, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

async function* sealed(source: AsyncIterable<Uint8Array>, master: Buffer): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const key = keyOf(master, salt)
  const seal = (segment: number, bytes: Uint8Array, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(segment, last))
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
  yield Buffer.concat([MAGIC, salt])
  let segment = 0
  for await (const { bytes, last } of cut(source, SEGMENT)) yield seal(segment++, bytes, last)
}

async function* opened(source: AsyncIterable<Uint8Array>, master: Buffer): AsyncGenerator<Buffer> {
  let key: Buffer | undefined
  let segment = 0
  const open = (bytes: Uint8Array, last: boolean): Buffer => {
    if (!key || bytes.length < TAG) throw new Error('stored file cut short')
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(segment++, last))
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG))
    return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG)), decipher.final()])
  }
  const body = async function* (): AsyncGenerator<Uint8Array> {
    let head = Buffer.alloc(0)
    for await (const piece of source) {
      if (key) {
        yield piece
        continue
      }
      head = Buffer.concat([head, piece])
      if (head.length < MAGIC.length + SALT) continue
      if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not a file of this store')
      key = keyOf(master, head.subarray(MAGIC.length, MAGIC.length + SALT))
      yield head.subarray(MAGIC.length + SALT)
    }
  }
  for await (const { bytes, last } of cut(body(), SEGMENT + TAG)) yield open(bytes, last)
}

/** Pieces of any size as segments of `size`; the last one, perhaps empty, says so. */
async function* cut(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let segment = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const piece of source) {
    for (let from = 0; from < piece.length; ) {
      // A full segment leaves only when more follows: the last must be known as such.
      if (filled === size) {
        yield { bytes: segment, last: false }
        segment = Buffer.allocUnsafe(size)
        filled = 0
      }
      const take = Math.min(size - filled, piece.length - from)
      segment.set(piece.subarray(from, from + take), filled)
      filled += take
      from += take
    }
  }
  yield { bytes: segment.subarray(0, filled), last: true }
}
