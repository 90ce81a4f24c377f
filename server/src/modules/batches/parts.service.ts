import { REJECT_REASON_TEXT, REPORT_COLUMNS, type ReportField, type RowsPartResult } from '@redbridge/contract'
import { audit } from '../../platform/audit.ts'
import { AppError, type Language } from '../../platform/errors.ts'
import { once } from '../../platform/idempotency.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { getIn } from './batches.service.ts'
import { matchPool } from './match-pool.ts'

/** Rows over the API have a fixed shape: the template's columns, by their keys. */
export const ROWS_MAPPING = Object.fromEntries(REPORT_COLUMNS.map((column, i) => [column.key, i])) as Record<
  ReportField,
  number
>

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
export const rowsToCsv = (rows: readonly Record<string, string>[]): Buffer =>
  Buffer.from(
    rows.map((row) => `${REPORT_COLUMNS.map((column) => cell(row[column.key] ?? '')).join(',')}\n`).join(''),
    'utf8',
  )

const openBatch = async (ctx: Ctx, batchId: string) => {
  const batch = await ctx.tx((tx) =>
    tx
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .where('platform_id', '=', ctx.actor.organisation.id)
      .executeTakeFirst(),
  )
  if (batch?.source !== 'rows') throw new AppError('not_found')
  if (batch.state !== 'uploaded' || batch.stage !== 'waiting')
    throw new AppError('move_not_allowed', { detail: batch.state })
  return batch
}

/** Takes one part. Its row errors come back at once; the same key again gives the same answer and adds nothing. */
export const addPart = async (
  ctx: Ctx,
  batchId: string,
  key: string,
  rows: readonly Record<string, string>[],
  language: Language,
): Promise<RowsPartResult> => {
  const batch = await openBatch(ctx, batchId)
  const unknown = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !(name in ROWS_MAPPING))
  if (unknown.length)
    throw new AppError('bad_request', {
      errors: unknown.slice(0, 20).map((name) => ({ pointer: `/rows/*/${name}`, message: 'unknown field' })),
    })
  const bytes = rowsToCsv(rows)
  const checked = await matchPool().check({ bytes, mapping: ROWS_MAPPING, columns: REPORT_COLUMNS.length })
  const fileKey = `batches/${batchId}/part-${newId('prt')}.csv`
  await ctx.platform.files.put(fileKey, bytes)
  return once(ctx, { key, route: `parts:${batchId}`, body: rows }, async (tx) => {
    await tx.selectFrom('report_batch').select('id').where('id', '=', batchId).forUpdate().execute()
    const last = await tx
      .selectFrom('batch_chunk')
      .select((eb) => [eb.fn.max('no').as('no'), eb.fn.sum('rows').as('rows')])
      .where('batch_id', '=', batchId)
      .executeTakeFirst()
    const no = Number(last?.no ?? -1) + 1
    const firstRow = Number(last?.rows ?? 0)
    await tx
      .insertInto('batch_chunk')
      .values({
        batch_id: batchId,
        no,
        division: batch.division,
        platform_id: batch.platform_id,
        key: fileKey,
        byte_from: 0,
        byte_to: bytes.length,
        first_row: firstRow,
        rows: rows.length,
        segments: '[]',
      })
      .execute()
    await tx
      .updateTable('report_batch')
      .set((eb) => ({ bytes: eb('bytes', '+', bytes.length) }))
      .where('id', '=', batchId)
      .execute()
    const result: RowsPartResult = {
      batchId,
      part: no,
      received: rows.length,
      accepted: rows.length - checked.length,
      rejected: checked.length,
      errors: checked.map(({ row, reasons }) => ({
        row: firstRow + row + 1,
        reasons,
        messages: reasons.map((reason) => REJECT_REASON_TEXT[reason][language]),
      })),
    }
    return result
  })
}

/** All parts are in: the batch goes to matching. Submitting twice is the same as once. */
export const submitRows = (ctx: Ctx, batchId: string) =>
  ctx.tx(async (tx) => {
    const batch = await tx
      .selectFrom('report_batch')
      .selectAll()
      .where('id', '=', batchId)
      .where('platform_id', '=', ctx.actor.organisation.id)
      .forUpdate()
      .executeTakeFirst()
    if (batch?.source !== 'rows') throw new AppError('not_found')
    if (batch.state === 'uploaded' && batch.stage === 'waiting') {
      const parts = await tx
        .selectFrom('batch_chunk')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('batch_id', '=', batchId)
        .executeTakeFirst()
      if (!Number(parts?.n)) throw new AppError('batch_incomplete')
      await tx.updateTable('report_batch').set({ stage: 'reading' }).where('id', '=', batchId).execute()
      await audit(tx, ctx.actor, { action: 'batch.submitted', subjectKind: 'batch', subjectId: batchId })
      await ctx.platform.jobs.send(tx, 'batch.read', { batchId }, batchId)
    }
    return getIn(ctx, tx, batchId)
  })
