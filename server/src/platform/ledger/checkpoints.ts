import type { Db, Tx } from '../db/pool.ts'
import { readConsistency } from './tree.ts'

/** A checkpoint with all that was said about it since: cosignatures in the note, the time-stamp beside it. */
export interface StoredCheckpoint {
  readonly size: number
  readonly at: Date
  /** the signed note, with a line for each witness */
  readonly note: string
  /** RFC 3161 token over the note's text, DER */
  readonly timeStamp: { readonly authority: string; readonly at: Date; readonly token: Buffer } | null
}

const withStatements = async (
  db: Db | Tx,
  row: { size: number; at: Date; note: string } | undefined,
): Promise<StoredCheckpoint | null> => {
  if (!row) return null
  const lines = await db
    .selectFrom('ledger_cosignature')
    .select('line')
    .where('size', '=', row.size)
    .orderBy('witness_id')
    .execute()
  const stamp = await db.selectFrom('ledger_timestamp').selectAll().where('size', '=', row.size).executeTakeFirst()
  return {
    ...row,
    note: row.note + lines.map(({ line }) => line).join(''),
    timeStamp: stamp ? { authority: stamp.authority, at: stamp.stamped_at, token: stamp.token } : null,
  }
}

const select = (db: Db | Tx) => db.selectFrom('ledger_checkpoint').select(['size', 'at', 'note'])

export const newestCheckpoint = async (db: Db | Tx): Promise<StoredCheckpoint | null> =>
  withStatements(db, await select(db).orderBy('size', 'desc').limit(1).executeTakeFirst())

export const findCheckpoint = async (db: Db | Tx, size: number): Promise<StoredCheckpoint | null> =>
  withStatements(db, await select(db).where('size', '=', size).executeTakeFirst())

/** The smallest checkpoint that carries a time-stamp and is at least `size` large: the time by which those leaves stood. */
export const firstStamped = async (db: Db | Tx, size: number): Promise<StoredCheckpoint | null> => {
  const row = await db
    .selectFrom('ledger_checkpoint as c')
    .innerJoin('ledger_timestamp as t', 't.size', 'c.size')
    .select(['c.size', 'c.at', 'c.note'])
    .where('c.size', '>=', size)
    .orderBy('c.size')
    .limit(1)
    .executeTakeFirst()
  return withStatements(db, row)
}

/** Both consistency proofs between the trees of two sizes; null unless 0 < first ≤ second ≤ the newest checkpoint. */
export const findConsistency = async (
  db: Db | Tx,
  { first, second }: { first: number; second: number },
): Promise<{ sha256: Uint8Array[]; sm3: Uint8Array[] } | null> => {
  const newest = await newestCheckpoint(db)
  if (!newest || first < 1 || first > second || second > newest.size) return null
  return readConsistency(db, first, second)
}
