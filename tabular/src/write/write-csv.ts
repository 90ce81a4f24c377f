import { open, rename, rm } from 'node:fs/promises'
import { type OutCell, safeText } from './safe-cell.ts'

const CHUNK = 256 * 1024
// Excel and WPS turn a long number into 9.13E+17 when they open a CSV; a tab behind it keeps it a text.
const LONG_NUMBER = /^\d{12,}$/
const NEEDS_QUOTES = /[",\r\n]/

export interface CsvOptions {
  readonly header: readonly string[]
  readonly rows: AsyncIterable<readonly OutCell[]> | Iterable<readonly OutCell[]>
}

const csvCell = (cell: OutCell): string => {
  if (typeof cell === 'number') return String(cell)
  const text = LONG_NUMBER.test(cell) ? `${cell}\t` : safeText(cell)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Writes CSV that Excel and WPS open without garbled Chinese: UTF-8 with BOM, CRLF, long numbers kept as text,
 * no formulas. `path` appears only when complete.
 */
export const writeCsv = async (path: string, { header, rows }: CsvOptions): Promise<void> => {
  const partial = `${path}.partial`
  const file = await open(partial, 'w')
  try {
    let text = `\uFEFF${header.map(csvCell).join(',')}\r\n`
    for await (const row of rows) {
      text += `${row.map(csvCell).join(',')}\r\n`
      if (text.length < CHUNK) continue
      await file.writeFile(text)
      text = ''
    }
    await file.writeFile(text)
    await file.close()
    await rename(partial, path)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(partial, { force: true })
    throw error
  }
}
