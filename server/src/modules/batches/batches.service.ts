import type { Batch, Page } from '@redbridge/contract'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Upload } from '../../platform/http/upload.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { batchQuery, batchView } from './batches.view.ts'

export interface BatchFilter {
  readonly period?: string | undefined
  readonly platformId?: string | undefined
  readonly page: number
  readonly size: number
}

export const list = (ctx: Ctx, filter: BatchFilter): Promise<Page<Batch>> =>
  ctx.tx(async (tx) => {
    let query = batchQuery(tx)
    let count = tx
      .selectFrom('report_batch as b')
      .innerJoin('report_period as period', 'period.id', 'b.period_id')
      .select((eb) => eb.fn.countAll<number>().as('n'))
    if (filter.period) {
      query = query.where('period.key', '=', filter.period)
      count = count.where('period.key', '=', filter.period)
    }
    if (filter.platformId) {
      query = query.where('b.platform_id', '=', filter.platformId)
      count = count.where('b.platform_id', '=', filter.platformId)
    }
    const rows = await query
      .orderBy('b.uploaded_at', 'desc')
      .limit(filter.size)
      .offset((filter.page - 1) * filter.size)
      .execute()
    const total = Number((await count.executeTakeFirst())?.n ?? 0)
    return {
      items: rows.map((row) => batchView(row, ctx.platform.clock.now())),
      total,
      page: filter.page,
      size: filter.size,
    }
  })

export const get = (ctx: Ctx, id: string): Promise<Batch> => ctx.tx((tx) => getIn(ctx, tx, id))

export const getIn = async (ctx: Ctx, tx: Tx, id: string): Promise<Batch> => {
  const row = await batchQuery(tx).where('b.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return batchView(row, ctx.platform.clock.now())
}

/** Takes a report file: the batch, the duty it meets, the audit and the reading job commit together. */
export const upload = (ctx: Ctx, periodKey: string, file: Upload): Promise<Batch> =>
  ctx.tx(async (tx) => {
    const id = await open(ctx, tx, periodKey, {
      source: 'file',
      file_name: file.name,
      file_key: file.key,
      bytes: file.bytes,
      sha256: file.sha256,
    })
    await ctx.platform.jobs.send(tx, 'batch.read', { batchId: id }, id)
    return getIn(ctx, tx, id)
  })

/** Opens a batch that will come in parts over the API. */
export const startRows = (ctx: Ctx, periodKey: string): Promise<Batch> =>
  ctx.tx(async (tx) =>
    getIn(
      ctx,
      tx,
      await open(ctx, tx, periodKey, { source: 'rows', file_name: null, file_key: null, bytes: 0, sha256: null }),
    ),
  )

interface NewBatch {
  source: 'file' | 'rows'
  file_name: string | null
  file_key: string | null
  bytes: number
  sha256: string | null
}

const open = async (ctx: Ctx, tx: Tx, periodKey: string, source: NewBatch): Promise<string> => {
  const duty = await tx
    .selectFrom('report_duty as d')
    .innerJoin('report_period as p', 'p.id', 'd.period_id')
    .select(['d.id', 'd.period_id', 'd.division', 'd.batch_id', 'p.opens_on', 'p.closes_on'])
    .where('d.platform_id', '=', ctx.actor.organisation.id)
    .where('p.key', '=', periodKey)
    .forUpdate('d')
    .executeTakeFirst()
  if (!duty) throw new AppError('not_found', { detail: periodKey })
  const today = dayOf(ctx.platform.clock.now())
  if (today < duty.opens_on) throw new AppError('period_not_open')
  if (today > duty.closes_on) throw new AppError('period_closed')
  const before = duty.batch_id
    ? await tx.selectFrom('report_batch').select(['id', 'state']).where('id', '=', duty.batch_id).executeTakeFirst()
    : undefined
  if (before && ['pushed', 'answered', 'closed'].includes(before.state)) throw new AppError('batch_frozen')
  const id = newId('bat')
  await tx
    .insertInto('report_batch')
    .values({
      id,
      period_id: duty.period_id,
      platform_id: ctx.actor.organisation.id,
      division: duty.division,
      ...source,
      totals: '{}',
      uploaded_by: ctx.actor.name,
      uploaded_at: ctx.platform.clock.now(),
      replaces_batch_id: before?.id ?? null,
    })
    .execute()
  // A report that was already matched stays in force until the new one is; anything less gives way at once.
  if (before?.state !== 'matched') {
    if (before) await tx.updateTable('report_batch').set({ state: 'replaced' }).where('id', '=', before.id).execute()
    await tx.updateTable('report_duty').set({ batch_id: id }).where('id', '=', duty.id).execute()
  }
  await audit(tx, ctx.actor, {
    action: 'batch.uploaded',
    subjectKind: 'batch',
    subjectId: id,
    detail: {
      period: periodKey,
      source: source.source,
      file: source.file_name,
      bytes: source.bytes,
      sha256: source.sha256,
    },
  })
  return id
}
