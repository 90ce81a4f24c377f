import type { Page, RejectReason, RejectRow } from '@redbridge/contract'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { openOperator } from '../../platform/sealing.ts'

interface Stored {
  row_no: number
  reasons: RejectReason[]
  cells: string
  sealed: string
}

// A corrected row leaves the list: it is a record now, or was rejected again under a later chunk.
const STANDING = `SELECT row_no, reasons, cells, sealed FROM reject_row
  WHERE batch_id = {batch:String} AND row_no NOT IN (SELECT row_no FROM report_record WHERE batch_id = {batch:String})
  ORDER BY row_no, chunk_no DESC LIMIT 1 BY row_no`

const mayRead = async (ctx: Ctx, batchId: string): Promise<{ own: boolean }> => {
  const batch = await ctx.tx((tx) =>
    tx.selectFrom('report_batch').select('platform_id').where('id', '=', batchId).executeTakeFirst(),
  )
  if (!batch) throw new AppError('not_found')
  return { own: batch.platform_id === ctx.actor.organisation.id }
}

export const list = async (
  ctx: Ctx,
  batchId: string,
  filter: { reason?: RejectReason | undefined; page: number; size: number },
): Promise<Page<RejectRow>> => {
  await mayRead(ctx, batchId)
  const where = filter.reason ? 'WHERE has(reasons, {reason:String})' : ''
  const params = {
    batch: batchId,
    reason: filter.reason ?? '',
    limit: filter.size,
    offset: (filter.page - 1) * filter.size,
  }
  const [rows, [count]] = await Promise.all([
    ctx.platform.market.query<Stored>(
      `SELECT * FROM (${STANDING}) ${where} ORDER BY row_no LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
      params,
    ),
    ctx.platform.market.query<{ n: number }>(`SELECT count() AS n FROM (${STANDING}) ${where}`, params),
  ])
  return {
    items: rows.map((row) => ({ rowNo: row.row_no, reasons: row.reasons, cells: JSON.parse(row.cells) })),
    total: Number(count?.n ?? 0),
    page: filter.page,
    size: filter.size,
  }
}

/** All standing rejects for the corrected template. The platform that sent them gets its own data whole; others get it masked. */
export async function* standing(ctx: Ctx, batchId: string): AsyncGenerator<RejectRow> {
  const { own } = await mayRead(ctx, batchId)
  for await (const row of ctx.platform.market.stream<Stored>(STANDING, { batch: batchId })) {
    const cells = JSON.parse(row.cells) as Record<string, string>
    if (own && row.sealed) Object.assign(cells, openOperator(ctx.platform.secrets, Buffer.from(row.sealed, 'base64')))
    yield { rowNo: row.row_no, reasons: row.reasons, cells }
  }
}

/** Reasons of the rows that still stand rejected: asked again after a correction. */
export const countStanding = async (
  ctx: Pick<Ctx, 'platform'>,
  batchId: string,
): Promise<Partial<Record<RejectReason, number>>> => {
  const rows = await ctx.platform.market.query<{ reason: RejectReason; n: number }>(
    `SELECT arrayJoin(reasons) AS reason, count() AS n FROM (${STANDING}) GROUP BY reason`,
    { batch: batchId },
  )
  return Object.fromEntries(rows.map((row) => [row.reason, Number(row.n)]))
}
