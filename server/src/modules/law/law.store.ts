import type { DeadlineChange, HolidayOrder } from '@redbridge/law'
import type { Tx } from '../../platform/db/pool.ts'

/** Every change with the bureau that made it, oldest first; withdrawn ones too. */
export const listChanges = (tx: Tx, ruleId?: string) =>
  tx
    .selectFrom('deadline_change')
    .innerJoin('organisation', 'organisation.id', 'deadline_change.organisation_id')
    .selectAll('deadline_change')
    .select(['organisation.name_zh as bureau', 'organisation.division'])
    .$if(ruleId !== undefined, (query) => query.where('rule_id', '=', ruleId as string))
    .orderBy('deadline_change.created_at')
    .orderBy('deadline_change.id')
    .execute()
export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number]

/** Every order, oldest first; withdrawn ones too. */
export const listOrders = (tx: Tx, year?: number) =>
  tx
    .selectFrom('holiday_order')
    .innerJoin('organisation', 'organisation.id', 'holiday_order.organisation_id')
    .selectAll('holiday_order')
    .select(['organisation.name_zh as bureau', 'organisation.division'])
    .$if(year !== undefined, (query) => query.where('year', '=', year as number))
    .orderBy('holiday_order.created_at')
    .orderBy('holiday_order.id')
    .execute()
export type OrderRow = Awaited<ReturnType<typeof listOrders>>[number]

export const changeOf = (
  row: Pick<ChangeRow, 'rule_id' | 'from_day' | 'rest_day' | 'amount' | 'unit' | 'basis' | 'confidence' | 'source'>,
): DeadlineChange => ({
  ruleId: row.rule_id,
  from: row.from_day,
  amount: row.amount,
  unit: row.unit,
  restDay: row.rest_day,
  basis: row.basis,
  confidence: row.confidence,
  source: row.source,
})

/** What holds, for the law in memory: without joins, so that it also reads as the worker. */
export const readInForce = async (tx: Tx): Promise<{ changes: DeadlineChange[]; orders: HolidayOrder[] }> => {
  const changes = await tx.selectFrom('deadline_change').selectAll().where('withdrawn_at', 'is', null).execute()
  const orders = await tx
    .selectFrom('holiday_order')
    .select(['year', 'holidays', 'workdays'])
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return { changes: changes.map(changeOf), orders }
}
