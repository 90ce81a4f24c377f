import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { rowChunks } from '@redbridge/engine/identity'
import {
  type ByteSink,
  createSink,
  putByte,
  putText,
  readRows,
  takeBytes,
  writeCsv,
  writeXlsx,
  XLSX_MAX_ROWS,
} from '@redbridge/tabular'

/** Rows of one result on their way to a file: canonical CSV on disk, so that memory does not grow with the report. */
export interface Spool {
  rows: number
  /** for rows written as bytes: put cells and the line end here, then count the row */
  readonly sink: ByteSink
  put(cells: readonly string[]): void
  /** waits until the disk keeps up; call it once a chunk */
  drain(): Promise<void>
  /** the rows written so far, after which nothing may be put */
  read(): AsyncGenerator<string[]>
  remove(): Promise<void>
}

export const createSpool = async (path: string): Promise<Spool> => {
  const file = await open(path, 'w')
  const sink = createSink(64 * 1024)
  const flush = async () => {
    if (sink.length > 0) await file.writeFile(takeBytes(sink))
  }
  const spool: Spool = {
    rows: 0,
    sink,
    put(cells) {
      for (const [i, cell] of cells.entries()) {
        if (i > 0) putByte(sink, 0x2c)
        putText(sink, cell)
      }
      putByte(sink, 0x0a)
      spool.rows++
    },
    drain: flush,
    async *read() {
      await flush()
      yield* readRows(rowChunks(createReadStream(path)))
    },
    async remove() {
      await file.close()
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
  /** rows a sheet holds; Excel's limit unless said otherwise */
  readonly sheetRows?: number
}

/** Writes a spool as XLSX, or as CSV where asked for or where Excel has not rows enough. Returns the file's path. */
export const writeSpool = async (spool: Spool, target: SpoolTarget, onRow: () => void = () => {}): Promise<string> => {
  const rows = counted(spool.read(), onRow)
  const xlsx = target.format === 'xlsx' && spool.rows <= (target.sheetRows ?? XLSX_MAX_ROWS)
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
