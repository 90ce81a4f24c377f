import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FileNotFound, type Files, openFiles } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'redbridge-files-'))
const cacheDir = join(home, 'cache')
let s3: Awaited<ReturnType<typeof startFauxqs>>

beforeAll(async () => {
  // Speaks the S3 protocol over HTTP to the real AWS client; it is an emulator, not a store for real use.
  s3 = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  s3.createBucket('evidence')
})
afterAll(async () => {
  await s3.stop()
  rmSync(home, { recursive: true, force: true })
})

const inFolder = (): Files => openFiles({ dir: join(home, 'folder') })
const inS3 = (): Files =>
  openFiles({
    s3: {
      endpoint: s3.address,
      bucket: 'evidence',
      region: 'us-east-1',
      accessKeyId: 'a',
      secretAccessKey: 'b',
      prefix: 'rb/',
    },
    cacheDir,
    cacheBytes: 50 << 20,
  })
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const read = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray())

describe.each([
  ['folder', inFolder],
  ['S3', inS3],
])('files in %s', (_, open) => {
  test('what is put comes back: bytes, empty, text, streams larger than a part', async () => {
    const files = open()
    const large = randomBytes(20 << 20)
    const pieces = Readable.from([large.subarray(0, 9_000_001), large.subarray(9_000_001)])
    expect(await files.put('reports/large.bin', pieces)).toEqual({ sha256: sha256(large), size: large.length })
    expect((await read(await files.get('reports/large.bin'))).equals(large)).toBe(true)
    expect(await files.size('reports/large.bin')).toBe(large.length)
    expect(await files.put('reports/空文件.csv', new Uint8Array(0))).toEqual({
      sha256: sha256(Buffer.alloc(0)),
      size: 0,
    })
    expect((await read(await files.get('reports/空文件.csv'))).length).toBe(0)
    expect(await files.put('a', Readable.from(['红', '桥']))).toMatchObject({ size: 6 })
    expect((await read(await files.get('a'))).toString()).toBe('红桥')
  })

  test('a part of a file, a local path, replacement as a whole', async () => {
    const files = open()
    await files.put('x/y.txt', Buffer.from('0123456789'))
    expect((await read(await files.get('x/y.txt', { start: 2, end: 4 }))).toString()).toBe('234')
    expect((await read(await files.get('x/y.txt', { start: 7 }))).toString()).toBe('789')
    expect(readFileSync(await files.path('x/y.txt'), 'utf8')).toBe('0123456789')
    await files.put('x/y.txt', Buffer.from('new'))
    expect(readFileSync(await files.path('x/y.txt'), 'utf8')).toBe('new')
  })

  test('a source that breaks leaves what was there before, and nothing where nothing was', async () => {
    const files = open()
    await files.put('keep', Buffer.from('before'))
    const breaking = () =>
      Readable.from(
        (async function* () {
          yield randomBytes(9 << 20)
          throw new Error('cable')
        })(),
      )
    await expect(files.put('keep', breaking())).rejects.toThrow('cable')
    await expect(files.put('fresh', breaking())).rejects.toThrow('cable')
    expect((await read(await files.get('keep'))).toString()).toBe('before')
    expect(await files.exists('fresh')).toBe(false)
  })

  test('missing and deleted files', async () => {
    const files = open()
    for (const ask of [files.get, files.path, files.size]) {
      await expect(ask('no/such')).rejects.toBeInstanceOf(FileNotFound)
    }
    await files.put('gone', Buffer.from('x'))
    expect(await files.exists('gone')).toBe(true)
    await files.delete('gone')
    await files.delete('gone')
    expect(await files.exists('gone')).toBe(false)
  })

  test.each(['../up', '/etc/passwd', 'a//b', 'a/../../b', '.hidden', 'a/.b', '', 'a\\b', 'a\0b', 'x'.repeat(300)])(
    'refuses the key %j',
    async (key) => {
      await expect(open().put(key, Buffer.from('x'))).rejects.toThrow(/Not a file key/)
      await expect(open().get(key)).rejects.toThrow(/Not a file key/)
    },
  )
})

test('the folder keeps no drafts, also after failures', () => {
  expect(readdirSync(join(home, 'folder', '.drafts'))).toEqual([])
})

test('the cache of S3 files stays within its size', async () => {
  const files = inS3()
  for (let i = 0; i < 8; i++) {
    await files.put(`big/${i}`, randomBytes(10 << 20))
    expect((await files.path(`big/${i}`)).startsWith(cacheDir)).toBe(true)
  }
  expect(readdirSync(cacheDir).length).toBeLessThanOrEqual(6)
})
