import type { ChangedOperator, CompareQuery, PeriodComparison } from '@redbridge/contract'
import type { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'

type Query = z.output<typeof CompareQuery>

/** The accepted reports of one platform in both periods, as far as the caller may see them. */
const findBatches = (ctx: Ctx, query: Query): Promise<{ before: string; after: string }> =>
  ctx.tx(async (tx) => {
    const rows = await tx
      .selectFrom('report_duty as d')
      .innerJoin('report_period as p', 'p.id', 'd.period_id')
      .innerJoin('report_batch as b', 'b.id', 'd.batch_id')
      .select(['p.key', 'b.id'])
      .where('d.platform_id', '=', query.platformId)
      .where('p.key', 'in', [query.from, query.to])
      .where('b.state', 'in', ['matched', 'pushed', 'answered', 'closed'])
      .execute()
    const of = (key: string): string => {
      const found = rows.find((row) => row.key === key)
      if (!found) throw new AppError('not_found', { detail: key })
      return found.id
    }
    return { before: of(query.from), after: of(query.to) }
  })

/**
 * One row an operator over both reports: identity is the code, for natural persons the digest of the ID number. An
 * operator with several shops has several rows; its name and address are those of the first. One pass, no join.
 */
const OPERATORS = `
  WITH if(name_folded = '', name, name_folded) AS folded
  SELECT multiIf(uscc != '', uscc, id_digest != '', concat('#', id_digest), concat('@', folded)) AS identity,
    countIf(batch_id = {before:String}) AS n_before, countIf(batch_id = {after:String}) AS n_after,
    argMinIf(name, row_no, batch_id = {before:String}) AS name_before, argMinIf(name, row_no, batch_id = {after:String}) AS name_after,
    argMinIf(folded, row_no, batch_id = {before:String}) AS folded_before,
    argMinIf(folded, row_no, batch_id = {after:String}) AS folded_after,
    argMinIf(address, row_no, batch_id = {before:String}) AS address_before,
    argMinIf(address, row_no, batch_id = {after:String}) AS address_after,
    arraySort(groupUniqArrayIf(shop_name, batch_id = {before:String})) AS shops_before,
    arraySort(groupUniqArrayIf(shop_name, batch_id = {after:String})) AS shops_after,
    arrayFilter(x -> x != '', [if(folded_before != folded_after, 'name', ''), if(address_before != address_after, 'address', ''),
      if(shops_before != shops_after, 'shop', '')]) AS changed
  FROM report_record
  WHERE period IN ({from:String}, {to:String}) AND batch_id IN ({before:String}, {after:String})
  GROUP BY identity`

const WHICH: Record<Query['change'], string> = {
  new: 'n_before = 0',
  gone: 'n_after = 0',
  changed: 'n_before > 0 AND n_after > 0 AND notEmpty(changed)',
}

const countChanges = async (platform: Platform, params: Record<string, unknown>) => {
  const [totals] = await platform.market.query<PeriodComparison['totals']>(
    `SELECT countIf(n_before > 0) AS before, countIf(n_after > 0) AS after, countIf(${WHICH.new}) AS new,
       countIf(${WHICH.gone}) AS gone, countIf(${WHICH.changed}) AS changed, before - gone - changed AS same
     FROM (${OPERATORS})`,
    params,
  )
  return totals ?? { before: 0, after: 0, new: 0, gone: 0, changed: 0, same: 0 }
}

interface Row {
  identity: string
  name_before: string
  name_after: string
  address_before: string
  address_after: string
  changed: string[]
}

const view = (change: Query['change'], row: Row): ChangedOperator => ({
  change,
  uscc: /^[#@]/.test(row.identity) ? '' : row.identity,
  name: change === 'gone' ? row.name_before : row.name_after,
  nameBefore: change === 'new' ? null : row.name_before,
  addressBefore: change === 'new' ? null : row.address_before,
  address: change === 'gone' ? null : row.address_after,
  changedFields: change === 'changed' ? row.changed : [],
})

/** New, gone and changed operators of one platform between two periods, a page at a time. */
export const comparePeriods = async (ctx: Ctx, query: Query): Promise<PeriodComparison> => {
  const { before, after } = await findBatches(ctx, query)
  const params = { before, after, from: query.from, to: query.to }
  const [totals, rows] = await Promise.all([
    countChanges(ctx.platform, params),
    ctx.platform.market.query<Row>(
      `SELECT identity, name_before, name_after, address_before, address_after, changed FROM (${OPERATORS})
       WHERE ${WHICH[query.change]} ORDER BY identity LIMIT {size:UInt32} OFFSET {skip:UInt64}`,
      { ...params, size: query.size, skip: (query.page - 1) * query.size },
    ),
  ])
  return {
    platformId: query.platformId,
    from: query.from,
    to: query.to,
    totals,
    items: rows.map((row) => view(query.change, row)),
    total: totals[query.change],
    page: query.page,
    size: query.size,
  }
}
