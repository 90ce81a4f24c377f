import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type ListedPart, type ZipEntry, zipDirectory, zipHeader } from '@redbridge/ledger'

/** A zip file written part by part, whatever their size: the same bytes as `writeZip` of all parts would give. */
export interface ZipFile extends AsyncDisposable {
  add(name: string, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<ListedPart>
  finish(): Promise<void>
}

export const createZipFile = async (path: string): Promise<ZipFile> => {
  const file = await open(path, 'wx', 0o600)
  const entries: ZipEntry[] = []
  let at = 0
  const write = async (bytes: Uint8Array, position: number): Promise<void> => {
    for (let done = 0; done < bytes.length; )
      done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
  return {
    async add(name, source) {
      // Size and check sum stand before the bytes but are known after them: the header is laid twice.
      const start = at
      at += zipHeader({ name, size: 0, crc: 0 }).length
      const [sha256, sm3] = [createHash('sha256'), createHash('sm3')]
      let [crc, size] = [0, 0]
      for await (const piece of source instanceof Uint8Array ? [source] : source) {
        sha256.update(piece)
        sm3.update(piece)
        crc = crc32(piece, crc)
        await write(piece, at)
        at += piece.length
        size += piece.length
      }
      const entry = { name, size, crc }
      await write(zipHeader(entry), start)
      entries.push(entry)
      return { name, bytes: size, sha256: sha256.digest('hex'), sm3: sm3.digest('hex') }
    },
    async finish() {
      await write(zipDirectory(entries), at)
    },
    [Symbol.asyncDispose]: () => file.close(),
  }
}
