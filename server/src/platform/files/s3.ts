import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { writeDurably } from './folder.ts'
import { checkKey, FileNotFound, type FileSource, type Files, type StoredFile } from './index.ts'

export type S3Config = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Put before every key, so that several installations share a bucket. */
  prefix?: string
}

type Store = { client: S3Client; bucket: string; prefix: string }

/** Files in an S3-compatible store. An object appears when its upload is complete, so never half. */
export function openS3({
  s3,
  cacheDir,
  cacheBytes = 10 * 2 ** 30,
}: {
  s3: S3Config
  cacheDir: string
  cacheBytes?: number
}): Files {
  const store: Store = {
    client: new S3Client({
      endpoint: s3.endpoint,
      region: s3.region,
      credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
      // Buckets as path: self-hosted stores seldom have a domain for each bucket.
      forcePathStyle: true,
      // The newer checksum headers are refused by several compatible stores.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
    bucket: s3.bucket,
    prefix: s3.prefix ?? '',
  }
  return {
    put: (key, source) => upload(store, key, source),
    async get(key, range) {
      const Range = range ? `bytes=${range.start}-${range.end ?? ''}` : undefined
      const found = await call(
        key,
        store.client.send(new GetObjectCommand({ ...where(store, key), ...(Range ? { Range } : {}) })),
      )
      return found.Body as Readable
    },
    path: (key) => cached(store, key, { cacheDir, cacheBytes }),
    async exists(key) {
      return call(key, store.client.send(new HeadObjectCommand(where(store, key)))).then(
        () => true,
        (error) => (error instanceof FileNotFound ? false : Promise.reject(error)),
      )
    },
    async size(key) {
      return (await call(key, store.client.send(new HeadObjectCommand(where(store, key))))).ContentLength ?? 0
    },
    async delete(key) {
      await store.client.send(new DeleteObjectCommand(where(store, key)))
    },
  }
}

const where = (store: Store, key: string) => ({ Bucket: store.bucket, Key: store.prefix + checkKey(key) })

async function upload(store: Store, key: string, source: FileSource): Promise<StoredFile> {
  const hash = createHash('sha256')
  let size = 0
  const body = new PassThrough({ highWaterMark: 1 << 20 })
  const counted = async function* (chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>) {
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      hash.update(bytes)
      size += bytes.length
      yield bytes
    }
  }
  const sending = new Upload({
    client: store.client,
    params: { ...where(store, key), Body: body },
    queueSize: 3,
    partSize: 8 << 20,
  })
  const pumped = pipeline(counted(source instanceof Uint8Array ? [source] : source), body)
  try {
    const abandon = async (error: unknown): Promise<never> => {
      await sending.abort()
      throw error
    }
    await Promise.all([sending.done(), pumped.catch(abandon)])
  } catch (error) {
    // A source that breaks must not leave the shorter object behind as if it were whole.
    await sending.abort().catch(() => {})
    throw error
  }
  return { sha256: hash.digest('hex'), size }
}

/** Fetched once per version (its ETag), the least recently used go when the cache is full. */
async function cached(store: Store, key: string, cache: { cacheDir: string; cacheBytes: number }): Promise<string> {
  const head = await call(key, store.client.send(new HeadObjectCommand(where(store, key))))
  const name = createHash('sha256').update(`${store.bucket}/${store.prefix}${key}\n${head.ETag}`).digest('hex')
  const path = join(cache.cacheDir, name)
  const now = new Date()
  if (
    await utimes(path, now, now).then(
      () => true,
      () => false,
    )
  )
    return path
  await mkdir(cache.cacheDir, { recursive: true })
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    const found = await call(key, store.client.send(new GetObjectCommand(where(store, key))))
    const { size } = await writeDurably(draft, found.Body as Readable)
    if (size !== found.ContentLength) throw new Error(`${key} broke off after ${size} of ${found.ContentLength} bytes`)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await evict(cache.cacheDir, cache.cacheBytes, name)
  return path
}

async function evict(dir: string, limit: number, keep: string): Promise<void> {
  const files: { path: string; size: number; used: number }[] = []
  for (const name of await readdir(dir)) {
    if (name === keep) continue
    const found = await stat(join(dir, name)).catch(() => undefined)
    if (found) files.push({ path: join(dir, name), size: found.size, used: found.mtimeMs })
  }
  let total = files.reduce((sum, file) => sum + file.size, 0)
  for (const file of files.sort((a, b) => a.used - b.used)) {
    if (total <= limit) return
    await rm(file.path, { force: true })
    total -= file.size
  }
}

async function call<T>(key: string, request: Promise<T>): Promise<T> {
  try {
    return await request
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
    throw status === 404 ? new FileNotFound(key) : error
  }
}
