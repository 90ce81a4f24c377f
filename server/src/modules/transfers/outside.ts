import { findProvince, type OutsideGroup } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'

export interface OutsideBatch {
  id: string
  state: string
  division: string
  period_key: string
  bureau_id: string
  bureau_division: string
  platform_name: string
}

export const getBatch = async (tx: Tx, id: string): Promise<OutsideBatch> => {
  const { rows } = await sql<OutsideBatch>`
    SELECT b.id, b.state, b.division, p.key AS period_key, p.bureau_id, p.division AS bureau_division,
      coalesce(o.name_zh, '') AS platform_name
    FROM report_batch b JOIN report_period p ON p.id = b.period_id LEFT JOIN organisation o ON o.id = b.platform_id
    WHERE b.id = ${id}`.execute(tx)
  const [batch] = rows
  if (!batch) throw new AppError('not_found')
  return batch
}

/** Rows of a batch registered elsewhere, as matching left them. */
export const OUTSIDE = `period = {period:String} AND batch_id = {batch:String} AND verdict = 'undecided'
  AND undecided_reason = 'outside_coverage'`

const countOutside = (platform: Platform, batch: OutsideBatch): Promise<{ province: string; n: number }[]> =>
  platform.market.query(
    `SELECT province, toUInt32(count()) AS n FROM report_record WHERE ${OUTSIDE} GROUP BY province ORDER BY province`,
    { period: batch.period_key, batch: batch.id },
  )

export interface HomeBureau {
  id: string
  division: string
  name_zh: string
}

/** The provincial bureaus that are on the system, by two-digit province. */
const homeBureaus = async (tx: Tx): Promise<Map<string, HomeBureau>> => {
  const { rows } = await sql<HomeBureau>`
    SELECT DISTINCT ON (division) id, division, name_zh FROM organisation
    WHERE kind = 'bureau' AND division LIKE '__0000' AND division <> '000000' ORDER BY division, created_at, id`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.division.slice(0, 2), row]))
}

/** Transfers on their way or answered; withdrawn and unclaimed ones wait again. */
const countSent = async (tx: Tx, batchId: string): Promise<Map<string, number>> => {
  const { rows } = await sql<{ province: string; n: number }>`
    SELECT province, count(*)::int AS n FROM transfer WHERE batch_id = ${batchId} AND state NOT IN ('withdrawn', 'returned')
    GROUP BY 1`.execute(tx)
  return new Map(rows.map((row) => [row.province, row.n]))
}

export interface OutsideState extends OutsideGroup {
  readonly home: HomeBureau | undefined
}

export const outsideOf = async (platform: Platform, tx: Tx, batch: OutsideBatch): Promise<OutsideState[]> => {
  const [counts, homes, sent] = [
    await countOutside(platform, batch),
    await homeBureaus(tx),
    await countSent(tx, batch.id),
  ]
  return counts.map(({ province, n }) => {
    const found = homes.get(province)
    // A batch does not go from a bureau to itself.
    const home = found && found.id !== batch.bureau_id ? found : undefined
    return {
      province,
      provinceZh: findProvince(province)?.zh ?? '未知',
      count: n,
      sent: sent.get(province) ?? 0,
      toBureauId: home?.id ?? null,
      toBureauName: home?.name_zh ?? null,
      home,
    }
  })
}

/** How many operators of a batch wait for which home bureau. */
export const listOutside = (ctx: Ctx, batchId: string): Promise<OutsideGroup[]> =>
  ctx.tx(async (tx) => {
    const groups = await outsideOf(ctx.platform, tx, await getBatch(tx, batchId))
    return groups.map(({ home: _, ...group }) => group)
  })
