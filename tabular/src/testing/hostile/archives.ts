import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { oneSheet, rowOf, sheetOf, xlsxParts } from '../xlsx.ts'
import { buildZip } from '../zip.ts'
import { H, HEAD, type HostileCase, R, ROW, utf8 } from './case.ts'

const good = () => rowOf(1, H) + rowOf(2, R)

const gzipOf = async (path: string, megabytes: number): Promise<string> => {
  const block = Buffer.alloc(1024 * 1024, 0x61)
  const source = Readable.from(
    (function* () {
      yield utf8(HEAD)
      for (let i = 0; i < megabytes; i++) yield block
    })(),
  )
  await pipeline(source, createGzip({ level: 9 }), createWriteStream(path))
  return path
}

const bombSheet = () =>
  sheetOf(`${good()}${`<row><c t="inlineStr"><is><t>${'0'.repeat(1000)}</t></is></c></row>`.repeat(60_000)}`)
const badCrc = (file: Buffer) => {
  file[file.length - 8]! ^= 1
  return file
}

export const ARCHIVE_CASES: readonly HostileCase[] = [
  {
    name: 'gzip-bomb',
    what: 'gzip that inflates 1,000 times (200 MB)',
    answer: 'Refused while inflating, after 16 MB',
    build: (dir) => gzipOf(join(dir, 'bomb.gz'), 200),
    expect: { error: 'compression_ratio' },
  },
  {
    name: 'gzip-nested',
    what: 'gzip inside gzip',
    answer: 'Refused',
    build: () => gzipSync(gzipSync(utf8(HEAD + ROW))),
    expect: { error: 'nested_compression' },
  },
  {
    name: 'gzip-too-large',
    what: 'gzip that inflates beyond the size limit',
    answer: 'Refused while inflating',
    build: () => gzipSync(utf8(HEAD + ROW.repeat(40_000))),
    limits: { uncompressedBytes: 1_000_000 },
    expect: { error: 'inflated_too_large' },
  },
  {
    name: 'gzip-truncated',
    what: 'gzip cut off half-way',
    answer: 'Refused; nothing of it is imported',
    build: () => {
      const file = gzipSync(utf8(HEAD + Array.from({ length: 5000 }, (_, i) => `甲${i * 7919},${i},x\n`).join('')))
      return file.subarray(0, file.length / 2)
    },
    expect: { error: 'gzip_damaged' },
  },
  {
    name: 'gzip-bad-checksum',
    what: 'gzip with a wrong checksum',
    answer: 'Refused',
    build: () => badCrc(gzipSync(utf8(HEAD + ROW))),
    expect: { error: 'gzip_damaged' },
  },
  {
    name: 'gzip-empty',
    what: 'gzip of nothing',
    answer: 'Refused',
    build: () => gzipSync(''),
    expect: { error: 'file_empty' },
  },
  {
    name: 'gzip-of-pdf',
    what: 'gzip of a PDF',
    answer: 'Refused',
    build: () => gzipSync(utf8('%PDF-1.7 …')),
    expect: { error: 'not_a_table' },
  },
  {
    name: 'gzip-members',
    what: 'Two gzip files one after the other',
    answer: 'Read as one',
    build: () => Buffer.concat([gzipSync(utf8(HEAD)), gzipSync(utf8(ROW))]),
    expect: { rows: [[...R]] },
  },
  {
    name: 'gzip-of-xlsx',
    what: 'gzip of an XLSX',
    answer: 'Read',
    build: () => gzipSync(oneSheet(good())),
    expect: { rows: [[...R]] },
  },
  {
    name: 'xlsx-bomb',
    what: 'XLSX of 70 kB with a sheet of 60 MB',
    answer: 'Refused by its directory, before inflating',
    build: () => buildZip(xlsxParts([{ name: 'a', xml: bombSheet() }])),
    expect: { error: 'compression_ratio' },
  },
  {
    name: 'xlsx-bomb-lying',
    what: 'The same with a directory that claims a small size',
    answer: 'Refused as soon as more comes out than claimed',
    build: () =>
      buildZip(
        xlsxParts(
          [{ name: 'a', xml: '' }],
          [{ name: 'xl/worksheets/sheet1.xml', data: bombSheet(), declaredSize: 5000 }],
        ),
      ),
    expect: { error: 'zip_damaged' },
  },
  {
    name: 'zip-overlap',
    what: 'A zip whose entries share the same bytes',
    answer: 'Refused',
    build: () =>
      buildZip([
        ...xlsxParts([{ name: 'a', xml: sheetOf(good()) }]),
        ...Array.from({ length: 20 }, (_, i) => ({ name: `xl/x${i}.xml`, data: '', sameAs: 4 })),
      ]),
    expect: { error: 'zip_unsafe' },
  },
  {
    name: 'zip-path-traversal',
    what: 'A zip entry called ../../etc/cron.d/x',
    answer: 'Refused',
    build: () => oneSheet(good(), [{ name: '../../etc/cron.d/x', data: 'x' }]),
    expect: { error: 'zip_unsafe' },
  },
  {
    name: 'zip-absolute-path',
    what: 'A zip entry called /etc/passwd',
    answer: 'Refused',
    build: () => oneSheet(good(), [{ name: '/etc/passwd', data: 'x' }]),
    expect: { error: 'zip_unsafe' },
  },
  {
    name: 'zip-duplicate-entries',
    what: 'A zip with the same entry twice',
    answer: 'Refused: two readers could see two tables',
    build: () =>
      buildZip([
        ...xlsxParts([{ name: 'a', xml: sheetOf(good()) }]),
        { name: 'XL/worksheets/sheet1.xml', data: sheetOf('') },
      ]),
    expect: { error: 'zip_unsafe' },
  },
  {
    name: 'zip-many-entries',
    what: 'A zip of 5,000 entries',
    answer: 'Refused',
    build: () =>
      oneSheet(
        good(),
        Array.from({ length: 5000 }, (_, i) => ({ name: `x/${i}`, data: '' })),
      ),
    expect: { error: 'zip_unsafe' },
  },
  {
    name: 'zip-encrypted-entry',
    what: 'A zip with an encrypted entry',
    answer: 'Refused: remove the password',
    build: () =>
      buildZip(
        xlsxParts([{ name: 'a', xml: '' }], [{ name: 'xl/worksheets/sheet1.xml', data: sheetOf(good()), flags: 1 }]),
      ),
    expect: { error: 'password_protected' },
  },
  {
    name: 'zip64',
    what: 'XLSX with zip64 sizes',
    answer: 'Read',
    build: () => buildZip(xlsxParts([{ name: 'a', xml: sheetOf(good()) }]).map((part) => ({ ...part, zip64: true }))),
    expect: { rows: [[...R]] },
  },
  {
    name: 'csv-in-zip',
    what: 'A CSV inside a zip',
    answer: 'Refused: unpack it first',
    build: () => buildZip([{ name: 'report.csv', data: HEAD + ROW }]),
    expect: { error: 'zip_archive' },
  },
  {
    name: 'docx',
    what: 'A Word document',
    answer: 'Refused',
    build: () => buildZip([{ name: 'word/document.xml', data: '<x/>' }]),
    expect: { error: 'not_a_table' },
  },
  {
    name: 'ods',
    what: 'An OpenDocument sheet',
    answer: 'Refused: save as .xlsx',
    build: () =>
      buildZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', data: '<x/>' },
      ]),
    expect: { error: 'ods_unsupported' },
  },
  {
    name: 'xlsb',
    what: 'A binary workbook',
    answer: 'Refused: save as .xlsx',
    build: () => buildZip([{ name: 'xl/workbook.bin', data: 'x' }]),
    expect: { error: 'xlsb_unsupported' },
  },
  {
    name: 'xlsx-truncated',
    what: 'XLSX cut off half-way',
    answer: 'Refused',
    build: () => {
      const file = oneSheet(good())
      return file.subarray(0, file.length / 2)
    },
    expect: { error: 'zip_damaged' },
  },
  {
    name: 'xlsx-damaged',
    what: 'XLSX with bytes overwritten in the middle',
    answer: 'Refused',
    build: () => {
      const file = oneSheet(good() + rowOf(3, ['x'.repeat(50)]))
      const at = file.indexOf('sheet1.xml') + 20
      file.fill(0xaa, at, at + 40)
      return file
    },
    expect: { error: 'zip_damaged' },
  },
]
