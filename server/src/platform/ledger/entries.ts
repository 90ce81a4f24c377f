import { type EntryProof, proofHashes } from '@redbridge/ledger'
import type { Db, Tx } from '../db/pool.ts'
import { newestCheckpoint, type StoredCheckpoint } from './checkpoints.ts'
import { readInclusion } from './tree.ts'

/** An entry that its reader may see; `proof` is null while it waits for the sequencer. */
export interface ProvenEntry {
  readonly id: string
  readonly at: Date
  readonly kind: string
  readonly subject: string
  readonly envelope: string
  readonly proof: EntryProof | null
}

/** Entries of subjects or by id, with proofs towards one checkpoint. */
export interface ProvenEntries {
  /** the checkpoint of all proofs; null while the log has none */
  readonly checkpoint: StoredCheckpoint | null
  readonly entries: ProvenEntry[]
}

/**
 * Entries about the subjects (or those with the ids), oldest first, proven in the newest checkpoint: what a bag takes
 * along. Row-level security of `tx` decides which are seen.
 */
export const readEntries = async (
  tx: Db | Tx,
  which: { readonly subjects: readonly string[] } | { readonly ids: readonly string[] },
): Promise<ProvenEntries> => {
  const checkpoint = await newestCheckpoint(tx)
  const query = tx
    .selectFrom('ledger_entry as e')
    .leftJoin('ledger_leaf as l', 'l.entry_no', 'e.no')
    .select(['e.id', 'e.at', 'e.kind', 'e.subject', 'e.envelope', 'l.leaf_index'])
    .orderBy('e.no')
  const rows = await ('ids' in which
    ? query.where('e.id', 'in', [...which.ids, ''])
    : query.where('e.subject', 'in', [...which.subjects, ''])
  ).execute()
  const size = checkpoint?.size ?? 0
  const isProven = (index: number | null): index is number => index !== null && index < size
  const indexes = rows.map((row) => row.leaf_index).filter(isProven)
  const paths = await readInclusion(tx, indexes, size)
  const byIndex = new Map(indexes.map((index, i) => [index, paths[i]]))
  const entries = rows.map(({ leaf_index: leafIndex, ...row }): ProvenEntry => {
    const path = leafIndex === null ? undefined : byIndex.get(leafIndex)
    if (leafIndex === null || !path) return { ...row, proof: null }
    const { envelope } = row
    const proof = { envelope, leafIndex, size, sha256: proofHashes(path.sha256), sm3: proofHashes(path.sm3) }
    return { ...row, proof }
  })
  return { checkpoint, entries }
}
