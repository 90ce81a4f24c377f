import { type OutCell, safeText } from './safe-cell.ts'

export interface OutColumn {
  readonly header: string
  /** in characters, as Excel counts; a Chinese character takes two */
  readonly width?: number
}

/** Styles of the workbook, by index: see STYLES_XML. */
export const STYLE = { text: 1, header: 2, number: 3, wrap: 4 } as const

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PKG = 'http://schemas.openxmlformats.org/package/2006'

// What XML 1.0 cannot hold, and lone surrogates.
const ILLEGAL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const SPECIAL = /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/

export const escapeXml = (text: string): string =>
  SPECIAL.test(text)
    ? text
        .replace(ILLEGAL, '\uFFFD')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll('\r', '&#13;')
    : text

/** 0 → A, 26 → AA */
export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)

const names: string[] = []
const nameOf = (index: number): string => {
  names[index] ??= columnName(index)
  return names[index]
}

export const cellXml = (value: OutCell, row: number, column: number, style: number): string => {
  if (typeof value === 'number') return `<c r="${nameOf(column)}${row}" s="${STYLE.number}"><v>${value}</v></c>`
  if (value === '') return ''
  return `<c r="${nameOf(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(safeText(value))}</t></is></c>`
}

export const rowXml = (cells: readonly OutCell[], row: number, style: number): string => {
  let xml = `<row r="${row}">`
  for (let i = 0; i < cells.length; i++) xml += cellXml(cells[i]!, row, i, style)
  return `${xml}</row>`
}

export const sheetStart = (columns: readonly OutColumn[]): string => {
  const cols = columns.map(
    ({ width }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width ?? 18}" style="${STYLE.text}" customWidth="1"/>`,
  )
  const pane =
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/>${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>` +
    rowXml(
      columns.map(({ header }) => header),
      1,
      STYLE.header,
    )
  )
}

export const sheetEnd = (): string => '</sheetData></worksheet>'

export const CONTENT_TYPES = (sheets: number): string =>
  `${XML}<Types xmlns="${PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
  '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' +
  range(
    sheets,
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  ) +
  '</Types>'

export const ROOT_RELS = `${XML}<Relationships xmlns="${PKG}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export const WORKBOOK_RELS = (sheets: number): string =>
  `${XML}<Relationships xmlns="${PKG}/relationships">` +
  range(sheets, (n) => `<Relationship Id="rId${n}" Type="${REL}/worksheet" Target="worksheets/sheet${n}.xml"/>`) +
  `<Relationship Id="rId${sheets + 1}" Type="${REL}/styles" Target="styles.xml"/></Relationships>`

export const WORKBOOK = (sheetNames: readonly string[]): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews><sheets>` +
  range(sheetNames.length, (n) => `<sheet name="${escapeXml(sheetNames[n - 1]!)}" sheetId="${n}" r:id="rId${n}"/>`) +
  '</sheets></workbook>'

/** Style 0 default, 1 text (format @: codes stay as typed), 2 header, 3 number with thousands, 4 text that wraps. */
export const STYLES_XML =
  `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>' +
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

const range = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i + 1)).join('')
