import { randomBytes } from 'node:crypto'
import type { CustodyEvent } from '@redbridge/contract'
import { recordDigest } from '@redbridge/ledger'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { newId } from '../../platform/ids.ts'
import { appendEntries } from '../../platform/ledger/index.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type CustodyRow, custodyRecordOf, type ItemRow, itemRecordOf } from './records.ts'

export interface Step {
  readonly item: ItemRow
  readonly event: CustodyEvent
  readonly reason?: string
  readonly to?: { readonly id: string; readonly name: string }
}

/**
 * Appends steps of custody with their ledger entries and audit events, in the transaction of what they are about.
 * A second look on the same day is no second step. Returns what was appended.
 */
export const recordCustody = async (ctx: Ctx, tx: Tx, steps: readonly Step[]): Promise<CustodyRow[]> => {
  if (steps.length === 0) return []
  const now = ctx.platform.clock.now()
  const rows = await tx
    .insertInto('evidence_custody')
    .values(steps.map((step) => rowOf(ctx, step, now)))
    .onConflict((conflict) => conflict.columns(['item_id', 'by_user', 'day']).where('event', '=', 'seen').doNothing())
    .returningAll()
    .execute()
  const items = new Map(steps.map(({ item }) => [item.id, item]))
  const own = ctx.actor.organisation.id
  await appendEntries(
    tx,
    rows.map((row) => ({
      kind: `evidence.${row.event}`,
      subject: row.item_id,
      readers: [row.owner_id, own, ...(row.to_organisation_id ? [row.to_organisation_id] : [])],
      body: bodyOf(row, items.get(row.item_id) as ItemRow),
    })),
    now,
  )
  for (const row of rows)
    await audit(tx, ctx.actor, {
      action: `evidence.${row.event}`,
      subjectKind: 'evidence',
      subjectId: row.item_id,
      detail: {
        ...(row.reason ? { reason: row.reason } : {}),
        ...(row.to_organisation_id ? { to: row.to_organisation_id } : {}),
      },
    })
  return rows
}

const rowOf = (ctx: Ctx, { item, event, reason, to }: Step, now: Date) => ({
  id: newId('cus', now.getTime()),
  item_id: item.id,
  owner_id: item.organisation_id,
  event,
  at: now,
  day: dayOf(now),
  by_user: ctx.actor.userId,
  by_name: ctx.actor.name,
  by_organisation_id: ctx.actor.organisation.id,
  by_organisation_name: ctx.actor.organisation.nameZh,
  to_organisation_id: to?.id ?? null,
  to_organisation_name: to?.name ?? null,
  reason: reason ?? null,
  salt: randomBytes(16).toString('hex'),
})

/** The taking commits to the bytes and to the item's record; every step commits to itself. */
const bodyOf = (row: CustodyRow, item: ItemRow): Record<string, unknown> => ({
  custody: row.id,
  custodySha256: recordDigest(custodyRecordOf(row)),
  ...(row.event === 'taken'
    ? { sha256: item.sha256, sm3: item.sm3, bytes: item.bytes, recordSha256: recordDigest(itemRecordOf(item)) }
    : {}),
  ...(row.to_organisation_id ? { to: row.to_organisation_id } : {}),
})
