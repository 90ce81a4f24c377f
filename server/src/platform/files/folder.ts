import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkKey, FileNotFound, type FileSource, type Files, type StoredFile } from './index.ts'

/** Files in a folder. A file appears under its key only when all of it is on the disk. */
export function openFolder(root: string): Files {
  const drafts = join(root, '.drafts')
  const ready = prepare(root, drafts)
  const at = (key: string) => join(root, checkKey(key))

  return {
    async put(key, source) {
      await ready
      const target = at(key)
      const draft = join(drafts, randomUUID())
      try {
        const stored = await writeDurably(draft, source)
        await mkdir(dirname(target), { recursive: true })
        await rename(draft, target)
        await syncFolder(dirname(target))
        return stored
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    async get(key, range) {
      const stream = createReadStream(at(key), { highWaterMark: 1 << 18, ...range })
      // Opened here, so that a missing file is the caller's error and not an event on a stream.
      await once(stream, 'open').catch((error) => Promise.reject(asNotFound(error, key)))
      return stream
    },
    async path(key) {
      await stat(at(key)).catch((error) => Promise.reject(asNotFound(error, key)))
      return at(key)
    },
    async exists(key) {
      return stat(at(key)).then(
        (found) => found.isFile(),
        () => false,
      )
    },
    async size(key) {
      return (await stat(at(key)).catch((error) => Promise.reject(asNotFound(error, key)))).size
    },
    async delete(key) {
      await rm(at(key), { force: true })
    },
  }
}

/** Writes, hashes and flushes to the disk; used for drafts of any kind. */
export async function writeDurably(path: string, source: FileSource): Promise<StoredFile> {
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
      hash.update(bytes)
      size += bytes.length
      for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** Drafts older than a day belong to a process that was killed; younger ones may be another process's work. */
async function prepare(root: string, drafts: string): Promise<void> {
  await mkdir(drafts, { recursive: true })
  for (const name of await readdir(drafts)) {
    const age = Date.now() - (await stat(join(drafts, name)).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs
    if (age > 24 * 3600_000) await rm(join(drafts, name), { force: true })
  }
  await syncFolder(root)
}

/** The rename itself must survive a power cut, and that is the folder's business. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

function asNotFound(error: unknown, key: string): Error {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new FileNotFound(key) : (error as Error)
}
