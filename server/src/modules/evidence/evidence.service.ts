import type { EvidenceDetail, EvidenceFilter, EvidenceItem, Page } from '@redbridge/contract'
import { may } from '@redbridge/contract'
import type { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { recordCustody } from './custody.ts'
import { findItem, findKey, type ItemOfOwner, listCustody, listItems, listReaders } from './evidence.store.ts'
import { viewOf } from './evidence.view.ts'
import type { EvidenceUpload } from './intake.ts'
import type { ItemRow } from './records.ts'
import { takeItem } from './take.ts'

export const list = (ctx: Ctx, filter: z.output<typeof EvidenceFilter>): Promise<Page<EvidenceItem>> =>
  ctx.tx(async (tx) => {
    const own = ctx.actor.organisation.id
    const { rows, total } = await listItems(tx, own, filter)
    return { items: rows.map((row) => viewOf(row, own)), total, page: filter.page, size: filter.size }
  })

const text = (value: string | undefined, max: number, pointer: string): string => {
  const trimmed = (value ?? '').trim()
  if (trimmed.length > max) throw new AppError('bad_request', { errors: [{ pointer, message: `at most ${max}` }] })
  return trimmed
}

/** Takes an uploaded file as evidence 提取. */
export const upload = async (ctx: Ctx, { file, fields }: EvidenceUpload): Promise<EvidenceDetail> => {
  const { files } = ctx.platform
  try {
    const taking = {
      file,
      kind: 'file' as const,
      title: text(fields.title, 200, '/title') || file.name,
      note: text(fields.note, 2000, '/note'),
      retention: fields.retention,
      capture: uploadRecord(ctx),
    }
    const { detail, spare } = await ctx.tx(async (tx) => {
      const { item, spare } = await takeItem(ctx, tx, taking)
      return { detail: await detailOf(ctx, tx, item.id), spare }
    })
    if (spare) await files.delete(spare).catch(() => {})
    return detail
  } catch (error) {
    await files.delete(file.key).catch(() => {})
    throw error
  }
}

const uploadRecord = (ctx: Ctx): Record<string, unknown> => ({
  method: 'upload',
  tool: 'Redbridge',
  organisation: ctx.actor.organisation.nameZh,
  by: ctx.actor.name,
  receivedAt: ctx.platform.clock.now().toISOString(),
  digests: ['SHA-256', 'SM3'],
})

/** An item with its chain of custody; looking at it is itself a step, once per person and day. */
export const get = (ctx: Ctx, id: string): Promise<EvidenceDetail> =>
  ctx.tx(async (tx) => {
    const item = await findItem(tx, id)
    if (!item) throw new AppError('not_found')
    await recordCustody(ctx, tx, [{ item, event: 'seen' }])
    return detailOf(ctx, tx, id)
  })

export const detailOf = async (ctx: Ctx, tx: Tx, id: string): Promise<EvidenceDetail> => {
  const item = await findItem(tx, id)
  if (!item) throw new AppError('not_found')
  const [custody, readers] = [await listCustody(tx, [id]), await listReaders(tx, id)]
  const bar = barTo(ctx, item)
  return {
    ...viewOf(item, ctx.actor.organisation.id),
    capture: item.capture,
    custody: custody.map((step) => ({
      id: step.id,
      event: step.event,
      at: step.at.toISOString(),
      by: step.by_name,
      byOrganisation: step.by_organisation_name,
      toOrganisation: step.to_organisation_name,
      reason: step.reason,
    })),
    sharedWith: readers.map((reader) => ({
      organisationId: reader.organisation_id,
      name: reader.name ?? '',
      at: reader.shared_at.toISOString(),
    })),
    disposalBar: bar,
  }
}

/** The error that disposing of the item would meet now, or null. */
const barTo = (ctx: Ctx, item: ItemOfOwner): string | null => {
  if (item.organisation_id !== ctx.actor.organisation.id || !may(ctx.actor.roles, 'evidence.manage')) return 'forbidden'
  return disposalBar(item, dayOf(ctx.platform.clock.now()))
}

/** Nothing goes while it is held, or before the last day of its keeping is over. */
export const disposalBar = (
  item: Pick<ItemRow, 'disposed_at' | 'held_at' | 'retain_until'>,
  today: string,
): 'evidence_disposed' | 'evidence_held' | 'evidence_retained' | null => {
  if (item.disposed_at) return 'evidence_disposed'
  if (item.held_at) return 'evidence_held'
  return item.retain_until === null || today <= item.retain_until ? 'evidence_retained' : null
}

/** The bytes for a person to keep: a copy 复制, recorded before anything leaves. */
export const copy = async (ctx: Ctx, id: string, reason?: string): Promise<{ item: ItemRow; key: string }> =>
  ctx.tx(async (tx) => {
    const item = await findItem(tx, id)
    if (!item) throw new AppError('not_found')
    const key = item.disposed_at ? null : await findKey(tx, item)
    if (!key) throw new AppError('evidence_disposed')
    await recordCustody(ctx, tx, [{ item, event: 'copied', ...(reason ? { reason } : {}) }])
    return { item, key }
  })
