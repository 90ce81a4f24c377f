import type { LedgerAlarmKind } from '@redbridge/contract'
import type { Db, Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'

/** What is wrong with the ledger and where: kind and place together are one alarm however often it is seen. */
export interface Finding {
  readonly kind: LedgerAlarmKind
  readonly place: string
  readonly zh: string
  readonly en: string
}

/** Records findings; one seen before only gets a later time. Role redbridge_worker. */
export const raiseAlarms = async (db: Db | Tx, findings: readonly Finding[], now: Date): Promise<void> => {
  if (!findings.length) return
  await db
    .insertInto('ledger_alarm')
    .values(findings.map((finding) => ({ ...finding, id: newId('alm'), first_seen: now, last_seen: now })))
    .onConflict((conflict) => conflict.columns(['kind', 'place']).doUpdateSet({ last_seen: now, resolved_at: null }))
    .execute()
}

/** What passed by itself (an authority that answers again) needs nobody's attention any more. */
export const resolveAlarms = async (db: Db | Tx, kinds: readonly LedgerAlarmKind[], now: Date): Promise<void> => {
  await db
    .updateTable('ledger_alarm')
    .set({ resolved_at: now })
    .where('kind', 'in', kinds)
    .where('resolved_at', 'is', null)
    .execute()
}

/** Alarms that neither passed nor were acknowledged, newest first; for the administrators' to-do. */
export const listOpenAlarms = (tx: Tx) =>
  tx
    .selectFrom('ledger_alarm')
    .selectAll()
    .where('resolved_at', 'is', null)
    .where('acknowledged_at', 'is', null)
    .orderBy('first_seen', 'desc')
    .limit(200)
    .execute()
