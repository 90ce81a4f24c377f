import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { rowChunks } from '@redbridge/engine/identity'
import { readRows, writeCsv, writeXlsx, XLSX_MAX_ROWS } from '@redbridge/tabular'

/** Rows of one result on their way to a file: canonical CSV on disk, so that memory does not grow with the report. */
export interface Spool {
  rows: number
  /** a row that is canonical CSV already, without its line end */
  putBytes(parts: readonly Uint8Array[]): void
  put(cells: readonly string[]): void
  /** waits until the disk keeps up; call it once a chunk */
  drain(): Promise<void>
  /** the rows written so far, after which nothing may be put */
  read(): AsyncGenerator<string[]>
  remove(): Promise<void>
}

const LF = Buffer.from('\n')
const FLUSH = 256 * 1024

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const createSpool = (path: string): Spool => {
  const stream = createWriteStream(path)
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  let pending: Uint8Array[] = []
  let size = 0
  const flush = (): boolean => {
    if (failure) throw failure
    if (size === 0) return true
    const bytes = Buffer.concat(pending)
    pending = []
    size = 0
    return stream.write(bytes)
  }
  const push = (bytes: Uint8Array) => {
    pending.push(bytes)
    size += bytes.length
  }
  const spool: Spool = {
    rows: 0,
    putBytes(parts) {
      for (const part of parts) push(part)
      push(LF)
      spool.rows++
      if (size > FLUSH) flush()
    },
    put(cells) {
      spool.putBytes([Buffer.from(cells.map(csvCell).join(','))])
    },
    async drain() {
      if (!flush())
        await new Promise<void>((resolve, reject) => {
          stream.once('drain', resolve)
          stream.once('error', reject)
        })
    },
    async *read() {
      flush()
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject)
        stream.end(resolve)
      })
      if (failure) throw failure
      yield* readRows(rowChunks(createReadStream(path)))
    },
    async remove() {
      stream.destroy()
      await rm(path, { force: true })
    },
  }
  return spool
}

export interface SpoolTarget {
  /** path without extension */
  readonly path: string
  readonly sheet: string
  readonly columns: readonly { readonly header: string; readonly width?: number }[]
  readonly format: 'xlsx' | 'csv'
}

/** Writes a spool as XLSX, or as CSV where asked for or where Excel has not rows enough. Returns the file's path. */
export const writeSpool = async (spool: Spool, target: SpoolTarget, onRow: () => void = () => {}): Promise<string> => {
  const rows = counted(spool.read(), onRow)
  const xlsx = target.format === 'xlsx' && spool.rows <= XLSX_MAX_ROWS
  const path = `${target.path}.${xlsx ? 'xlsx' : 'csv'}`
  if (xlsx) await writeXlsx(path, { sheets: [{ name: target.sheet, columns: target.columns, rows }] })
  else await writeCsv(path, { header: target.columns.map(({ header }) => header), rows })
  return path
}

async function* counted(rows: AsyncIterable<string[]>, onRow: () => void): AsyncGenerator<string[]> {
  for await (const row of rows) {
    onRow()
    yield row
  }
}
