import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { readAttributes } from '../xlsx/xml-attributes.ts'
import { createXmlReader } from '../xlsx/xml-reader.ts'
import { openZip, type SafeZip } from '../xlsx/zip.ts'
import { writeTemplate } from './template.ts'
import { writeXlsx } from './write-xlsx.ts'

const dir = mkdtempSync(join(tmpdir(), 'redbridge-validity-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Element {
  readonly path: string
  readonly attributes: Record<string, string>
}

/** All elements of a part with their paths; fails on XML that is not well-formed. */
const elements = async (zip: SafeZip, part: string): Promise<Element[]> => {
  const found: Element[] = []
  const stack: string[] = []
  const reader = createXmlReader({
    open(name, tag) {
      stack.push(name)
      found.push({ path: stack.join('/'), attributes: readAttributes(tag) })
    },
    close: () => stack.pop(),
    text: () => {},
  })
  for await (const chunk of zip.read(part)) reader.push(chunk)
  reader.end()
  return found
}
const at = (all: readonly Element[], path: string) =>
  all.filter((one) => one.path === path).map(({ attributes }) => attributes)

/** What Excel checks before it offers to "repair" a workbook (ECMA-376 parts 1 and 2). */
const checkWorkbook = async (path: string) => {
  const zip = await openZip(path, DEFAULT_LIMITS)
  const types = await elements(zip, '[Content_Types].xml')
  const byName = new Set(at(types, 'Types/Override').map(({ PartName }) => PartName!.slice(1).toLowerCase()))
  const byExtension = new Set(at(types, 'Types/Default').map(({ Extension }) => Extension))
  for (const name of zip.names) expect(byName.has(name) || byExtension.has(name.split('.').at(-1)!)).toBe(true)
  for (const name of byName) expect(zip.has(name)).toBe(true)
  const sheets = at(await elements(zip, 'xl/workbook.xml'), 'workbook/sheets/sheet')
  const relations = at(await elements(zip, 'xl/_rels/workbook.xml.rels'), 'Relationships/Relationship')
  expect(new Set(relations.map(({ Id }) => Id)).size).toBe(relations.length)
  for (const { Target } of relations) expect(zip.has(`xl/${Target}`)).toBe(true)
  for (const sheet of sheets) {
    expect(sheet.name).toMatch(/^[^[\]:*?/\\]{1,31}$/)
    expect(relations.some(({ Id }) => Id === sheet['r:id'])).toBe(true)
  }
  expect(new Set(sheets.map(({ name }) => name!.toLowerCase())).size).toBe(sheets.length)
  const styles = await elements(zip, 'xl/styles.xml')
  const counted = ['fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles']
  for (const name of counted) {
    const children = styles.filter(
      (one) => one.path.startsWith(`styleSheet/${name}/`) && one.path.split('/').length === 3,
    )
    expect([name, String(children.length)]).toEqual([name, at(styles, `styleSheet/${name}`)[0]!.count])
  }
  const xfs = at(styles, 'styleSheet/cellXfs/xf').length
  for (let n = 1; n <= sheets.length; n++) checkSheet(await elements(zip, `xl/worksheets/sheet${n}.xml`), xfs)
  await zip.close()
  return sheets.map(({ name }) => name)
}

const ORDER = ['sheetViews', 'sheetFormatPr', 'cols', 'sheetData']

const checkSheet = (all: readonly Element[], xfs: number) => {
  const top = all.filter(({ path }) => path.split('/').length === 2).map(({ path }) => path.split('/')[1]!)
  expect(top).toEqual(ORDER.filter((name) => top.includes(name)))
  let row = 0
  let column = 0
  for (const { path, attributes } of all) {
    if (path === 'worksheet/sheetData/row') {
      expect(Number(attributes.r)).toBe(row + 1)
      row++
      column = 0
    }
    if (path !== 'worksheet/sheetData/row/c') continue
    const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(attributes.r!)!
    const index = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    expect([Number(number), index > column, Number(attributes.s) < xfs]).toEqual([row, true, true])
    column = index
  }
  expect(row).toBeGreaterThan(0)
}

describe('what we write is a workbook by the standard', () => {
  it('with awkward names, characters and many columns', async () => {
    const path = join(dir, 'a.xlsx')
    const columns = Array.from({ length: 60 }, (_, i) => ({ header: `列<${i}>&"` }))
    const rows = [
      columns.map((_, i) => (i % 3 === 0 ? '' : `\u0000\u000b&<>"'\ud800值${i}\r\n]]>`)),
      columns.map((_, i) => i),
      ['x'.repeat(40_000)],
    ]
    const sheets = [
      { name: '[a]:*?/\\', columns, rows },
      { name: 'x'.repeat(40), columns, rows: [] },
      { name: 'X'.repeat(40), columns: [], rows: [['1']] },
    ]
    await writeXlsx(path, { sheets, sheetRows: 2 })
    expect(await checkWorkbook(path)).toHaveLength(4)
  })

  it('the template', async () => {
    await writeTemplate(join(dir, 't.xlsx'))
    expect(await checkWorkbook(join(dir, 't.xlsx'))).toEqual(['身份信息报送', '填写说明'])
  })

  it('and the same table is the same file, byte for byte', async () => {
    const { readFileSync } = await import('node:fs')
    for (const name of ['one.xlsx', 'two.xlsx'])
      await writeXlsx(join(dir, name), { sheets: [{ name: 'a', columns: [{ header: 'h' }], rows: [['x'], ['y']] }] })
    expect(readFileSync(join(dir, 'one.xlsx')).equals(readFileSync(join(dir, 'two.xlsx')))).toBe(true)
  })

  it('and a source that fails leaves no file', async () => {
    const { readdirSync } = await import('node:fs')
    const before = readdirSync(dir).length
    const rows = (function* () {
      yield ['1']
      throw new Error('source failed')
    })()
    await expect(
      writeXlsx(join(dir, 'fail.xlsx'), { sheets: [{ name: 'a', columns: [{ header: 'h' }], rows }] }),
    ).rejects.toThrow('source failed')
    expect(readdirSync(dir).length).toBe(before)
  })
})
