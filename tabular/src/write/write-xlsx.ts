import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import type { OutCell } from './safe-cell.ts'
import * as xml from './sheet-xml.ts'

export interface OutSheet {
  readonly name: string
  readonly columns: readonly xml.OutColumn[]
  readonly rows: AsyncIterable<readonly OutCell[]> | Iterable<readonly OutCell[]>
  /** long texts wrap (help sheets) */
  readonly wrap?: boolean
}

/** Rows of data an Excel sheet holds below its header. */
export const XLSX_MAX_ROWS = 1_048_575

const CHUNK = 128 * 1024
// Zip entries carry a time; a fixed one makes the same table the same file.
const MTIME = new Date(2020, 0, 1)
const ENTRY = { mtime: MTIME, compressionLevel: 3 }

/**
 * Writes a workbook as a stream: memory does not grow with rows. Text stays text (codes keep their digits), the
 * header is frozen, formulas cannot be smuggled in. A sheet with more rows than Excel holds goes on in "name (2)".
 * `path` appears only when complete.
 */
export const writeXlsx = async (
  path: string,
  { sheets, sheetRows = XLSX_MAX_ROWS }: { sheets: readonly OutSheet[]; sheetRows?: number },
): Promise<void> => {
  const partial = `${path}.partial`
  const zip = new yazl.ZipFile()
  const written = pipeline(zip.outputStream as Readable, createWriteStream(partial))
  const failed = written.then(() => new Promise<never>(() => {}))
  try {
    await Promise.race([addParts(zip, sheets, sheetRows), failed])
    zip.end()
    await written
    await rename(partial, path)
  } catch (error) {
    ;(zip.outputStream as Readable).destroy()
    await written.catch(() => {})
    await rm(partial, { force: true })
    throw error
  }
}

const addParts = async (zip: yazl.ZipFile, sheets: readonly OutSheet[], sheetRows: number): Promise<void> => {
  const names: string[] = []
  for (const sheet of sheets) {
    const rows = toAsync(sheet.rows)
    let next = await rows.next()
    for (let part = 1; part === 1 || !next.done; part++) {
      names.push(sheetName(sheet.name, part, names))
      const source = Readable.from(sheetXml(), { objectMode: false, highWaterMark: CHUNK })
      await addStream(zip, source, `xl/worksheets/sheet${names.length}.xml`)
    }
    async function* sheetXml(): AsyncGenerator<Buffer> {
      let text = xml.sheetStart(sheet.columns)
      const style = sheet.wrap ? xml.STYLE.wrap : xml.STYLE.text
      for (let row = 2; !next.done && row <= sheetRows + 1; row++) {
        text += xml.rowXml(next.value, row, style)
        if (text.length > CHUNK) {
          yield Buffer.from(text, 'utf8')
          text = ''
        }
        next = await rows.next()
      }
      yield Buffer.from(text + xml.sheetEnd(), 'utf8')
    }
  }
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text, 'utf8'), name, ENTRY)
  add('[Content_Types].xml', xml.CONTENT_TYPES(names.length))
  add('_rels/.rels', xml.ROOT_RELS)
  add('xl/workbook.xml', xml.WORKBOOK(names))
  add('xl/_rels/workbook.xml.rels', xml.WORKBOOK_RELS(names.length))
  add('xl/styles.xml', xml.STYLES_XML)
}

/** Adds a stream and waits until it has been read: the next sheet depends on where this one stopped. */
const addStream = (zip: yazl.ZipFile, source: Readable, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    source.once('end', resolve)
    source.once('error', reject)
    zip.addReadStream(source, name, ENTRY)
  })

/** A name Excel accepts: no []:*?/\ and at most 31 characters, unique. */
const sheetName = (name: string, part: number, taken: readonly string[]): string => {
  const suffix = part === 1 ? '' : ` (${part})`
  const clean =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'|'$/g, '')
      .slice(0, 31 - suffix.length)
      .trim() || 'Sheet'
  let unique = clean + suffix
  for (let n = 2; taken.some((other) => other.toLowerCase() === unique.toLowerCase()); n++)
    unique = `${clean.slice(0, 26)} ${n}`
  return unique
}

async function* toAsync<T>(rows: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* rows
}
