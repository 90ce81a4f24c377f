import { open } from 'node:fs/promises'
import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'
import { type ChunkResult, createDuplicateFinder, type DuplicateFinder } from '@redbridge/engine/identity'
import { convertInWorker, mapColumns, type RowSegment, TabularError } from '@redbridge/tabular'
import { AppError } from '../../platform/errors.ts'
import { withScratch } from '../../platform/files/scratch.ts'
import type { Platform } from '../../platform/platform.ts'
import { registerIndexFor } from '../registers/index.ts'
import { matchPool } from './match-pool.ts'
import type { BatchRow } from './match-types.ts'
import { ROWS_MAPPING } from './parts.service.ts'

export interface Fault {
  readonly code: string
  readonly zh: string
  readonly en: string
}
export interface ReadChunk {
  readonly key: string
  readonly rows: number
  readonly firstRow: number
  readonly bytes: number
  readonly segments: readonly RowSegment[]
  readonly duplicates: readonly number[]
}
export interface ReadBatch {
  readonly rows: number
  readonly mapping: Partial<Record<ReportField, number>>
  readonly columns: { header: string[]; known: string[]; unknown: string[] }
  readonly chunks: readonly ReadChunk[]
}

/** 20,000 rows: small enough to be repeated without regret, large enough that overhead disappears. */
const CHUNK_ROWS = 20_000
/** Platforms of national reach have more than 15 million operators, and a report comes whole. */
const MOST_ROWS = 50_000_000

/** Reads a file of any supported kind in a thread with limits, and stores it as canonical chunks. */
export const readFile = (
  platform: Platform,
  batch: BatchRow,
  versionId: string,
  signal: AbortSignal,
): Promise<ReadBatch> =>
  withScratch(platform.files, async (scratch) => {
    const source = await scratch.fetch(batch.file_key ?? '')
    const csv = scratch.path('report.csv')
    const converted = await convertInWorker(source, csv, {
      columns: REPORT_COLUMNS,
      chunkRows: CHUNK_ROWS,
      signal,
      limits: { rows: MOST_ROWS, compressedBytes: 8 * 2 ** 30, uncompressedBytes: 32 * 2 ** 30 },
    })
    const { header } = converted.info
    const { mapping, unknown } = mapColumns(header, REPORT_COLUMNS)
    if (mapping.name === undefined || (mapping.uscc === undefined && mapping.idNumber === undefined))
      throw new TabularError('header_not_found')
    const known = REPORT_COLUMNS.filter((column) => mapping[column.key] !== undefined).map((column) => column.key)
    const finder = createDuplicateFinder()
    const chunks: ReadChunk[] = []
    await using file = await open(csv, 'r')
    // Chunks are stored and judged a few at a time; repetitions are looked for in the order of the report.
    const ahead = converted.chunks.map((chunk, no) => ({ chunk, no }))
    const started: Promise<{ key: string; bytes: number; judged: ChunkResult }>[] = []
    const start = async ({ chunk, no }: (typeof ahead)[number]) => {
      const bytes = Buffer.alloc(chunk.byteTo - chunk.byteFrom)
      await file.read(bytes, 0, bytes.length, chunk.byteFrom)
      const key = `batches/${batch.id}/chunk-${String(no).padStart(6, '0')}.csv`
      const [judged] = await Promise.all([
        judge(platform, versionId, { bytes, mapping, columns: header.length }),
        platform.files.put(key, bytes),
      ])
      return { key, bytes: bytes.length, judged }
    }
    for (const { chunk, no } of ahead) {
      while (started.length < Math.min(ahead.length, no + 4))
        started.push(start(ahead[started.length] as (typeof ahead)[number]))
      const { key, bytes, judged } = await (started[no] as (typeof started)[number])
      delete started[no]
      chunks.push({
        key,
        rows: chunk.rows,
        firstRow: chunk.firstRow,
        bytes,
        segments: segmentsOf(converted.segments, chunk.firstRow, chunk.rows),
        duplicates: repeatedIn(finder, judged),
      })
    }
    return { rows: converted.rows, mapping, columns: { header: [...header], known, unknown: [...unknown] }, chunks }
  })

/** A batch that came in parts has its chunks already; what is left is to look for repetitions across them. */
export const readParts = async (platform: Platform, batch: BatchRow, versionId: string): Promise<ReadBatch> => {
  const parts = await platform.workerDb
    .selectFrom('batch_chunk')
    .selectAll()
    .where('batch_id', '=', batch.id)
    .orderBy('no')
    .execute()
  const finder = createDuplicateFinder()
  const chunks: ReadChunk[] = []
  for (const part of parts) {
    const bytes = await readAll(platform, part.key)
    const duplicates = repeatedIn(
      finder,
      await judge(platform, versionId, { bytes, mapping: ROWS_MAPPING, columns: REPORT_COLUMNS.length }),
    )
    chunks.push({
      key: part.key,
      rows: part.rows,
      firstRow: part.first_row,
      bytes: bytes.length,
      segments: [{ row: 0, source: part.first_row + 1 }],
      duplicates,
    })
  }
  const header = REPORT_COLUMNS.map((column) => column.zh)
  return {
    rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0),
    mapping: ROWS_MAPPING,
    columns: { header, known: REPORT_COLUMNS.map((column) => column.key), unknown: [] },
    chunks,
  }
}

export const readAll = async (platform: Platform, key: string): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of await platform.files.get(key)) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

const judge = async (platform: Platform, versionId: string, table: JudgedTable): Promise<ChunkResult> => {
  const index = await registerIndexFor(platform, versionId)
  if (!index) throw new AppError('register_missing')
  return matchPool().keys({ ...table, index: index.buffer, versionId })
}
interface JudgedTable {
  readonly bytes: Uint8Array
  readonly mapping: Partial<Record<ReportField, number>>
  readonly columns: number
}

/** Positions of the rows that repeat an earlier one; chunks must come in the order of the report. */
const repeatedIn = (finder: DuplicateFinder, judged: ChunkResult): number[] => {
  if (finder.mark(judged) === 0) return []
  const repeated: number[] = []
  for (let row = 0; row < judged.rows; row++) if (judged.duplicateOf[row]) repeated.push(row)
  return repeated
}

/** The segments of a whole table, cut to one chunk and counted from its first row. */
export const segmentsOf = (segments: readonly RowSegment[], firstRow: number, rows: number): RowSegment[] => {
  const cut: RowSegment[] = []
  const start = segments.findLast((segment) => segment.row <= firstRow)
  if (start) cut.push({ row: 0, source: start.source + (firstRow - start.row) })
  for (const segment of segments)
    if (segment.row > firstRow && segment.row < firstRow + rows)
      cut.push({ row: segment.row - firstRow, source: segment.source })
  return cut
}

/** Records the chunks and hands each to whoever is free: both in one transaction. */
export const beginMatching = (platform: Platform, batchId: string, read: ReadBatch): Promise<void> =>
  platform.workerDb.transaction().execute(async (tx) => {
    const batch = await tx
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (batch.state !== 'checking' || batch.stage !== 'reading') return
    await tx.deleteFrom('batch_chunk').where('batch_id', '=', batchId).execute()
    for (const [no, chunk] of read.chunks.entries())
      await tx
        .insertInto('batch_chunk')
        .values({
          batch_id: batchId,
          no,
          division: batch.division,
          platform_id: batch.platform_id,
          key: chunk.key,
          byte_from: 0,
          byte_to: chunk.bytes,
          first_row: chunk.firstRow,
          rows: chunk.rows,
          segments: JSON.stringify(chunk.segments),
          duplicates: [...chunk.duplicates],
        })
        .execute()
    await tx
      .updateTable('report_batch')
      .set({
        stage: 'matching',
        rows_total: read.rows,
        chunks: read.chunks.length,
        mapping: JSON.stringify(read.mapping),
        columns: JSON.stringify(read.columns),
      })
      .where('id', '=', batchId)
      .execute()
    for (const no of read.chunks.keys())
      await platform.jobs.send(tx, 'batch.chunk', { batchId, no }, `${batchId}/${no}`)
  })

export const failBatch = async (
  platform: Platform,
  batchId: string,
  state: 'invalid' | 'failed',
  fault: Fault,
): Promise<void> => {
  await platform.workerDb
    .updateTable('report_batch')
    .set({ state, stage: 'done', fault: JSON.stringify(fault), finished_at: platform.clock.now() })
    .where('id', '=', batchId)
    .where('state', 'in', ['uploaded', 'checking'])
    .execute()
}
