import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createSink, putByte, putText } from './byte-sink.ts'
import { locateRow } from './rows.ts'
import { createTestDir, readAll } from './testing/files.ts'
import { encodeGb18030 } from './testing/gb18030.ts'

const files = createTestDir()
afterAll(files.remove)

const HEADER = ['经营者名称', '统一社会信用代码', '网店名称']
const ROWS = [
  ['杭州红桥贸易有限公司', '91330106MA27XXXX0A', '红桥, 小店'],
  ['北京"好"公司', '9111', '两\n行'],
]
const csv = (rows: string[][], delimiter = ',', eol = '\n') =>
  rows
    .map((row) => row.map((c) => (/["\r\n,;\t|]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(delimiter) + eol)
    .join('')
const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()

describe('text tables', () => {
  const text = csv([HEADER, ...ROWS])
  const cases: [string, string | Uint8Array, string][] = [
    ['UTF-8', text, 'utf-8'],
    ['UTF-8 with BOM', `\uFEFF${text}`, 'utf-8-bom'],
    ['GB18030', encodeGb18030(text), 'gb18030'],
    ['UTF-16 LE', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', utf16be(text), 'utf-16be'],
    ['tabs', csv([HEADER, ...ROWS], '\t'), 'utf-8'],
    ['semicolons', csv([HEADER, ...ROWS], ';'), 'utf-8'],
    ['CRLF', csv([HEADER, ...ROWS], ',', '\r\n'), 'utf-8'],
    ['CR only', csv([HEADER, ...ROWS], ',', '\r'), 'utf-8'],
    ['no line end at the end', text.trimEnd(), 'utf-8'],
    ['gzip', gzipSync(encodeGb18030(text)), 'gb18030'],
    ['titles above the header', `某平台经营者身份信息报送表,,\n报送期：2025年上半年\n\n${text}`, 'utf-8'],
  ]
  it.each(cases)('%s', async (_name, content, encoding) => {
    const { table, rows } = await readAll(files.put(content))
    expect(table.header).toEqual(HEADER)
    expect(table.encoding).toBe(encoding)
    expect(rows).toEqual(ROWS)
  })

  it('keeps the row numbers an editor shows across titles and blank rows', async () => {
    const { table, rows } = await readAll(files.put(`标题\n\n${csv([HEADER])}\nA,1,x\n,,\n\n  ,\t,\nB,2,y\n`))
    expect(rows).toEqual([
      ['A', '1', 'x'],
      ['B', '2', 'y'],
    ])
    expect([table.headerRow, locateRow(table.segments, 0), locateRow(table.segments, 1)]).toEqual([
      3,
      { row: 5 },
      { row: 9 },
    ])
  })

  it('hands plain canonical rows through byte for byte, and marks what is no UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('甲,1,'), Buffer.from([0xff, 0xc3]), Buffer.from('\n乙,2,"a""b"\n')])
    const path = files.put(Buffer.concat([Buffer.from(csv([HEADER])), body]))
    const { table } = await readAll(path)
    expect(table.encoding).toBe('utf-8')
    const { openTable } = await import('./open-table.ts')
    const again = await openTable(path)
    const parts: Uint8Array[] = []
    for await (const bytes of again.csv()) parts.push(bytes)
    expect(Buffer.concat(parts).toString('hex')).toBe(Buffer.from('甲,1,\uFFFD\uFFFD\n乙,2,"a""b"\n').toString('hex'))
  })

  it('reads quotes as Excel does and replaces what cannot be read by a stub', async () => {
    const { rows, table } = await readAll(
      files.put(`${csv([HEADER])}"北京"好"公司",1,x\n甲"乙,2,y\n丙,"从不结束,3\n丁,4,z\n`),
    )
    expect(rows).toEqual([['北京"好"公司', '1', 'x'], ['甲"乙', '2', 'y'], ['丙,"从不结束,3'], ['丁', '4', 'z']])
    expect(table.warnings).toEqual([{ code: 'quote_unclosed', row: 4 }])
  })

  it('gives the same rows for any cells, in any dialect and encoding, however long', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '红', '"', ',', '\n', '\r\n', ';', '\t', ' ', '𠮷', '1'),
      maxLength: 12,
    })
    const row = fc.tuple(fc.constantFrom('名', 'x'), cell, cell).map((cells) => [...cells])
    const dialect = fc.tuple(
      fc.constantFrom(',', '\t', ';'),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('utf8', 'gb', 'utf16le'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        dialect,
        async (rows, [delimiter, eol, encoding]) => {
          const text = csv([HEADER, ...rows], delimiter, eol)
          const content =
            encoding === 'gb'
              ? encodeGb18030(text)
              : encoding === 'utf8'
                ? text
                : Buffer.from(`\uFEFF${text}`, 'utf16le')
          expect((await readAll(files.put(content, 'property'))).rows).toEqual(rows)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('finds every row of a file of many blocks with quotes and line breaks across their borders', async () => {
    const sink = createSink()
    const rows = Array.from({ length: 30_000 }, (_, i) => [
      `名称${i}`,
      i % 7 === 0 ? `"${'引\n,'.repeat(i % 23)}` : `${i}`,
      '店'.repeat(i % 50),
    ])
    for (const row of [HEADER, ...rows]) {
      for (const [i, c] of row.entries()) {
        if (i > 0) putByte(sink, 0x2c)
        putText(sink, c)
      }
      putByte(sink, 0x0d)
      putByte(sink, 0x0a)
    }
    const result = await readAll(files.put(sink.bytes.subarray(0, sink.length)))
    expect(result.rows).toEqual(rows)
  })
})

describe('NDJSON', () => {
  it('takes keys as columns and keeps broken lines as rows that cannot be accepted', async () => {
    const lines = [
      '{"name":"甲","uscc":"1"}',
      '',
      '{"uscc":"2","name":"乙, \\"x\\"","shop":"s"}',
      '{"name":',
      '{"name":{"a":1}}',
      '{"name":"丙","uscc":911100000000000000}',
    ]
    const { table, rows } = await readAll(files.put(gzipSync(lines.join('\r\n'))))
    expect([table.format, table.header]).toEqual(['ndjson', ['name', 'uscc', 'shop']])
    expect(rows).toEqual([
      ['甲', '1', ''],
      ['乙, "x"', '2', 's'],
      ['{"name":'],
      ['{"name":{"a":1}}'],
      ['丙', '9.111e+17', ''],
    ])
    expect(table.warnings.map(({ code, row }) => [code, row])).toEqual([
      ['ndjson_broken', 4],
      ['ndjson_nested', 5],
    ])
  })
})
