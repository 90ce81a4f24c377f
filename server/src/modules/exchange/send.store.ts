import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'
import type { Platform } from '../../platform/platform.ts'

/**
 * Names of organisations as they stand in envelopes. Who receives may be one that the sender's list does not show (a
 * platform that left the bridge while a matter ran), so what is missing is asked of the worker's side.
 */
export const namesOf = async (platform: Platform, tx: Tx, ids: readonly string[]): Promise<Map<string, string>> => {
  const known = new Map<string, string>()
  for (const db of [tx, platform.workerDb]) {
    const missing = ids.filter((id) => !known.has(id))
    if (missing.length === 0) break
    const rows = await db.selectFrom('organisation').select(['id', 'name_zh']).where('id', 'in', missing).execute()
    for (const row of rows) known.set(row.id, row.name_zh)
  }
  return known
}

/** Matters whose content leaves by pulling alone: the form in force, the newest of compose and correct, says so. */
export const secretMatters = async (tx: Tx, matterIds: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ matter_id: string }>`
    SELECT matter_id FROM (
      SELECT DISTINCT ON (matter_id) matter_id, form->>'secrecy' AS secrecy FROM matter_event
      WHERE matter_id = ANY (${[...matterIds]}::text[]) AND event IN ('compose', 'correct')
      ORDER BY matter_id, id DESC) newest
    WHERE secrecy = 'confidential'`.execute(tx)
  return new Set(rows.map((row) => row.matter_id))
}
