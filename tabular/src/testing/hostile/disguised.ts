import { encodeGb18030 } from '../gb18030.ts'
import { H, type HostileCase, R, utf8 } from './case.ts'

const binary = (hex: string, size = 4096): Buffer => {
  const head = Buffer.from(hex, 'hex')
  return Buffer.concat([head, Buffer.from(Array.from({ length: size }, (_, i) => (i * 7919) & 255))])
}

/** An OLE2 container whose directory names one stream. */
const ole2 = (stream: string): Buffer => {
  const file = Buffer.alloc(4096)
  file.write('d0cf11e0a1b11ae1', 0, 'hex')
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  file.write(stream, 1024, 'utf16le')
  return file
}

const refused = (name: string, what: string, hex: string): HostileCase => ({
  name,
  what,
  answer: 'Refused, naming what it is',
  build: () => binary(hex),
  expect: { error: 'not_a_table' },
})

const htmlTable = (charset: string) =>
  `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=${charset}"><style>td{mso-number-format:"\\@"}</style></head>` +
  `<body><table border=1><tr><td colspan=3>报送表</td></tr><tr>${H.map((h) => `<th>${h}</th>`).join('')}</tr><tr><td>${R[0]}</td><td x:str>${R[1]}</td><td><a href="x">${R[2]}</a>&nbsp;</td></tr>` +
  '<tr><td>A&amp;B<br>公司<td>2<td><script>alert(1)</script></tr></table></body></html>'

export const DISGUISED_CASES: readonly HostileCase[] = [
  refused('pdf', 'A PDF called .csv', '255044462d312e37'),
  refused('jpeg', 'A JPEG called .csv', 'ffd8ffe000104a46'),
  refused('png', 'A PNG called .xlsx', '89504e470d0a1a0a'),
  refused('exe', 'A Windows program called .csv', '4d5a900003000000'),
  refused('rar', 'A RAR archive', '526172211a0700cf'),
  refused('7z', 'A 7-Zip archive', '377abcaf271c0004'),
  refused('sqlite', 'A SQLite database', '53514c69746520666f726d6174203300'),
  {
    name: 'random-bytes',
    what: 'Random bytes',
    answer: 'Refused',
    build: () => binary('00010203'),
    expect: { error: 'not_a_table' },
  },
  {
    name: 'xls-legacy',
    what: 'Excel 97–2003 (.xls, OLE2)',
    answer: 'Refused: save as .xlsx',
    build: () => ole2('Workbook'),
    expect: { error: 'xls_legacy' },
  },
  {
    name: 'xlsx-password',
    what: 'XLSX with a password (OLE2 around it)',
    answer: 'Refused: remove the password',
    build: () => ole2('EncryptedPackage'),
    expect: { error: 'password_protected' },
  },
  {
    name: 'ole2-cut-short',
    what: 'The first 16 bytes of an .xls',
    answer: 'Refused',
    build: () => ole2('Workbook').subarray(0, 16),
    expect: { error: 'xls_legacy' },
  },
  {
    name: 'word-97',
    what: 'A Word 97 document',
    answer: 'Refused',
    build: () => ole2('WordDocument'),
    expect: { error: 'not_a_table' },
  },
  {
    name: 'html-table-as-xls',
    what: 'An HTML table saved as .xls (many Chinese systems export this)',
    answer: 'Read',
    build: () => utf8(htmlTable('utf-8')),
    expect: { header: [...H], rows: [[...R], ['A&B 公司', '2', 'alert(1)']] },
  },
  {
    name: 'html-table-gb2312',
    what: 'The same in GB2312',
    answer: 'Read',
    build: () => encodeGb18030(htmlTable('gb2312')),
    expect: { header: [...H], rows: [[...R], ['A&B 公司', '2', 'alert(1)']], encoding: 'gb18030' },
  },
  {
    name: 'html-login-page',
    what: 'A log-in page saved in place of the export',
    answer: 'Refused',
    build: () => utf8('<!DOCTYPE html><html><body><h1>请登录</h1></body></html>'),
    expect: { error: 'not_a_table' },
  },
  {
    name: 'html-other-table',
    what: 'An HTML page with some other table',
    answer: 'Refused',
    build: () => utf8('<html><table><tr><td>天气</td><td>晴</td></tr></table></html>'),
    expect: { error: 'header_not_found' },
  },
  {
    name: 'xml-spreadsheet-2003',
    what: 'XML Spreadsheet 2003',
    answer: 'Refused: save as .xlsx',
    build: () =>
      utf8(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
      ),
    expect: { error: 'xml_spreadsheet' },
  },
  {
    name: 'xml-other',
    what: 'Some other XML',
    answer: 'Refused',
    build: () => utf8('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    expect: { error: 'not_a_table' },
  },
]
