import { sql } from 'kysely'
import type { Tx } from './pool.ts'

/**
 * Runs a statement over many rows without nested-loop joins. The planner knows nothing of the size of a JSON record set
 * or of a table that was filled a minute ago, takes it for small, and then joins 50,000 rows with 50,000 rows one by one.
 */
export const withoutNestedLoops = async <T>(tx: Tx, many: boolean, work: () => Promise<T>): Promise<T> => {
  if (!many) return work()
  await sql`SET LOCAL enable_nestloop = off`.execute(tx)
  const result = await work()
  await sql`SET LOCAL enable_nestloop = on`.execute(tx)
  return result
}
