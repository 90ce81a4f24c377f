import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { convert } from './convert.ts'
import { parseRows } from './csv/parse-rows.ts'
import { convertInWorker, openTableInWorker } from './in-worker.ts'
import { locateRow } from './rows.ts'
import { createTestDir } from './testing/files.ts'
import { writeXlsx } from './write/write-xlsx.ts'

const files = createTestDir()
afterAll(files.remove)

const ROWS = 60_000
const rows = Array.from({ length: ROWS }, (_, i) => [`名称${i}`, String(i), i % 9 === 0 ? `"引${i}\n,` : '店'])
const header = ['经营者名称', '统一社会信用代码', '网店名称']
const csv = [header, ...rows]
  .map((row) => row.map((cell) => (/["\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
  .join('\r\n')
const plain = files.put(csv, 'plain.csv')

describe('convert', () => {
  it('writes the same bytes and chunks, whatever the file was, here and in a worker', async () => {
    const packed = files.put(gzipSync(csv), 'packed')
    const tabs = files.put(Buffer.from(`\uFEFF${csv}`, 'utf16le'), 'wide')
    await writeXlsx(join(files.dir, 'book.xlsx'), {
      sheets: [{ name: 'a', columns: header.map((name) => ({ header: name })), rows }],
    })
    const out = join(files.dir, 'out')
    const first = await convert(plain, out, { chunkRows: 7_000 })
    const bytes = readFileSync(out)
    expect(parseRows(bytes.toString('utf8'))).toEqual(rows)
    for (const path of [plain, packed, tabs, join(files.dir, 'book.xlsx')]) {
      const again = await convertInWorker(path, out, { chunkRows: 7_000 })
      expect([path, again.rows, readFileSync(out).equals(bytes)]).toEqual([path, ROWS, true])
      if (path !== join(files.dir, 'book.xlsx')) expect(again.chunks).toEqual(first.chunks)
    }
  })

  it('cuts chunks at rows that cover the file without a gap', async () => {
    const out = join(files.dir, 'chunks')
    const { chunks, bytes, segments } = await convert(plain, out, { chunkRows: 7_000 })
    const text = readFileSync(out)
    expect(chunks.length).toBeGreaterThan(1)
    let row = 0
    let byte = 0
    for (const chunk of chunks) {
      expect([chunk.firstRow, chunk.byteFrom]).toEqual([row, byte])
      expect(parseRows(text.subarray(chunk.byteFrom, chunk.byteTo).toString('utf8'))).toEqual(
        rows.slice(row, row + chunk.rows),
      )
      row += chunk.rows
      byte = chunk.byteTo
    }
    expect([row, byte]).toEqual([ROWS, bytes])
    expect(locateRow(segments, ROWS - 1)).toEqual({ row: ROWS + 1 })
  })

  it('tells how far it is, and stops when told to', async () => {
    const seen: number[] = []
    await convertInWorker(plain, join(files.dir, 'p'), { onProgress: ({ fraction }) => seen.push(fraction) })
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.at(-1)).toBe(1)
    const controller = new AbortController()
    const stopped = convertInWorker(plain, join(files.dir, 'q'), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    })
    await expect(stopped).rejects.toThrow('enough')
  })
})

describe('openTableInWorker', () => {
  it('hands out the same rows as openTable', async () => {
    await using table = await openTableInWorker(plain)
    expect(table.header).toEqual(header)
    const got: string[][] = []
    for await (const bytes of table.csv()) got.push(...parseRows(Buffer.from(bytes).toString('utf8')))
    expect(got).toEqual(rows)
    expect(table.segments).toEqual([{ row: 0, source: 2 }])
  })

  it('passes errors on and lets a reader leave early', async () => {
    await expect(openTableInWorker(join(files.dir, 'absent'))).rejects.toMatchObject({
      code: 'file_unreadable',
      zh: '文件无法读取',
    })
    await using table = await openTableInWorker(plain)
    for await (const bytes of table.csv()) {
      expect(bytes.length).toBeGreaterThan(0)
      break
    }
  })
})
