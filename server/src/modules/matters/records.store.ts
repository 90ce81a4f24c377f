import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/pool.ts'
import type { StepRecord } from './kernel/record.ts'

/** A step as the ledger entry that it names committed to it by its digest. */
export interface KeptRecord {
  readonly matterId: string
  readonly entryId: string
  readonly record: StepRecord
}

interface Row extends Omit<StepRecord, 'at'> {
  readonly matter_id: string
  readonly entry_id: string
  readonly at: Date
}

/** What happened to matters, oldest first, as every party that sees them may see it: nobody's internal steps. */
export const listRecords = async (db: Db | Tx, matterIds: readonly string[]): Promise<KeptRecord[]> => {
  const { rows } = await sql<Row>`
    SELECT e.matter_id, m.number, m.kind, m.definition_version AS definition, e.type, e.at, e.event, e.from_state AS "from",
      e.to_state AS "to", e.party, e.by_organisation AS organisation, e.text, e.form, e.files, e.salt, e.entry_id
    FROM matter_event e JOIN matter m ON m.id = e.matter_id
    WHERE e.matter_id = ANY (${[...new Set(matterIds)]}::text[]) AND e.only_for IS NULL AND e.entry_id IS NOT NULL
    ORDER BY e.id`.execute(db)
  return rows.map(({ matter_id, entry_id, at, ...rest }) => ({
    matterId: matter_id,
    entryId: entry_id,
    record: { ...rest, at: at.toISOString() },
  }))
}
