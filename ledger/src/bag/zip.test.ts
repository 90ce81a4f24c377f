import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { crc32 } from './crc32.ts'
import { readZip, writeZip, ZipFault, zipHeader } from './zip.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const PARTS = [
  { name: 'manifest.json', bytes: text('{}') },
  { name: 'items/evi_1/截图 1.png', bytes: Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) & 255) },
  { name: '目录.html', bytes: text('<p>目录</p>') },
  { name: 'empty', bytes: new Uint8Array() },
]
const fault = (bytes: Uint8Array): ZipFault => {
  try {
    readZip(bytes)
  } catch (error) {
    if (error instanceof ZipFault) return error
    throw error
  }
  throw new Error('was accepted')
}

const hasUnzip = spawnSync('unzip', ['-v']).status === 0

describe('check sum', () => {
  test('of the standard test string, in one go and in pieces of any size', () => {
    expect(crc32(text('123456789'))).toBe(0xcbf43926)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crc32(bytes))
      }),
    )
  })
})

describe('a zip file', () => {
  test('is the same for the same parts, and other programs open it', () => {
    const bytes = writeZip(PARTS)
    expect(writeZip(PARTS)).toEqual(bytes)
    expect(readZip(bytes)).toEqual(PARTS)
    const opened = unzipSync(bytes)
    expect(Object.keys(opened)).toEqual(PARTS.map(({ name }) => name))
    for (const { name, bytes: content } of PARTS) expect(opened[name]).toEqual(content)
  })

  test.skipIf(!hasUnzip)('the unzip command opens it, Chinese names included', () => {
    const dir = mkdtempSync(join(tmpdir(), 'redbridge-zip-'))
    try {
      writeFileSync(join(dir, 'bag.zip'), writeZip(PARTS))
      const opened = spawnSync('unzip', ['-q', 'bag.zip'], { cwd: dir, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
      expect(opened.status).toBe(0)
      for (const { name, bytes } of PARTS) expect(new Uint8Array(readFileSync(join(dir, name)))).toEqual(bytes)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })

  test('with any byte changed is refused, and the place named', () => {
    const bytes = writeZip(PARTS)
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] as number) ^ (1 << (at % 8))
      const { place, offset } = fault(changed)
      expect(place).not.toBe('')
      expect(offset).toBeLessThanOrEqual(bytes.length)
    }
  })

  test('names the very part whose bytes changed', () => {
    const bytes = writeZip(PARTS)
    const start = zipHeader({ name: 'manifest.json', size: 2, crc: 0 }).length + 2
    const changed = bytes.slice()
    changed[start + 200] = (changed[start + 200] as number) ^ 1
    expect(fault(changed).place).toBe('part items/evi_1/截图 1.png')
  })

  test('with bytes lost, added or doubled anywhere is refused', () => {
    const bytes = writeZip(PARTS)
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 50 }), (at, more) => {
        const added = new Uint8Array(bytes.length + more.length)
        added.set(bytes.subarray(0, at))
        added.set(more, at)
        added.set(bytes.subarray(at), at + more.length)
        fault(added)
        if (at < bytes.length) fault(bytes.subarray(0, at))
        if (at > 0 && at < bytes.length) fault(bytes.subarray(at))
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['nothing at all', new Uint8Array()],
    ['three bytes', text('PK\u0003')],
    ['no zip', text('%PDF-1.7 …')],
    ['a header alone', zipHeader({ name: 'a', size: 4_000_000_000, crc: 0 })],
  ])('that is %s is refused', (_, bytes) => {
    expect(fault(bytes).place).not.toBe('')
  })

  test.each([
    '../a',
    '/a',
    'a/../b',
    'a\\b',
    'a//b',
    '',
    'C:a',
    '.hidden',
    'a/',
    'a\u0000',
    'a\u202eb',
    'dot.',
    'e\u0301',
    'x'.repeat(401),
  ])('has no part named %j', (name) => {
    expect(() => writeZip([{ name, bytes: text('x') }])).toThrow(ZipFault)
  })

  test('has no part twice, also not in other letters', () => {
    expect(() =>
      writeZip([
        { name: 'a', bytes: text('x') },
        { name: 'A', bytes: text('y') },
      ]),
    ).toThrow('twice')
  })
})
