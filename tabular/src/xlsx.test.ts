import { REPORT_COLUMNS } from '@redbridge/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { mapColumns } from './header.ts'
import { locateRow } from './rows.ts'
import { createTestDir, readAll } from './testing/files.ts'
import { writeCorrectedTemplate, writeTemplate } from './write/template.ts'
import { writeCsv } from './write/write-csv.ts'
import { writeXlsx } from './write/write-xlsx.ts'

const files = createTestDir()
afterAll(files.remove)
const columns = ['经营者名称', '统一社会信用代码', '网址链接'].map((header) => ({ header }))

describe('workbooks we write', () => {
  it('read back as they were, codes and all', async () => {
    const rows = [
      ['北京"好"公司, <&>', '913301067461631130', '=cmd|x'],
      ['𠮷野家\n分店', '', '-1'],
      ['', '1', "'quoted"],
    ]
    await writeXlsx(`${files.dir}/a.xlsx`, { sheets: [{ name: 'a/b', columns, rows }] })
    const result = await readAll(`${files.dir}/a.xlsx`)
    expect(result.rows).toEqual(rows)
    expect([result.table.format, result.table.sheet, result.table.headerRow]).toEqual(['xlsx', 'a b', 1])
  })

  it('go on in a further sheet and are read as one', async () => {
    const rows = Array.from({ length: 25 }, (_, i) => [`名${i}`, `${i}`, ''])
    await writeXlsx(`${files.dir}/b.xlsx`, { sheets: [{ name: '结果', columns, rows }], sheetRows: 10 })
    const { rows: back, table } = await readAll(`${files.dir}/b.xlsx`)
    expect(back).toEqual(rows)
    expect(locateRow(table.segments, 24)).toEqual({ row: 6, sheet: '结果 (3)' })
  })

  it('keep guards out of a corrected template that comes back, in either format', async () => {
    const values = REPORT_COLUMNS.map(({ key }) =>
      key === 'phone' ? '+86 138' : key === 'uscc' ? '913301067461631130' : key === 'address' ? '-1层，"A"' : key,
    )
    for (const format of ['xlsx', 'csv'] as const) {
      const path = `${files.dir}/corrected.${format}`
      await writeCorrectedTemplate(path, [{ values, reason: '=1', row: 7 }], { format })
      const { rows, table } = await readAll(path)
      const { mapping, unknown } = mapColumns(table.header, REPORT_COLUMNS)
      expect(unknown).toEqual([])
      expect(REPORT_COLUMNS.map(({ key }) => rows[0]![mapping[key]!])).toEqual(values)
    }
  })

  it('the template reads as an empty report', async () => {
    await writeTemplate(`${files.dir}/t.xlsx`)
    const { rows, table } = await readAll(`${files.dir}/t.xlsx`)
    expect(rows).toEqual([])
    expect(mapColumns(table.header, REPORT_COLUMNS)).toMatchObject({ missing: [], unknown: [], ambiguous: [] })
    expect(table.warnings.map(({ code }) => code)).toEqual(['example_row'])
  })

  it('CSV carries a BOM and CRLF', async () => {
    await writeCsv(`${files.dir}/c.csv`, { header: ['名称'], rows: [['=1+1'], ['a,b'], ['123456789012345']] })
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(`${files.dir}/c.csv`, 'utf8')).toBe('\uFEFF名称\r\n\'=1+1\r\n"a,b"\r\n123456789012345\t\r\n')
  })
})
