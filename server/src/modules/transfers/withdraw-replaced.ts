import { sql } from 'kysely'
import type { Tx } from '../../platform/db/pool.ts'

/**
 * A report that was replaced takes its open transfers back: nobody should look into rows that no longer stand. What was
 * answered already stays as it is. For the code that finishes a batch.
 */
export const withdrawReplaced = async (tx: Tx, batchId: string): Promise<void> => {
  await tx
    .updateTable('transfer')
    .set({ state: 'withdrawn', note: '报送已被新的报送替换 / the report was replaced', version: sql`version + 1` })
    .where('batch_id', '=', batchId)
    .where('state', 'in', ['sent', 'received'])
    .execute()
}
