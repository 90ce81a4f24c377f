import { buildXlsx, oneSheet, rowOf, sheetOf } from '../xlsx.ts'
import { H, type HostileCase, R } from './case.ts'

const good = () => rowOf(1, H) + rowOf(2, R)
const sheet1 = (data: string) => oneSheet('', [{ name: 'xl/worksheets/sheet1.xml', data }])
const number = (ref: string, value: string, style = '') => ({ xml: `<c r="${ref}"${style}><v>${value}</v></c>` })
const row2 = (second: { xml: string }) => oneSheet(rowOf(1, H) + rowOf(2, ['甲', second, 'x']))
const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')

const STYLES = {
  name: 'xl/styles.xml',
  data: '<styleSheet><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>',
}

export const WORKBOOK_CASES: readonly HostileCase[] = [
  {
    name: 'xlsx-xxe',
    what: 'A DTD with an external entity (XXE)',
    answer: 'Refused; nothing is fetched',
    build: () =>
      sheet1(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheetOf(good())}`),
    expect: { error: 'xml_forbidden' },
  },
  {
    name: 'xlsx-billion-laughs',
    what: 'Entities that expand a billion times',
    answer: 'Refused',
    build: () => sheet1(`<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>${sheetOf(rowOf(1, H))}`),
    expect: { error: 'xml_forbidden' },
  },
  {
    name: 'xlsx-xxe-strings',
    what: 'An undeclared entity in the shared strings',
    answer: 'Refused',
    build: () => oneSheet(good(), [{ name: 'xl/sharedStrings.xml', data: '<sst><si><t>&constructor;</t></si></sst>' }]),
    expect: { error: 'xml_forbidden' },
  },
  {
    name: 'xlsx-malformed',
    what: 'Elements that close in the wrong order',
    answer: 'Refused',
    build: () => sheet1('<worksheet><sheetData><row></sheetData></row></worksheet>'),
    expect: { error: 'xml_malformed' },
  },
  {
    name: 'xlsx-xml-cut-short',
    what: 'A sheet whose XML ends in the middle',
    answer: 'Refused',
    build: () => sheet1(sheetOf(good()).slice(0, -40)),
    expect: { error: 'xml_malformed' },
  },
  {
    name: 'xlsx-deep',
    what: 'Elements nested 100,000 deep',
    answer: 'Refused',
    build: () => sheet1('<a>'.repeat(100_000)),
    expect: { error: 'xml_malformed' },
  },
  {
    name: 'xlsx-utf-16-part',
    what: 'A sheet in UTF-16',
    answer: 'Refused',
    build: () =>
      oneSheet('', [{ name: 'xl/worksheets/sheet1.xml', data: Buffer.from(`\uFEFF${sheetOf(good())}`, 'utf16le') }]),
    expect: { error: 'xml_malformed' },
  },
  {
    name: 'xlsx-no-sheet',
    what: 'A workbook whose sheet is missing',
    answer: 'Refused',
    build: () => buildXlsx([]),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'xlsx-scientific',
    what: 'A code stored as the number 9.1330106746163104E+17',
    answer: 'Handed on in scientific notation: the code is invalid, digits beyond 15 are lost',
    build: () => row2(number('B2', '9.1330106746163104E+17')),
    expect: { rows: [['甲', '9.13301067461631E+17', 'x']] },
  },
  {
    name: 'xlsx-18-digits',
    what: 'An 18-digit code or ID number stored as a number, all digits shown',
    answer: 'The same: it might pass its check digit by chance',
    build: () => row2(number('B2', '913301067461631000')),
    expect: { rows: [['甲', '9.13301067461631E+17', 'x']] },
  },
  {
    name: 'xlsx-15-digits',
    what: 'A 15-digit registration number stored as a number',
    answer: 'Read: 15 digits are exact',
    build: () => row2(number('B2', '310106000012345')),
    expect: { rows: [['甲', '310106000012345', 'x']] },
  },
  {
    name: 'xlsx-dates',
    what: 'Dates as day numbers',
    answer: 'Read as dates',
    build: () =>
      oneSheet(
        rowOf(1, ['企业名称', '列入日期', '注销日期']) +
          rowOf(2, ['甲', number('B2', '45658', ' s="1"'), number('C2', '45658.5', ' s="2"')]),
        [STYLES],
      ),
    expect: { rows: [['甲', '2025-01-01', '2025-01-01 12:00:00']] },
  },
  {
    name: 'xlsx-formulas',
    what: 'Formulas, one of them =cmd|…',
    answer: 'The stored result is read; nothing is calculated or run',
    build: () =>
      oneSheet(
        rowOf(1, H) +
          rowOf(2, [
            { xml: '<c r="A2" t="str"><f>cmd|\'/C calc\'!A0</f><v>甲</v></c>' },
            { xml: '<c r="B2"><f>1+1</f><v>2</v></c>' },
            { xml: '<c r="C2"><f>NOW()</f></c>' },
          ]),
      ),
    expect: { rows: [['甲', '2', '']] },
  },
  {
    name: 'xlsx-errors',
    what: 'Error cells (#N/A)',
    answer: 'Read as the text #N/A',
    build: () => oneSheet(rowOf(1, H) + rowOf(2, ['甲', { xml: '<c r="B2" t="e"><v>#N/A</v></c>' }, 'x'])),
    expect: { rows: [['甲', '#N/A', 'x']] },
  },
  {
    name: 'xlsx-hyperlinks',
    what: 'Cells with hyperlinks',
    answer: 'The shown text is read; links are not followed',
    build: () =>
      oneSheet(good(), [], '<hyperlinks><hyperlink ref="A2" display="x" location="http://evil.example"/></hyperlinks>'),
    expect: { rows: [[...R]] },
  },
  {
    name: 'xlsx-hidden-sheet',
    what: 'A hidden sheet before the visible one',
    answer: 'Only visible sheets are read; a warning names the hidden one',
    build: () =>
      buildXlsx([
        { name: '藏', xml: sheetOf(rowOf(1, H) + rowOf(2, ['x', 'y', 'z'])), state: 'veryHidden' },
        { name: '表', xml: sheetOf(good()) },
      ]),
    expect: { rows: [[...R]], warnings: ['hidden_sheet'] },
  },
  {
    name: 'xlsx-all-hidden',
    what: 'Only hidden sheets',
    answer: 'Refused',
    build: () => buildXlsx([{ name: '藏', xml: sheetOf(good()), state: 'hidden' }]),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'xlsx-other-sheets',
    what: 'An empty sheet, a cover, the table, and a second table with another header',
    answer: 'The first sheet with a recognisable header is read; a warning names the other table',
    build: () =>
      buildXlsx([
        { name: '空', xml: sheetOf('') },
        { name: '封面', xml: sheetOf(rowOf(1, ['2025年'])) },
        { name: '表', xml: sheetOf(good()) },
        { name: '另', xml: sheetOf(rowOf(1, ['统一社会信用代码', '企业名称'])) },
      ]),
    expect: { rows: [[...R]], warnings: ['sheet_ignored'] },
  },
  {
    name: 'xlsx-split-sheets',
    what: 'A table that goes on in a second sheet under the same header',
    answer: 'Read as one; row numbers name the sheet',
    build: () =>
      buildXlsx([
        { name: 'a', xml: sheetOf(good()) },
        { name: 'b', xml: sheetOf(good()) },
      ]),
    expect: { rows: [[...R], [...R]] },
  },
  {
    name: 'xlsm',
    what: 'A workbook with macros',
    answer: 'Its data is read, the macros are not; a warning says so',
    build: () => oneSheet(good(), [{ name: 'xl/vbaProject.bin', data: 'x' }]),
    expect: { rows: [[...R]], warnings: ['macros_ignored'] },
  },
  {
    name: 'xlsx-external-links',
    what: 'Links to other workbooks',
    answer: 'Not followed; a warning says so',
    build: () => oneSheet(good(), [{ name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' }]),
    expect: { rows: [[...R]], warnings: ['links_ignored'] },
  },
  {
    name: 'xlsx-merged',
    what: 'Merged cells and title rows',
    answer: 'Read: a merged cell’s value stands in its first cell only',
    build: () =>
      oneSheet(
        rowOf(1, ['某平台报送表']) + rowOf(3, H) + rowOf(4, R) + rowOf(5, ['', '2', 'y']),
        [],
        '<mergeCells><mergeCell ref="A4:A5"/></mergeCells>',
      ),
    expect: { rows: [[...R], ['', '2', 'y']] },
  },
  {
    name: 'xlsx-too-many-strings',
    what: 'More shared strings than allowed',
    answer: 'Refused',
    build: () =>
      oneSheet(good(), [{ name: 'xl/sharedStrings.xml', data: `<sst>${'<si><t>x</t></si>'.repeat(2000)}</sst>` }]),
    limits: { sharedStrings: 1000 },
    expect: { error: 'shared_strings_too_large' },
  },
  {
    name: 'xlsx-wild-string-index',
    what: 'A cell that points at a shared string that does not exist',
    answer: 'Read as empty',
    build: () => row2({ xml: '<c r="B2" t="s"><v>4000000000</v></c>' }),
    expect: { rows: [['甲', '', 'x']] },
  },
  {
    name: 'xlsx-wild-column',
    what: 'A cell in column ZZZZZ',
    answer: 'Refused',
    build: () => row2({ xml: '<c r="ZZZZZ2"><v>1</v></c>' }),
    expect: { error: 'xml_malformed' },
  },
  {
    name: 'xlsx-stray-cell',
    what: 'A remark far right of the table and one in row 1,048,576',
    answer: 'Cells without a header are ignored',
    build: () =>
      oneSheet(
        `${rowOf(1, H)}${rowOf(2, [...R, { xml: '<c r="XFD2" t="str"><v>!</v></c>' }])}<row r="1048576"><c r="Z1048576"><v>1</v></c></row>`,
      ),
    expect: { rows: [[...R]] },
  },
  {
    name: 'xlsx-no-references',
    what: 'Rows and cells without their references, prefixed elements (WPS, OpenXML SDK)',
    answer: 'Read',
    build: () =>
      sheet1(
        `<x:worksheet xmlns:x="m"><x:sheetData>${[H, R].map((cells) => `<x:row>${cells.map((c) => `<x:c t="inlineStr"><x:is><x:t>${c}</x:t></x:is></x:c>`).join('')}</x:row>`).join('')}</x:sheetData></x:worksheet>`,
      ),
    expect: { rows: [[...R]] },
  },
  {
    name: 'xlsx-phonetic',
    what: 'Rich text, phonetic runs, CDATA, character references and _x000D_',
    answer: 'Read as the shown text',
    build: () =>
      oneSheet(
        rowOf(1, H) +
          rowOf(2, [
            { xml: '<c r="A2" t="s"><v>0</v></c>' },
            { xml: '<c r="B2" t="inlineStr"><is><t><![CDATA[<1>]]></t></is></c>' },
            { xml: '<c r="C2" t="str"><v>a_x000D_&#x7EA2;&amp;</v></c>' },
          ]),
        [
          {
            name: 'xl/sharedStrings.xml',
            data: '<sst><si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si></sst>',
          },
        ],
      ),
    expect: { rows: [['甲 乙', '<1>', 'a\r红&']] },
  },
  {
    name: 'xlsx-broken-utf-8',
    what: 'Bytes in a sheet that are no UTF-8',
    answer: 'Read; they become U+FFFD and the row is rejected (编码错误)',
    build: () => {
      const sheet = Buffer.from(sheetOf(rowOf(1, H) + rowOf(2, ['甲@', '1', 'x'])))
      sheet[sheet.indexOf('@')] = 0xff
      return oneSheet('', [{ name: 'xl/worksheets/sheet1.xml', data: sheet }])
    },
    expect: { rows: [['甲\uFFFD', '1', 'x']], undecodable: true },
  },
]
