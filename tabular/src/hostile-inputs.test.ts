import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REPORT_COLUMNS } from '@redbridge/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { convert } from './convert.ts'
import { parseRows } from './csv/parse-rows.ts'
import { TabularError } from './errors.ts'
import { mapColumns } from './header.ts'
import { convertInWorker } from './in-worker.ts'
import { openTable } from './open-table.ts'
import type { HostileCase } from './testing/hostile/case.ts'
import { hostileInputsDocument } from './testing/hostile/document.ts'
import { HOSTILE_GROUPS } from './testing/hostile/index.ts'

const dir = mkdtempSync(join(tmpdir(), 'redbridge-hostile-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const build = async ({ name, build }: HostileCase): Promise<string> => {
  const made = await build(dir)
  if (typeof made === 'string') return made
  const path = join(dir, name)
  writeFileSync(path, made as Uint8Array)
  return path
}

/** Everything a case may be expected to show. Rows are kept only where the case lists them. */
const answer = async (path: string, { limits, expect: wanted }: HostileCase) => {
  await using table = await openTable(path, limits ? { limits } : {})
  const { header, encoding } = table
  const rows: string[][] = []
  let count = 0
  let undecodable = false
  for await (const block of table.blocks()) {
    count += block.rows
    const bytes = Buffer.from(block.bytes)
    undecodable ||= bytes.includes('\uFFFD')
    if (wanted.rows) rows.push(...parseRows(bytes.toString('utf8')))
  }
  const ambiguous = mapColumns(header, REPORT_COLUMNS).ambiguous.map(({ key }) => key)
  return {
    header,
    encoding,
    rows,
    count,
    undecodable,
    ambiguous,
    warnings: [...new Set(table.warnings.map(({ code }) => code))],
  }
}

describe.each(HOSTILE_GROUPS)('$title', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', { timeout: 20_000 }, async (_name, one) => {
    const path = await build(one)
    const { error, convertError, count, ...wanted } = one.expect
    const got = await answer(path, one).catch((thrown: unknown) => thrown)
    if (error) {
      expect(got).toBeInstanceOf(TabularError)
      expect((got as TabularError).code).toBe(error)
      const out = join(dir, `${one.name}.out`)
      await expect(convert(path, out, one.limits ? { limits: one.limits } : {})).rejects.toMatchObject({ code: error })
      expect([existsSync(out), existsSync(`${out}.partial`)]).toEqual([false, false])
      return
    }
    expect(got).toMatchObject({
      ambiguous: [],
      undecodable: false,
      warnings: [],
      ...wanted,
      count: count ?? wanted.rows!.length,
    })
    if (convertError) await expect(convert(path, join(dir, 'c.out'))).rejects.toMatchObject({ code: convertError })
  })
})

describe('in a worker', () => {
  it('a file that needs more memory than allowed ends its worker, not the process', { timeout: 20_000 }, async () => {
    const path = join(dir, 'segments')
    // Every blank row starts a segment of the row map: 150,000 small objects.
    writeFileSync(path, `name,uscc\n${'甲,1\n\n'.repeat(150_000)}`)
    await expect(convertInWorker(path, join(dir, 'w.out'), { heapMb: 6 })).rejects.toMatchObject({
      code: 'worker_failed',
    })
    expect(await convertInWorker(path, join(dir, 'w.out'))).toMatchObject({ rows: 150_000 })
  })
})

describe('docs/hostile-inputs.md', () => {
  const path = join(import.meta.dirname, '../../docs/hostile-inputs.md')
  it('lists exactly these cases and answers, and at least 40', () => {
    if (process.env.UPDATE_DOCS) writeFileSync(path, hostileInputsDocument())
    expect(readFileSync(path, 'utf8')).toBe(hostileInputsDocument())
    const names = HOSTILE_GROUPS.flatMap(({ cases }) => cases.map(({ name }) => name))
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(40)
  })
})
