import { posix } from 'node:path'
import { TabularError } from '../errors.ts'
import { type DateStyles, isDateFormat } from './cell-values.ts'
import { readAttributes } from './xml-attributes.ts'
import { createXmlReader, type XmlHandler } from './xml-reader.ts'
import type { SafeZip } from './zip.ts'

export interface WorkbookSheet {
  readonly name: string
  readonly path: string
  readonly hidden: boolean
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[]
  readonly date1904: boolean
  readonly dateStyles: DateStyles
  readonly sharedStringsPath: string | undefined
  readonly macros: boolean
  readonly externalLinks: boolean
}

// The directory parts of a workbook are small; one that is not is no directory.
const MAX_PART = 16 * 1024 * 1024
const MAX_SHEETS = 255

const parsePart = async (zip: SafeZip, path: string, open: XmlHandler['open']): Promise<void> => {
  const reader = createXmlReader({ open, close: () => {}, text: () => {} })
  let size = 0
  for await (const chunk of zip.read(path)) {
    size += chunk.length
    if (size > MAX_PART) throw new TabularError('zip_unsafe', { detail: path })
    reader.push(chunk)
  }
  reader.end()
}

interface Relation {
  readonly type: string
  readonly target: string
  readonly external: boolean
}

const readRelations = async (zip: SafeZip, part: string): Promise<Map<string, Relation>> => {
  const relations = new Map<string, Relation>()
  const folder = posix.dirname(part)
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!zip.has(path)) return relations
  await parsePart(zip, path, (name, tag) => {
    if (name !== 'Relationship') return
    const { Id = '', Type = '', Target = '', TargetMode } = readAttributes(tag)
    const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
    relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target, external: TargetMode === 'External' })
  })
  return relations
}

const findWorkbookPart = async (zip: SafeZip): Promise<string> => {
  if (zip.has('_rels/.rels')) {
    let target = ''
    await parsePart(zip, '_rels/.rels', (name, tag) => {
      const { Type = '', Target = '' } = name === 'Relationship' ? readAttributes(tag) : {}
      if (Type.endsWith('/officeDocument')) target = Target.replace(/^\//, '')
    })
    if (target && zip.has(target)) return target
  }
  if (zip.has('xl/workbook.xml')) return 'xl/workbook.xml'
  throw new TabularError('zip_damaged')
}

/** Sheets, styles and where the strings are. */
export const readWorkbook = async (zip: SafeZip): Promise<Workbook> => {
  const part = await findWorkbookPart(zip)
  const relations = await readRelations(zip, part)
  const sheets: WorkbookSheet[] = []
  let date1904 = false
  await parsePart(zip, part, (name, tag) => {
    if (name === 'workbookPr') date1904 = ['1', 'true'].includes(readAttributes(tag).date1904 ?? '')
    if (name !== 'sheet' || sheets.length >= MAX_SHEETS) return
    const attributes = readAttributes(tag)
    // The relation's id carries a prefix of the writer's choice.
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
    const relation = relations.get(id)
    if (relation?.type !== 'worksheet' || relation.external || !zip.has(relation.target)) return
    sheets.push({
      name: attributes.name ?? '',
      path: relation.target,
      hidden: (attributes.state ?? 'visible') !== 'visible',
    })
  })
  const target = (type: string) =>
    [...relations.values()].find((relation) => relation.type === type && !relation.external && zip.has(relation.target))
      ?.target
  const styles = target('styles')
  return {
    sheets,
    date1904,
    dateStyles: styles === undefined ? new Uint8Array(0) : await readDateStyles(zip, styles),
    sharedStringsPath: target('sharedStrings'),
    macros: zip.names.some((name) => name.endsWith('vbaproject.bin')),
    externalLinks: zip.names.some((name) => name.startsWith('xl/externallinks/')),
  }
}

const readDateStyles = async (zip: SafeZip, path: string): Promise<DateStyles> => {
  const formats = new Map<number, string>()
  const styles: number[] = []
  let inCellXfs = false
  await parsePart(zip, path, (name, tag) => {
    // Elements come in the schema's order: numFmts before cellXfs, cellStyles behind.
    if (name === 'cellXfs') inCellXfs = true
    else if (name === 'cellStyles' || name === 'dxfs') inCellXfs = false
    else if (name === 'numFmt') {
      const { numFmtId = '', formatCode = '' } = readAttributes(tag)
      formats.set(Number(numFmtId), formatCode)
    } else if (name === 'xf' && inCellXfs) styles.push(Number(readAttributes(tag).numFmtId ?? 0))
  })
  return Uint8Array.from(styles, (id) => (isDateFormat(id, formats.get(id)) ? 1 : 0))
}
