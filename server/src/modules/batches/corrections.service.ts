import { createReadStream } from 'node:fs'
import { REPORT_COLUMNS, type ReportField } from '@redbridge/contract'
import {
  CORRECTED_HEADERS,
  convertInWorker,
  foldHeader,
  locateRow,
  mapColumns,
  type RowSegment,
  readRows,
  TabularError,
} from '@redbridge/tabular'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { withScratch } from '../../platform/files/scratch.ts'
import type { Upload } from '../../platform/http/upload.ts'
import type { Ctx } from '../../platform/platform.ts'
import { registerIndexFor } from '../registers/index.ts'
import { getIn } from './batches.service.ts'
import { matchPool } from './match-pool.ts'

/** Rows a corrections file may hold: it is read while the sender waits. */
const MOST = 200_000

interface Corrected {
  readonly rowNo: number
  readonly values: Partial<Record<ReportField, string>>
}

/**
 * Takes the corrected template back: rows whose original number still stands rejected join the same batch in the place of
 * the rejected ones; the others are named and change nothing.
 */
export const correct = async (ctx: Ctx, batchId: string, upload: Upload) => {
  const batch = await ctx.tx((tx) =>
    tx
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .where('platform_id', '=', ctx.actor.organisation.id)
      .executeTakeFirst(),
  )
  if (!batch) throw new AppError('not_found')
  const rows = await readCorrected(ctx, upload)
  const standing = new Set(
    (
      await ctx.platform.market.query<{ row_no: number }>(
        'SELECT DISTINCT row_no FROM reject_row WHERE batch_id = {batch:String} AND row_no NOT IN (SELECT row_no FROM report_record WHERE batch_id = {batch:String})',
        { batch: batchId },
      )
    ).map((row) => row.row_no),
  )
  const taken = [
    ...new Map(rows.filter((row) => standing.has(row.rowNo)).map((row) => [row.rowNo, row])).values(),
  ].sort((a, b) => a.rowNo - b.rowNo)
  const refused = rows.filter((row) => !standing.has(row.rowNo)).map((row) => row.rowNo)
  if (taken.length) await addCorrections(ctx, batchId, upload, taken)
  return {
    batch: await ctx.tx((tx) => getIn(ctx, tx, batchId)),
    taken: taken.length,
    refused: refused.slice(0, 1000),
    refusedTotal: refused.length,
  }
}

const readCorrected = (ctx: Ctx, upload: Upload): Promise<Corrected[]> =>
  withScratch(ctx.platform.files, async (scratch) => {
    const csv = scratch.path('corrected.csv')
    try {
      const { info } = await convertInWorker(await scratch.fetch(upload.key), csv, {
        columns: REPORT_COLUMNS,
        limits: { rows: MOST, compressedBytes: 64 << 20 },
      })
      const { mapping } = mapColumns(info.header, REPORT_COLUMNS)
      const names = Object.values(CORRECTED_HEADERS).map((words) => foldHeader(words.row))
      const numberColumn = info.header.findIndex((cell) => names.includes(foldHeader(cell)))
      if (numberColumn < 0 || mapping.name === undefined)
        throw new AppError('bad_request', {
          errors: [{ pointer: '/file', message: `${CORRECTED_HEADERS.zh.row} / ${CORRECTED_HEADERS.en.row}` }],
        })
      const rows: Corrected[] = []
      for await (const cells of readRows(createReadStream(csv))) {
        const values = Object.fromEntries(
          Object.entries(mapping).map(([field, column]) => [field, cells[column] ?? '']),
        )
        rows.push({ rowNo: Number(cells[numberColumn]), values })
      }
      return rows
    } catch (error) {
      if (error instanceof TabularError)
        throw new AppError('bad_request', {
          detail: error.code,
          errors: [{ pointer: '/file', message: error.message }],
        })
      throw error
    }
  })

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const addCorrections = async (
  ctx: Ctx,
  batchId: string,
  upload: Upload,
  taken: readonly Corrected[],
): Promise<void> => {
  const { platform } = ctx
  const batch = await platform.workerDb
    .selectFrom('report_batch')
    .selectAll()
    .where('id', '=', batchId)
    .executeTakeFirstOrThrow()
  const mapping = (batch.mapping ?? {}) as Partial<Record<ReportField, number>>
  const columns = batch.columns?.header.length ?? 0
  const bytes = Buffer.from(
    taken
      .map(({ values }) => {
        const cells = new Array<string>(columns).fill('')
        for (const [field, column] of Object.entries(mapping) as [ReportField, number][])
          cells[column] = cell(values[field] ?? '')
        return `${cells.join(',')}\n`
      })
      .join(''),
  )
  const duplicates = await repeated(ctx, batchId, batch.register_version_id ?? '', { bytes, mapping, columns })
  const key = `${upload.key}.csv`
  await platform.files.put(key, bytes)
  await ctx.tx(async (tx) => {
    const now = await tx
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (!['matched', 'invalid'].includes(now.state))
      throw new AppError(['pushed', 'answered', 'closed'].includes(now.state) ? 'batch_frozen' : 'move_not_allowed', {
        detail: now.state,
      })
    const no = now.chunks ?? 0
    await tx
      .insertInto('batch_chunk')
      .values({
        batch_id: batchId,
        no,
        division: now.division,
        platform_id: now.platform_id,
        key,
        byte_from: 0,
        byte_to: bytes.length,
        first_row: 0,
        rows: taken.length,
        segments: JSON.stringify(segmentsOf(taken)),
        duplicates,
        correction: true,
      })
      .execute()
    await tx
      .updateTable('report_batch')
      .set({ state: 'checking', stage: 'matching', chunks: no + 1, fault: null })
      .where('id', '=', batchId)
      .execute()
    await audit(tx, ctx.actor, {
      action: 'batch.corrected',
      subjectKind: 'batch',
      subjectId: batchId,
      detail: { rows: taken.length, file: upload.name, sha256: upload.sha256 },
    })
    await platform.jobs.send(tx, 'batch.chunk', { batchId, no }, `${batchId}/${no}`)
  })
}

const segmentsOf = (taken: readonly Corrected[]): RowSegment[] => {
  const segments: RowSegment[] = []
  for (const [row, { rowNo }] of taken.entries())
    if (row === 0 || locateRow(segments, row).row !== rowNo) segments.push({ row, source: rowNo })
  return segments
}

/** Positions of corrected rows that repeat a row of the batch or an earlier corrected one. */
const repeated = async (
  ctx: Ctx,
  batchId: string,
  versionId: string,
  table: { bytes: Uint8Array; mapping: Partial<Record<ReportField, number>>; columns: number },
): Promise<number[]> => {
  const index = await registerIndexFor(ctx.platform, versionId)
  if (!index) throw new AppError('register_missing')
  const judged = await matchPool().keys({ ...table, index: index.buffer, versionId })
  const keys = Array.from(
    { length: judged.rows },
    (_, row) => (BigInt((judged.keyHi[row] as number) >>> 0) << 32n) | BigInt((judged.keyLo[row] as number) >>> 0),
  )
  const known = await ctx.platform.market.query<{ key: string }>(
    'SELECT DISTINCT toString(dup_key) AS key FROM report_record WHERE batch_id = {batch:String} AND dup_key IN {keys:Array(UInt64)}',
    { batch: batchId, keys },
  )
  const seen = new Set(known.map((row) => BigInt(row.key)))
  const found: number[] = []
  for (const [row, key] of keys.entries()) {
    if (judged.outcome[row] !== 0 && seen.has(key)) found.push(row)
    seen.add(key)
  }
  return found
}
