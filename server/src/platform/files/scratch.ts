import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Vault } from './vault.ts'

export interface Scratch {
  /** a local copy of a stored file */
  fetch(key: string): Promise<string>
  path(name: string): string
  store(path: string, key: string): Promise<{ size: number; sha256: string }>
}

/** A private folder for one piece of work on local copies of stored files; gone afterwards, whatever happens. */
export const withScratch = async <T>(files: Vault, work: (scratch: Scratch) => Promise<T>): Promise<T> => {
  const dir = await mkdtemp(join(tmpdir(), 'redbridge-'))
  let copies = 0
  try {
    return await work({
      async fetch(key) {
        const path = join(dir, `copy-${copies++}`)
        await pipeline(await files.get(key), createWriteStream(path, { mode: 0o600 }))
        return path
      },
      path: (name) => join(dir, name),
      store: (path, key) => files.put(key, createReadStream(path)),
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
