import { describe, expect, test } from 'vitest'
import {
  addTotals,
  type ChunkResult,
  cellString,
  createTotals,
  explainRow,
  type ParallelOptions,
  reconcileParallel,
  rowBytes,
  rowChunks,
} from './index.ts'
import { codeNo, csv, indexOf } from './testing/make.ts'

const register = Array.from({ length: 200 }, (_, i) => ({
  uscc: codeNo(i),
  name: `红桥第${i}商行`,
  status: i % 9 ? '' : '注销',
}))
const index = indexOf([{ rows: register }])
const report = Array.from({ length: 3000 }, (_, i) => {
  const { uscc, name } = register[i % 200]!
  return [
    i % 31 ? name : `${name}"分"`,
    i % 17 ? uscc : uscc.replace('0', 'O'),
    i % 13 ? `店,${i % 400}` : '多\n行',
    i % 97 ? '' : '\u0007',
  ]
})
const file = csv(report)
const options: ParallelOptions = { mapping: { name: 0, uscc: 1, shopName: 2, phone: 3 }, columns: 4 }
const pieces = (size = 1000) =>
  Array.from(
    { length: Math.ceil(file.length / size) },
    (_, i) => new Uint8Array(file.subarray(i * size, (i + 1) * size)),
  )
const all = async (more: Partial<ParallelOptions>, size = 4096) => {
  const results: ChunkResult[] = []
  for await (const result of reconcileParallel(index, rowChunks(pieces(), { size }), { ...options, ...more }))
    results.push(result)
  return results
}
const words = (results: ChunkResult[]) =>
  results.flatMap((result) =>
    Array.from({ length: result.rows }, (_, i) => explainRow(index, result, i, options.mapping)),
  )

describe('judging on threads', () => {
  test('says row by row what judging in this thread says, in order', { timeout: 120_000 }, async () => {
    const inline = words(await all({ threads: 0 }))
    expect(inline.map(({ rowNo }) => rowNo)).toEqual(report.map((_, i) => i + 1))
    expect(inline.map(({ reported }) => [reported.name, reported.uscc, reported.shopName, reported.phone])).toEqual(
      report,
    )
    expect(inline.filter(({ duplicateOf }) => duplicateOf !== undefined).length).toBeGreaterThan(100)
    for (const threads of [1, 2, 3]) expect(words(await all({ threads }))).toEqual(inline)
    expect(words(await all({ threads: 2 }, 100_000))).toEqual(inline)
  })

  test('totals balance', async () => {
    const totals = createTotals()
    for (const result of await all({ threads: 2 })) addTotals(totals, result)
    expect(totals.rows).toBe(report.length)
    expect(totals.accepted + totals.rejected).toBe(totals.rows)
    expect(totals.clear + totals.problem + totals.undecided).toBe(totals.accepted)
    expect(Object.values(totals.byKind).reduce((a, b) => a + b)).toBe(totals.problem)
    expect(totals.byReject.control_character).toBe(Math.ceil(3000 / 97))
    expect(totals.problem).toBeGreaterThan(100)
  })

  test('rows and lines are numbered from where the caller says', async () => {
    const results = await all({ threads: 2, firstRowNo: 501, firstLine: 2 })
    expect([results[0]!.firstRowNo, results[0]!.firstLine]).toEqual([501, 2])
    const last = results.at(-1)!
    expect(last.firstRowNo + last.rows).toBe(501 + report.length)
    expect(last.firstLine + last.lines - 2).toBe(file.filter((byte) => byte === 10).length)
  })

  test('duplicates are left to the caller where asked', async () => {
    expect(words(await all({ threads: 2, duplicates: false })).some(({ kinds }) => kinds.includes('duplicate'))).toBe(
      false,
    )
  })

  test('a result holds the bytes it was judged on', async () => {
    const [result] = await all({ threads: 1 })
    expect(Buffer.from(rowBytes(result!, 0)).toString()).toBe(csv([report[0]!]).toString().slice(0, -1))
    expect(cellString(result!, 1, 1)).toBe(report[1]![1])
    expect(cellString(result!, 1, undefined)).toBe('')
  })

  test('nothing in, nothing out', async () => {
    for (const threads of [0, 2]) {
      const results: ChunkResult[] = []
      for await (const result of reconcileParallel(index, [], { ...options, threads })) results.push(result)
      expect(results).toEqual([])
    }
  })

  test('a chunk of empty rows is a result without rows', async () => {
    for (const threads of [0, 2])
      for await (const result of reconcileParallel(index, [new Uint8Array(Buffer.from(',,,\n\n'))], {
        ...options,
        threads,
      }))
        expect(result).toMatchObject({ rows: 0, emptyRows: 2 })
  })

  test('an abort ends it, a wrong mapping is refused, and so is a failing source', async () => {
    await expect(all({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    for (const threads of [0, 2]) await expect(all({ threads, mapping: { name: 9 } })).rejects.toThrow(RangeError)
    const source = async function* () {
      yield new Uint8Array(Buffer.from('a,b,c,d\n'))
      throw new Error('disk gone')
    }
    await expect(async () => {
      for await (const _ of reconcileParallel(index, source(), options));
    }).rejects.toThrow('disk gone')
  })

  test('leaving early leaves no thread behind', async () => {
    for await (const result of reconcileParallel(index, rowChunks(pieces(), { size: 512 }), options))
      if (result.firstRowNo > 20) break
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length).toBeLessThan(3)
  })
})
