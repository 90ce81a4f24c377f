import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { encodeGb18030 } from '../gb18030.ts'
import { H, HEAD, type HostileCase, R, ROW, utf8 } from './case.ts'

const stream = async (path: string, chunks: Iterable<Buffer>): Promise<string> => {
  await pipeline(Readable.from(chunks), createWriteStream(path))
  return path
}

function* repeated(head: string, text: string, times: number): Generator<Buffer> {
  yield utf8(head)
  const block = utf8(text.repeat(10_000))
  for (let i = 0; i < times / 10_000; i++) yield block
}

const swap = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

export const TEXT_CASES: readonly HostileCase[] = [
  {
    name: 'empty-file',
    what: 'A file of 0 bytes',
    answer: 'Refused',
    build: () => utf8(''),
    expect: { error: 'file_empty' },
  },
  {
    name: 'blank-lines-only',
    what: 'Nothing but blanks and line ends',
    answer: 'Refused',
    build: () => utf8('\r\n  \r\n\t\r\n'),
    expect: { error: 'file_empty' },
  },
  {
    name: 'bom-only',
    what: 'Nothing but a byte order mark',
    answer: 'Refused',
    build: () => utf8('\uFEFF'),
    expect: { error: 'file_empty' },
  },
  {
    name: 'no-such-file',
    what: 'A path where no file is',
    answer: 'Refused',
    build: (dir) => join(dir, 'absent.csv'),
    expect: { error: 'file_unreadable' },
  },
  {
    name: 'directory',
    what: 'A folder in place of a file',
    answer: 'Refused',
    build: (dir) => {
      mkdirSync(join(dir, 'folder.csv'))
      return join(dir, 'folder.csv')
    },
    expect: { error: 'file_unreadable' },
  },
  {
    name: 'too-large',
    what: 'A file above the size limit',
    answer: 'Refused before it is read',
    build: () => utf8(HEAD + ROW),
    limits: { compressedBytes: 20 },
    expect: { error: 'file_too_large' },
  },
  {
    name: 'header-only',
    what: 'A header and no data',
    answer: 'Opens; an import is refused',
    build: () => utf8(HEAD),
    expect: { rows: [], convertError: 'no_rows' },
  },
  {
    name: 'no-header',
    what: 'Data from the first row on',
    answer: 'Refused: columns are never guessed from data',
    build: () => utf8(ROW + ROW),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'wrong-header',
    what: 'A header of quite another table',
    answer: 'Refused',
    build: () => utf8('商品编号,单价,库存\n1,2,3\n'),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'header-below-row-10',
    what: 'Twelve title rows above the header',
    answer: 'Refused: the header must stand within the first ten rows',
    build: () => utf8(`${'说明\n'.repeat(12)}${HEAD}${ROW}`),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'duplicate-header',
    what: 'The same column name twice',
    answer: 'Read; the mapping reports the column as ambiguous and maps neither',
    build: () => utf8('经营者名称,统一社会信用代码,统一社会信用代码\na,1,2\n'),
    expect: { rows: [['a', '1', '2']], ambiguous: ['uscc'] },
  },
  {
    name: 'repeated-header',
    what: 'Two files pasted together: header and byte order mark again in the middle',
    answer: 'Read; the second header is a row like any other (its code is invalid)',
    build: () => utf8(`\uFEFF${HEAD}${ROW}\uFEFF${HEAD}${ROW}`),
    expect: { rows: [[...R], [`\uFEFF${H[0]}`, H[1], H[2]], [...R]] },
  },
  {
    name: 'nul-bytes',
    what: 'Cells padded with NUL',
    answer: 'Read; the NULs are handed on and folded away as invisible characters',
    build: () => utf8(`${HEAD}甲\0\0,1\0,x\n`),
    expect: { rows: [['甲\0\0', '1\0', 'x']] },
  },
  {
    name: 'lone-quotes',
    what: 'Quotes inside unquoted cells, unescaped quotes inside quoted ones',
    answer: 'Read as Excel reads them',
    build: () => utf8(`${HEAD}甲"乙",1,x\n"北京"好"公司",2,y\n"a""b",3,"z"\n`),
    expect: {
      rows: [
        ['甲"乙"', '1', 'x'],
        ['北京"好"公司', '2', 'y'],
        ['a"b', '3', 'z'],
      ],
    },
  },
  {
    name: 'unterminated-quote',
    what: 'A quote that is never closed, up to the end of the file',
    answer: 'That line becomes a row that is rejected; every other row is read',
    build: () => utf8(`${HEAD}${ROW}甲,"从不结束,x\n${ROW}${ROW}`),
    expect: { rows: [[...R], ['甲,"从不结束,x'], [...R], [...R]], warnings: ['quote_unclosed'] },
  },
  {
    name: 'ragged-rows',
    what: 'Rows with fewer and with more cells than the header',
    answer: 'Handed on as they are; the engine rejects them (列数与表头不一致)',
    build: () => utf8(`${HEAD}甲,1\n乙,2,x,y\n${ROW}`),
    expect: { rows: [['甲', '1'], ['乙', '2', 'x', 'y'], [...R]] },
  },
  {
    name: 'ten-million-rows',
    what: '10,000,000 rows',
    answer: 'Refused at row 5,000,001 (the limit is a setting)',
    build: (dir) => stream(join(dir, 'ten-million'), repeated('name,uscc\n', 'a,1\n', 10_000_000)),
    expect: { error: 'too_many_rows' },
  },
  {
    name: 'million-blank-rows',
    what: 'A million rows of bare commas below the data',
    answer: 'Read; blank rows vanish and row numbers stay right',
    build: (dir) => stream(join(dir, 'blank'), repeated(HEAD + ROW, ',,\n', 1_000_000)),
    expect: { rows: [[...R]] },
  },
  {
    name: 'hundred-thousand-columns',
    what: 'A header of 100,000 columns',
    answer: 'Refused',
    build: () => utf8(`${HEAD.trim()}${',x'.repeat(100_000)}\n`),
    expect: { error: 'too_many_columns' },
  },
  {
    name: 'many-columns-of-data',
    what: 'Rows of 200,000 empty cells under a small header',
    answer: 'Read; the rows are rejected for their column count',
    build: () => utf8(`${HEAD}甲${','.repeat(200_000)}\n${ROW}`),
    expect: { count: 2 },
  },
  {
    name: 'fifty-megabyte-cell',
    what: 'One cell of 50 MB',
    answer: 'That row becomes a stub that is rejected; it is never held in memory whole; the others are read',
    build: (dir) =>
      stream(join(dir, 'cell'), [
        utf8(`${HEAD}${ROW}甲,`),
        ...Array<Buffer>(50).fill(Buffer.alloc(1024 * 1024, 0x61)),
        utf8(`,x\n${ROW}`),
      ]),
    expect: { count: 3, warnings: ['row_too_long'] },
  },
  {
    name: 'fifty-megabyte-quoted-cell',
    what: 'One quoted cell of 50 MB',
    answer: 'The same',
    build: (dir) =>
      stream(join(dir, 'quoted'), [
        utf8(`${HEAD}${ROW}甲,"`),
        ...Array<Buffer>(50).fill(Buffer.alloc(1024 * 1024, 0x61)),
        utf8(`",x\n${ROW}`),
      ]),
    expect: { count: 3, warnings: ['row_too_long'] },
  },
  {
    name: 'mixed-encodings',
    what: 'UTF-8 with a few rows of GBK pasted in',
    answer: 'Read as UTF-8 with a warning; the GBK rows are rejected (编码错误)',
    build: () => Buffer.concat([utf8(HEAD + ROW), encodeGb18030(ROW), utf8(ROW)]),
    expect: { count: 3, warnings: ['encoding_mixed'], encoding: 'utf-8', undecodable: true },
  },
  {
    name: 'gb18030',
    what: 'GBK without any mark, as Chinese Excel saves CSV',
    answer: 'Read',
    build: () => encodeGb18030(HEAD + ROW),
    expect: { rows: [[...R]], encoding: 'gb18030' },
  },
  {
    name: 'gb18030-four-byte',
    what: 'GB18030 with four-byte characters (㐂 䶮 𠮷)',
    answer: 'Read',
    build: () => encodeGb18030(`${HEAD}㐂䶮𠮷公司,1,x\n`),
    expect: { rows: [['㐂䶮𠮷公司', '1', 'x']], encoding: 'gb18030' },
  },
  {
    name: 'gb18030-broken-byte',
    what: 'GBK with a byte that belongs to no character',
    answer: 'Read with a warning; the row is rejected (编码错误)',
    build: () =>
      Buffer.concat([encodeGb18030(`${HEAD}甲`), Buffer.from([0xff]), encodeGb18030(`,1,x\n${ROW.repeat(3)}`)]),
    expect: { count: 4, encoding: 'gb18030', undecodable: true, warnings: ['encoding_mixed'] },
  },
  {
    name: 'utf-16-le',
    what: 'UTF-16 little endian with BOM (Excel’s “Unicode text”)',
    answer: 'Read',
    build: () => Buffer.from(`\uFEFF${(HEAD + ROW).replaceAll(',', '\t')}`, 'utf16le'),
    expect: { rows: [[...R]], encoding: 'utf-16le' },
  },
  {
    name: 'utf-16-be',
    what: 'UTF-16 big endian with BOM',
    answer: 'Read',
    build: () => swap(`\uFEFF${HEAD}${ROW}`),
    expect: { rows: [[...R]], encoding: 'utf-16be' },
  },
  {
    name: 'utf-16-without-bom',
    what: 'UTF-16 without BOM',
    answer: 'Read',
    build: () => Buffer.from(`${HEAD}${ROW}`, 'utf16le'),
    expect: { rows: [[...R]], encoding: 'utf-16le' },
  },
  {
    name: 'utf-32',
    what: 'UTF-32',
    answer: 'Refused',
    build: () =>
      Buffer.concat([
        Buffer.from([0xff, 0xfe, 0, 0]),
        ...[...HEAD].map((c) => Buffer.from([c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0])),
      ]),
    expect: { error: 'encoding_unsupported' },
  },
  {
    name: 'utf-7',
    what: 'UTF-7 gibberish',
    answer: 'Refused: no header is recognised',
    build: () => utf8('+fs+EJYAFVA12cA-,+fs+EJYAFVA12cA-\n1,2\n'),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'broken-utf-8',
    what: 'Cut-off characters, overlong forms and surrogates in UTF-8',
    answer: 'Read with a warning; broken bytes become U+FFFD and the rows are rejected (编码错误)',
    build: () =>
      Buffer.concat([utf8(`${HEAD}甲`), Buffer.from([0xed, 0xa0, 0x80, 0xc0, 0xaf, 0xe7]), utf8(`,1,x\n${ROW}`)]),
    expect: { count: 2, encoding: 'utf-8', undecodable: true, warnings: ['encoding_mixed'] },
  },
  {
    name: 'utf-16-lone-surrogate',
    what: 'A lone surrogate in UTF-16',
    answer: 'Read; the row is rejected (编码错误)',
    build: () => Buffer.from(`\uFEFF${HEAD}甲\ud800,1,x\n`, 'utf16le'),
    expect: { rows: [['甲\uFFFD', '1', 'x']], undecodable: true },
  },
  {
    name: 'cr-only',
    what: 'Lone CR between rows (old Mac)',
    answer: 'Read',
    build: () => utf8((HEAD + ROW).replaceAll('\n', '\r')),
    expect: { rows: [[...R]] },
  },
  {
    name: 'mixed-line-ends',
    what: 'LF and CRLF in turn, none at the end',
    answer: 'Read',
    build: () => utf8(`${HEAD.trim()}\r\n${ROW}${ROW.trim()}\r\n${ROW.trim()}`),
    expect: { rows: [[...R], [...R], [...R]] },
  },
  {
    name: 'scientific-notation',
    what: 'Codes that Excel turned into 9.13301E+17 before saving CSV',
    answer: 'Handed on as text: the code is invalid, the value cannot be restored',
    build: () => utf8(`${HEAD}甲,9.13301E+17,x\n`),
    expect: { rows: [['甲', '9.13301E+17', 'x']] },
  },
  {
    name: 'lost-leading-zeros',
    what: 'Numbers that lost their leading zeros in Excel',
    answer: 'Handed on as they stand: nothing is added',
    build: () => utf8('name,phone\n甲,57100000000\n'),
    expect: { rows: [['甲', '57100000000']] },
  },
  {
    name: 'formula-in-csv',
    what: 'Cells like =cmd|…, @SUM, +1',
    answer: 'Read as text; every file we write puts an apostrophe before them',
    build: () => utf8(`${HEAD}=cmd|'/C calc'!A0,@SUM(1),+1\n`),
    expect: { rows: [["=cmd|'/C calc'!A0", '@SUM(1)', '+1']] },
  },
  {
    name: 'semicolons',
    what: 'Semicolons between cells',
    answer: 'Read',
    build: () => utf8((HEAD + ROW).replaceAll(',', ';')),
    expect: { rows: [[...R]] },
  },
]

export const JSON_CASES: readonly HostileCase[] = [
  {
    name: 'ndjson-nested',
    what: 'NDJSON with an object or array as a value',
    answer: 'That line becomes a row that is rejected',
    build: () => utf8('{"name":"甲","uscc":"1"}\n{"name":{"zh":"乙"},"uscc":["2"]}\n'),
    expect: { rows: [['甲', '1'], ['{"name":{"zh":"乙"},"uscc":["2"]}']], warnings: ['ndjson_nested'] },
  },
  {
    name: 'ndjson-broken-line',
    what: 'NDJSON with one broken line',
    answer: 'That line becomes a row that is rejected; the others are read',
    build: () => utf8('{"name":"甲","uscc":"1"}\n{"name":"乙",\n{"name":"丙","uscc":"3"}\n'),
    expect: { rows: [['甲', '1'], ['{"name":"乙",'], ['丙', '3']], warnings: ['ndjson_broken'] },
  },
  {
    name: 'ndjson-number-code',
    what: 'A code as a JSON number of 18 digits',
    answer: 'Written in scientific notation: no check of a code accepts it (codes must be strings)',
    build: () => utf8('{"name":"甲","uscc":913301067461631130}\n'),
    expect: { rows: [['甲', '9.1330106746163110e+17'.replace('0e', 'e')]] },
  },
  {
    name: 'ndjson-proto',
    what: 'Keys like __proto__ and constructor',
    answer: 'Plain column names without effect',
    build: () => utf8('{"name":"甲","__proto__":"x","constructor":"y"}\n'),
    expect: { rows: [['甲', 'x', 'y']] },
  },
  {
    name: 'ndjson-long-line',
    what: 'A line of 2 MB',
    answer: 'That line becomes a row that is rejected',
    build: () => utf8(`{"name":"甲"}\n{"name":"${'a'.repeat(2_000_000)}"}\n{"name":"乙"}\n`),
    expect: { rows: [['甲'], ['…', ''], ['乙']], warnings: ['row_too_long'] },
  },
  {
    name: 'ndjson-deep',
    what: 'A line of 100,000 nested arrays',
    answer: 'That line becomes a row that is rejected',
    build: () => utf8(`{"name":"甲","uscc":"1"}\n{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`),
    expect: { count: 2, warnings: ['ndjson_nested'] },
  },
  {
    name: 'json-array',
    what: 'One JSON array in place of NDJSON',
    answer: 'Refused',
    build: () => utf8('[{"name":"甲"}]'),
    expect: { error: 'json_array' },
  },
  {
    name: 'json-pretty',
    what: 'One JSON object over several lines',
    answer: 'Refused',
    build: () => utf8('{\n  "name": "甲"\n}\n'),
    expect: { error: 'json_not_ndjson' },
  },
]
