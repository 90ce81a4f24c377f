import { REPORT_COLUMNS } from '@redbridge/contract'
import { expect, test } from 'vitest'
import {
  createDuplicateFinder,
  createReconciler,
  createRegisterIndexBuilder,
  problemKinds,
  type RegisterMapping,
  type ReportMapping,
} from '../identity/index.ts'
import { generateRegister, generateReport, VOLUME_FIELDS } from './index.ts'

const bytes = (chunks: Iterable<Uint8Array>): Buffer => Buffer.concat([...chunks])
const body = (file: Buffer): Buffer => file.subarray(file.indexOf('\n') + 1)
const mappingOf = (keys: readonly string[]) => Object.fromEntries(keys.map((key, i) => [key, i]))

test('a report is drawn from its register, with the share of errors asked for', () => {
  const builder = createRegisterIndexBuilder({ asOf: '2026-07-31', coverage: ['11'] })
  const mapping = mappingOf(VOLUME_FIELDS) as RegisterMapping
  builder.add(body(bytes(generateRegister({ seed: 5, rows: 30_000 }))), {
    kind: 'register',
    mapping,
    columns: VOLUME_FIELDS.length,
  })
  const columns = REPORT_COLUMNS.length
  const reconciler = createReconciler(builder.build(), {
    mapping: mappingOf(REPORT_COLUMNS.map((c) => c.key)) as ReportMapping,
    columns,
  })
  const report = bytes(generateReport({ seed: 5, rows: 10_000, registerRows: 30_000, errorRate: 0.1 }))
  const result = reconciler.chunk(body(report))
  createDuplicateFinder().mark(result)
  const counts: Record<string, number> = {}
  for (const mask of result.kinds) for (const kind of problemKinds(mask)) counts[kind] = (counts[kind] ?? 0) + 1
  expect(result.rows).toBe(10_000)
  expect(result.rejects.every((r) => r === 0)).toBe(true)
  for (const kind of ['licence_unknown', 'code_invalid', 'name_mismatch', 'duplicate']) {
    expect(counts[kind], kind).toBeGreaterThan(200)
    expect(counts[kind], kind).toBeLessThan(300)
  }
  expect(counts.cancelled).toBeGreaterThan(150)
  expect(bytes(generateReport({ seed: 5, rows: 10_000, registerRows: 30_000, errorRate: 0.1 })).equals(report)).toBe(
    true,
  )
})

test('a report cannot be larger than its register', () => {
  expect(() => generateReport({ seed: 5, rows: 2, registerRows: 1, errorRate: 0 })).toThrow(RangeError)
})
