import type { ExchangeMessage, ExchangeMessages, MessageFilter } from '@redbridge/contract'
import { sql } from 'kysely'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { lockMatters, moveMatters } from '../matters/index.ts'
import { findMessage, listMessageRows, type MessageRow } from './messages.store.ts'
import { withContent } from './messages.view.ts'
import { writeReceipts } from './receive.ts'

/**
 * Messages to or from the caller's organisation. Who pulls asks for `box=in&received=false` until nothing comes: what
 * has no receipt is named until it has one, so that nothing is missed. `after` alone could miss: numbers are given out
 * before the commit, and a message committed late has a smaller number than one already seen.
 */
export const listMessages = (ctx: Ctx, filter: MessageFilter): Promise<ExchangeMessages> =>
  ctx.tx(async (tx) => {
    const rows = await listMessageRows(tx, ctx.actor.organisation.id, { ...filter, take: filter.limit + 1 })
    const items = await withContent(tx, rows.slice(0, filter.limit))
    return { items, next: rows.length > filter.limit ? (items.at(-1)?.no ?? null) : null }
  })

const getRow = async (tx: Tx, id: string): Promise<MessageRow> => {
  const row = await findMessage(tx, id)
  if (!row) throw new AppError('not_found')
  return row
}

const view = async (tx: Tx, id: string): Promise<ExchangeMessage> =>
  (await withContent(tx, [await getRow(tx, id)]))[0] as ExchangeMessage

export const getMessage = (ctx: Ctx, id: string): Promise<ExchangeMessage> => ctx.tx((tx) => view(tx, id))

/**
 * Receipts a message; who repeats it gets the same receipt. Where the matter stands at its move `receive`, that move is
 * the receipt, and covers everything of the matter that waits; otherwise the receipt is written alone.
 */
export const receiptMessage = (ctx: Ctx, id: string, envelopeSha256: string): Promise<ExchangeMessage> =>
  ctx.tx(async (tx) => {
    const row = await getRow(tx, id)
    if (row.to_id !== ctx.actor.organisation.id) throw new AppError('forbidden', { detail: 'exchange.receiver' })
    if (row.envelope_sha256 !== envelopeSha256) throw new AppError('receipt_mismatch')
    if (!row.received_at) await receive(ctx, tx, row)
    return view(tx, id)
  })

const receive = async (ctx: Ctx, tx: Tx, { id, matter_id }: MessageRow): Promise<void> => {
  const now = ctx.platform.clock.now()
  const receiving = { platform: ctx.platform, actor: ctx.actor, now, proof: ctx.proof }
  const [matter] = await lockMatters(tx, [matter_id])
  const asked = matter?.definition.transitions.some(
    (one) => one.event === 'receive' && one.from.includes(matter.row.state),
  )
  if (asked) await moveMatters(receiving, tx, { event: 'receive', items: [{ id: matter_id }], form: {} })
  const { rows } = await sql<{ id: string; envelope_sha256: string; from_id: string }>`
    SELECT id, envelope_sha256, from_id FROM exchange_message WHERE id = ${id} AND received_at IS NULL FOR UPDATE`.execute(
    tx,
  )
  await writeReceipts(receiving, tx, rows)
  if (rows.length > 0)
    await audit(tx, ctx.actor, { action: 'exchange.receipt', subjectKind: 'exchange_message', subjectId: id })
}
