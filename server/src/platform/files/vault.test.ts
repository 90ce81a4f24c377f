import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { openFiles } from './index.ts'
import { openVault } from './vault.ts'

const dir = mkdtempSync(join(tmpdir(), 'redbridge-vault-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const vault = openVault(openFiles({ dir }), Buffer.alloc(32, 1))
const SEGMENT = 1 << 18

describe('a stored file', () => {
  it.each([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 1_000_003])(
    'of %i bytes comes back as it was, with its own size and hash',
    async (size) => {
      const content = randomBytes(size)
      const stored = await vault.put(
        `a/${size}`,
        Readable.from([content.subarray(0, 7), content.subarray(7)], { objectMode: false }),
      )
      expect(stored).toEqual({ size, sha256: createHash('sha256').update(content).digest('hex') })
      expect((await buffer(await vault.get(`a/${size}`))).equals(content)).toBe(true)
    },
  )

  it('does not lie open on the disk', async () => {
    await vault.put('b', Buffer.from('身份证件号码 110105199003078894'))
    expect(readFileSync(join(dir, 'b')).includes('110105199003078894')).toBe(false)
  })

  it.each([
    ['a changed byte', (bytes: Buffer) => bytes.fill(bytes[SEGMENT]! ^ 1, SEGMENT, SEGMENT + 1)],
    ['a lost end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ['a lost last segment', (bytes: Buffer) => bytes.subarray(0, 20 + SEGMENT + 16)],
    [
      'swapped segments',
      (bytes: Buffer) =>
        Buffer.concat([
          bytes.subarray(0, 20),
          bytes.subarray(20 + SEGMENT + 16, 20 + 2 * (SEGMENT + 16)),
          bytes.subarray(20, 20 + SEGMENT + 16),
          bytes.subarray(20 + 2 * (SEGMENT + 16)),
        ]),
    ],
  ])('with %s is refused', async (_, spoil) => {
    await vault.put('c', randomBytes(2 * SEGMENT + 500))
    writeFileSync(join(dir, 'c'), spoil(readFileSync(join(dir, 'c'))))
    await expect(vault.get('c').then(buffer)).rejects.toThrow()
  })

  it('of another key is refused', async () => {
    await vault.put('d', Buffer.from('x'))
    await expect(openVault(openFiles({ dir }), Buffer.alloc(32, 2)).get('d').then(buffer)).rejects.toThrow()
  })
})
