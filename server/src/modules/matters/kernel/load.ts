import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/pool.ts'
import { getDefinition } from '../definitions.ts'
import type { LoadedMatter, MatterRow } from './types.ts'

/** Locks matters in the order of their ids, so that two who act on the same ones act one after the other. */
export const lockMatters = async (tx: Tx, ids: readonly string[]): Promise<LoadedMatter[]> => {
  const { rows } = await sql<MatterRow>`
    SELECT * FROM matter WHERE id = ANY (${[...new Set(ids)]}::text[]) ORDER BY id FOR UPDATE`.execute(tx)
  return withParties(tx, rows)
}

/** Rows with their definition and parties. */
export const withParties = async (tx: Tx, rows: readonly MatterRow[]): Promise<LoadedMatter[]> => {
  const { rows: parties } = await sql<{ matter_id: string; role: string; organisation_id: string }>`
    SELECT matter_id, role, organisation_id FROM matter_party
    WHERE matter_id = ANY (${rows.map((row) => row.id)}::text[])`.execute(tx)
  const byMatter = Map.groupBy(parties, (party) => party.matter_id)
  return rows.map((row) => ({
    row,
    definition: getDefinition(row.kind, row.definition_version),
    parties: new Map((byMatter.get(row.id) ?? []).map((party) => [party.role, party.organisation_id])),
  }))
}
