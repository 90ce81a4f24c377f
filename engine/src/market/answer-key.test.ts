import { REPORT_COLUMNS } from '@redbridge/contract'
import { describe, expect, test } from 'vitest'
import {
  createDuplicateFinder,
  createReconciler,
  createRegisterIndexBuilder,
  notesOf,
  OUTCOMES,
  problemKinds,
  type RegisterIndex,
  type RegisterMapping,
  type ReportMapping,
  rejectReasons,
  undecidedReason,
} from '../identity/index.ts'
import { createMarket, type RegisterFile } from './index.ts'

const market = createMarket({ seed: 'answer key', operators: 6_000 })
const bytesOf = (chunks: Iterable<Uint8Array>): Buffer => Buffer.concat([...chunks])
const body = (file: Buffer): Buffer => file.subarray(file.indexOf('\n') + 1)

const FIELDS = {
  register: ['uscc', 'name', 'regNo', 'representative', 'status', 'statusDate', 'province', 'city', 'address'],
  abnormal: ['uscc', 'name', 'representative', 'listedReason', 'listedDate', 'city'],
  serious: ['uscc', 'name', 'representative', 'listedReason', 'listedDate', 'city'],
} as const

function indexOf(files: readonly RegisterFile[]): RegisterIndex {
  const builder = createRegisterIndexBuilder({
    asOf: files[0]!.asOf,
    coverage: [...new Set(files.map((f) => f.province))],
  })
  for (const file of files) {
    const fields = FIELDS[file.kind]
    const mapping = Object.fromEntries(fields.map((field, i) => [field, i])) as RegisterMapping
    builder.add(body(bytesOf(file.csv())), { kind: file.kind, mapping, columns: fields.length })
  }
  return builder.build()
}

const MAPPING = Object.fromEntries(REPORT_COLUMNS.map((c, i) => [c.key, i])) as ReportMapping

/** Each row as `rowNo expectation kinds reason`, by the engine and by the key. */
function judge(index: RegisterIndex, platform: string, period: string, home: boolean) {
  const found: string[] = []
  const wanted: string[] = []
  const report = market.report(platform, period)
  const result = createReconciler(index, { mapping: MAPPING, columns: REPORT_COLUMNS.length }).chunk(
    body(bytesOf(report.csv())),
  )
  createDuplicateFinder().mark(result)
  let i = 0
  for (const row of report.rows()) {
    const outcome = OUTCOMES[result.outcome[i]!]!
    const kinds = home && outcome === 'undecided' ? [] : problemKinds(result.kinds[i]!)
    const reasons =
      outcome === 'rejected'
        ? rejectReasons(result.rejects[i]!).join()
        : outcome === 'undecided'
          ? (undecidedReason(result.undecided[i]!) ?? '')
          : ''
    const told = home ? row.home : row
    const reason = home && row.reason === 'outside_coverage' && told.expect !== 'undecided' ? '' : row.reason
    const notes = notesOf(result.notes[i]!)
    const missing =
      row.expect === 'rejected' || outcome === 'undecided' ? [] : row.notes.filter((note) => !notes.includes(note))
    const line = `${platform} ${period} ${row.rowNo} [${row.planted}] ${row.cells.slice(0, 2).join()}`
    found.push(`${line} ${outcome} ${kinds.join()} ${reasons} notes missing: ${missing.join()}`)
    wanted.push(`${line} ${told.expect} ${told.kinds.join()} ${reason} notes missing: `)
    i++
  }
  expect(result.rows).toBe(i)
  return { found, wanted }
}

describe.each(market.periods.map((p) => p.key))(
  'the engine agrees with the answer key, row by row, in %s',
  (period) => {
    const all = market.registers.filter((r) => r.period === period)

    test("with Beijing's own register and lists", () => {
      const index = indexOf(all.filter((r) => r.province === '11'))
      for (const { key } of market.platforms) {
        const { found, wanted } = judge(index, key, period, false)
        expect(found.filter((line, i) => line !== wanted[i])).toEqual([])
      }
    })

    test('with the registers of all six provinces', () => {
      const index = indexOf(all)
      for (const { key } of market.platforms) {
        const { found, wanted } = judge(index, key, period, true)
        expect(found.filter((line, i) => line !== wanted[i])).toEqual([])
      }
    })
  },
)
