import { columnName, escapeXml } from '../write/sheet-xml.ts'
import { buildZip, type ZipPart } from './zip.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PKG = 'http://schemas.openxmlformats.org/package/2006'

/** A cell as raw XML or a text. */
type Cell = string | { xml: string }

/** A row of inline strings; `{ xml }` cells go in as they are. */
export const rowOf = (row: number, cells: readonly Cell[]): string =>
  `<row r="${row}">${cells
    .map((cell, i) =>
      typeof cell === 'string'
        ? `<c r="${columnName(i)}${row}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`
        : cell.xml,
    )
    .join('')}</row>`

export const sheetOf = (rows: string, extra = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet ${MAIN}><sheetData>${rows}</sheetData>${extra}</worksheet>`

export interface SheetPart {
  readonly name: string
  readonly xml: string
  readonly state?: string
}

/** Parts of a workbook with the given sheets; `more` replaces or adds parts. */
export const xlsxParts = (sheets: readonly SheetPart[], more: readonly ZipPart[] = []): ZipPart[] => {
  const numbered = sheets.map((sheet, i) => ({ ...sheet, n: i + 1 }))
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', data: `<Types xmlns="${PKG}/content-types"/>` },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${PKG}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook ${MAIN} xmlns:r="${REL}"><sheets>${numbered
        .map(
          ({ name, n, state }) =>
            `<sheet name="${escapeXml(name)}" sheetId="${n}" r:id="rId${n}"${state ? ` state="${state}"` : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${PKG}/relationships">${numbered
        .map(({ n }) => `<Relationship Id="rId${n}" Type="${REL}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
        .join(
          '',
        )}<Relationship Id="rId900" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId901" Type="${REL}/styles" Target="/xl/styles.xml"/></Relationships>`,
    },
    ...numbered.map(({ n, xml }) => ({ name: `xl/worksheets/sheet${n}.xml`, data: xml })),
  ]
  const replaced = new Set(more.map(({ name }) => name))
  return [...parts.filter(({ name }) => !replaced.has(name)), ...more]
}

export const buildXlsx = (sheets: readonly SheetPart[], more: readonly ZipPart[] = []): Buffer =>
  buildZip(xlsxParts(sheets, more))

/** A workbook of one sheet. */
export const oneSheet = (rows: string, more: readonly ZipPart[] = [], extra = ''): Buffer =>
  buildXlsx([{ name: 'Sheet1', xml: sheetOf(rows, extra) }], more)
