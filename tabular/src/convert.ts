import { open, rename, rm } from 'node:fs/promises'
import { TabularError } from './errors.ts'
import { type OpenOptions, openTable, type TableInfo } from './open-table.ts'
import type { RowSegment, TabularWarning } from './rows.ts'

/** Rows [firstRow, firstRow + rows) of the canonical file are its bytes [byteFrom, byteTo). */
export interface ConvertedChunk {
  readonly byteFrom: number
  readonly byteTo: number
  /** 0-based */
  readonly firstRow: number
  readonly rows: number
}

export interface Converted {
  readonly info: TableInfo
  readonly rows: number
  readonly bytes: number
  readonly chunks: readonly ConvertedChunk[]
  readonly segments: readonly RowSegment[]
  readonly warnings: readonly TabularWarning[]
}

export interface ConvertProgress {
  readonly rows: number
  /** canonical bytes written */
  readonly bytes: number
  /** part of the source file read, 0 to 1 */
  readonly fraction: number
}

export interface ConvertOptions extends OpenOptions {
  /** rows a chunk aims at; a chunk ends at the first block of rows that reaches it */
  readonly chunkRows?: number
  readonly onProgress?: (progress: ConvertProgress) => void
}

/**
 * Writes a file of any supported kind as canonical CSV without header, with an index of chunks cut at row ends:
 * what a resumable import reads. The same file gives the same bytes and the same chunks, always.
 * `outPath` appears only when complete. Throws a `TabularError`.
 */
export const convert = async (path: string, outPath: string, options: ConvertOptions = {}): Promise<Converted> => {
  await using table = await openTable(path, options)
  const chunkRows = options.chunkRows ?? 50_000
  const partial = `${outPath}.partial`
  const chunks: ConvertedChunk[] = []
  let rows = 0
  let bytes = 0
  let from = { row: 0, byte: 0 }
  const cut = () => {
    if (rows === from.row) return
    chunks.push({ byteFrom: from.byte, byteTo: bytes, firstRow: from.row, rows: rows - from.row })
    from = { row: rows, byte: bytes }
  }
  const file = await open(partial, 'w')
  try {
    for await (const block of table.blocks()) {
      await file.writeFile(block.bytes)
      rows += block.rows
      bytes += block.bytes.length
      if (rows - from.row >= chunkRows) cut()
      options.onProgress?.({ rows, bytes, fraction: table.progress() })
    }
    if (rows === 0) throw new TabularError('no_rows', { row: table.headerRow })
    cut()
    await file.sync()
    await file.close()
    await rename(partial, outPath)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(partial, { force: true })
    throw error
  }
  const { format, encoding, gzip, header, headerRow, delimiter, sheet } = table
  const info: TableInfo = {
    format,
    encoding,
    gzip,
    header,
    headerRow,
    ...(delimiter && { delimiter }),
    ...(sheet !== undefined && { sheet }),
  }
  return { info, rows, bytes, chunks, segments: [...table.segments], warnings: [...table.warnings] }
}
