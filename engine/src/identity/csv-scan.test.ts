import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRowScanner, ROW, scanRow, unescapeRow } from './csv-scan.ts'
import { rowChunks } from './index.ts'
import { firstRowEnd, lastRowEnd } from './row-chunks.ts'

interface Read {
  readonly rows: string[][]
  readonly flags: number[]
  readonly lines: number[]
}
/** All rows as strings; a row with more cells than `columns` shows those that are kept. */
const read = (text: string | Uint8Array, columns = 8): Read => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const row = createRowScanner(columns)
  const out: Read = { rows: [], flags: [], lines: [] }
  for (let at = 0; at < bytes.length; ) {
    at = scanRow(bytes, at, row)
    out.flags.push(row.flags)
    out.lines.push(row.lines)
    const cells = (row.flags & ROW.escaped) === 0 ? bytes : unescapeRow(bytes, row)
    out.rows.push(
      Array.from({ length: Math.min(row.cells, columns) }, (_, k) =>
        Buffer.from(cells.subarray(row.start[k]!, row.end[k]!)).toString(),
      ),
    )
  }
  return out
}

describe('reading rows', () => {
  test.each<[what: string, text: string, rows: string[][]]>([
    [
      'plain cells',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no line break at the end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells',
      ',\n,,\r\n',
      [
        ['', ''],
        ['', '', ''],
      ],
    ],
    ['a comma within quotes', '"a,b",c\n', [['a,b', 'c']]],
    ['line breaks within quotes', '"a\nb\r\nc",d\n', [['a\nb\r\nc', 'd']]],
    ['quotes within quotes', '"a ""b""",c\n', [['a "b"', 'c']]],
    ['nothing within quotes', '"","" \n', [['', '']]],
    [
      'quoted cells before CRLF',
      '"a","b"\r\n"c","d"\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['an empty line', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['Chinese', '北京红桥商贸,"上海,红桥"\n', [['北京红桥商贸', '上海,红桥']]],
  ])('%s', (_, text, rows) => {
    expect(read(text).rows).toEqual(rows)
  })

  test('ragged rows say how many cells they have, also beyond what is kept', () => {
    const row = createRowScanner(2)
    const bytes = Buffer.from('a,b,c,d\ne\n')
    const next = scanRow(bytes, 0, row)
    expect(row.cells).toBe(4)
    scanRow(bytes, next, row)
    expect(row.cells).toBe(1)
  })

  test('lines are counted through quoted breaks', () => {
    expect(read('a\n"b\nc\nd",e\nf\n').lines).toEqual([1, 3, 1])
  })

  test.each([
    ['a bell', 'a\u0007b\n', ROW.control],
    ['DEL', 'a\u007f\n', ROW.control],
    ['a C1 control', 'a\u0085\n', ROW.control],
    ['a control within quotes', '"a\u0001",b\n', ROW.control],
    ['NUL, which pads', 'a\u0000,b\n', 0],
    ['a tab', 'a\tb\n', 0],
    ['a no-break space, which shares its lead byte with C1', 'a\u00a0b\n', 0],
    ['the replacement character', 'a\ufffd,b\n', ROW.undecodable],
    ['full-width forms, which share its lead byte', 'ａ，b\n', 0],
    ['text after a closing quote', '"a"b,c\n', ROW.quoteBroken],
    ['a quote that never closes', '"a,b\n', ROW.quoteBroken],
    ['a doubled quote', '"a""b"\n', ROW.escaped],
  ])('flags of %s', (_, text, flag) => {
    expect(read(text).flags[0]).toBe(flag)
  })
})

const cell = fc.oneof(
  fc.constantFrom('', 'a', '红桥', 'a,b', 'a\nb', 'a\r\nb', '"', '""', 'a"b', ' ', '，', 'x'.repeat(40)),
  fc.string({ maxLength: 6 }).filter((text) => !/\r/.test(text) && text.isWellFormed()),
)
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const written = (rows: string[][], end: string) => rows.map((cells) => cells.map(quoted).join(',') + end).join('')

test('what RFC 4180 writes is read back, with LF and CRLF', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
      expect(read(written(rows, end)).rows).toEqual(rows)
    }),
    { numRuns: 500 },
  )
})

const collect = async (pieces: Uint8Array[], options: { size?: number; skipHeader?: boolean }) => {
  const chunks: Buffer[] = []
  for await (const chunk of rowChunks(pieces, options)) chunks.push(Buffer.from(chunk))
  return chunks
}
const cutUp = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    Buffer.from(bytes.subarray(i * size, (i + 1) * size)),
  )

describe('cutting a stream into chunks of whole rows', () => {
  test('however the pieces arrive and whatever the size, the rows are the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 8, max: 90 }),
        fc.boolean(),
        async (rows, end, piece, size, skipHeader) => {
          const bytes = Buffer.from(written(rows, end))
          const chunks = await collect(cutUp(bytes, piece), { size, skipHeader })
          expect(chunks.flatMap((chunk) => read(chunk).rows)).toEqual(skipHeader ? rows.slice(1) : rows)
          if (!skipHeader) expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('a row longer than a chunk makes a longer chunk', async () => {
    const text = `short\n"${'x\n'.repeat(500)}"\nshort\n`
    const chunks = await collect(cutUp(Buffer.from(text), 7), { size: 64 })
    expect(chunks.flatMap((chunk) => read(chunk).rows)).toEqual([['short'], ['x\n'.repeat(500)], ['short']])
  })

  test('nothing gives nothing; a header alone gives nothing', async () => {
    expect(await collect([], {})).toEqual([])
    expect(await collect([Buffer.alloc(0)], {})).toEqual([])
    expect(await collect([Buffer.from('名称,代码\n')], { skipHeader: true })).toEqual([])
    expect(await collect([Buffer.from('名称,代码')], { skipHeader: true })).toEqual([])
  })

  test('a header with a quoted line break is skipped whole', async () => {
    const chunks = await collect([Buffer.from('"名\n称",代码\na,b\n')], { skipHeader: true })
    expect(Buffer.concat(chunks).toString()).toBe('a,b\n')
  })

  test('a chunk may be transferred: it shares its memory with no other', async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of rowChunks([Buffer.from('aaaa\nbbbb\ncccc\ndddd\n')], { size: 8 })) chunks.push(chunk)
    expect(chunks.length).toBeGreaterThan(2)
    expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(chunks.length)
  })

  test('a quote that never closes does not eat all memory: the stream goes on after 64 MB', {
    timeout: 120_000,
  }, async () => {
    const block = Buffer.from(`${'y'.repeat(1023)}\n`.repeat(1024))
    function* pieces() {
      yield Buffer.from('"never closed\n')
      for (let i = 0; i < 140; i++) yield block
    }
    let longest = 0
    let total = 0
    for await (const chunk of rowChunks(pieces())) {
      longest = Math.max(longest, chunk.length)
      total += chunk.length
    }
    expect(total).toBe(14 + 140 * block.length)
    expect(longest).toBeLessThan(140 * 2 ** 20)
  })

  test('ends of rows', () => {
    const end = (text: string) => lastRowEnd(Buffer.from(text), Buffer.byteLength(text))
    expect(end('a\nb\nc')).toBe(4)
    expect(end('abc')).toBe(0)
    expect(end('a\n"b\nc')).toBe(2)
    expect(end('a\n"b""\n""c\n",d\ne')).toBe(15)
    expect(firstRowEnd(Buffer.from('"a\nb",c\nd'))).toBe(8)
    expect(firstRowEnd(Buffer.from('abc'))).toBe(3)
  })
})
