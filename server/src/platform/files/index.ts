import type { Readable } from 'node:stream'
import { openFolder } from './folder.ts'
import { openS3, type S3Config } from './s3.ts'

export type StoredFile = { sha256: string; size: number }
export type FileSource = Readable | Uint8Array

/**
 * Where evidence, reports and letters are kept. Keys are `/`-separated names; a key is written once
 * or replaced as a whole, never half.
 */
export interface Files {
  put(key: string, source: FileSource): Promise<StoredFile>
  /** @throws FileNotFound */
  get(key: string, range?: ByteRange): Promise<Readable>
  /** A local path to read from; with S3 the file is fetched into the cache first. Never write to it. */
  path(key: string): Promise<string>
  exists(key: string): Promise<boolean>
  size(key: string): Promise<number>
  /** Quiet when there is nothing. */
  delete(key: string): Promise<void>
}

/** First and last byte, both inclusive. */
export type ByteRange = { start: number; end?: number }

export class FileNotFound extends Error {
  constructor(key: string) {
    super(`No file ${key}`)
  }
}

export type FilesOptions = { dir: string } | { s3: S3Config; cacheDir: string; cacheBytes?: number }

export function openFiles(options: FilesOptions): Files {
  return 'dir' in options ? openFolder(options.dir) : openS3(options)
}

/** Keys come from our own code, but a slip must not become a path outside the folder. */
export function checkKey(key: string): string {
  const parts = key.split('/')
  const plain = parts.every((part) => /^[\p{L}\p{N}_.=+@-]{1,200}$/u.test(part) && !part.startsWith('.'))
  if (!plain || key.length > 900) throw new Error(`Not a file key: ${JSON.stringify(key)}`)
  return key
}
