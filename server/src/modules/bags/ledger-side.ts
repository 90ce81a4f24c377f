import type { EntryProof, LedgerSide } from '@redbridge/ledger'
import { proofHashes } from '@redbridge/ledger'
import { sql } from 'kysely'
import {
  findConsistency,
  firstStamped,
  readEntries,
  readKeyBook,
  readWitnesses,
  type StoredCheckpoint,
} from '../../platform/ledger/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { BagRow } from './bags.view.ts'

/**
 * Everything the ledger says about a bag, or null while it has not yet signed for all of it. Steps of custody and of
 * matters, messages, receipts and keys that are in the bag are proven even where their entry names other readers: the step itself was shown.
 */
export const readLedgerSide = async (
  platform: Platform,
  bag: BagRow,
  shown: {
    readonly custody: readonly string[]
    readonly steps: readonly string[]
    readonly exchange: readonly string[]
  },
): Promise<LedgerSide | null> => {
  const db = platform.workerDb
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ledger_entry WHERE subject = ${bag.id}
      OR (subject = ANY(${bag.item_ids}) AND envelope::jsonb -> 'body' ->> 'custody' = ANY(${[...shown.custody]}))
      OR (subject = ANY(${bag.subjects}) AND id = ANY(${[...shown.steps]}))
      OR (kind LIKE 'exchange.%' AND id = ANY(${[...shown.exchange]}))`.execute(db)
  const { checkpoint, entries } = await readEntries(db, { ids: rows.map(({ id }) => id) })
  const proofs = entries.flatMap(({ proof }) => proof ?? [])
  const anchor = entries.find(({ subject }) => subject === bag.id)?.proof
  const book = await readKeyBook(db)
  if (!checkpoint || !book || !anchor || proofs.length < entries.length) return null
  const stamped = await stampedFor(platform, proofs, checkpoint)
  if (!stamped && isWaitingForStamp(platform, bag)) return null
  return {
    origin: book.origin,
    pinned: book.pinned,
    statements: book.statements,
    keys: book.keys,
    witnesses: (await readWitnesses(db)).map(({ key }) => key),
    authorities: platform.ledger?.authority?.certificates ?? [],
    checkpoints: await checkpointsOf(platform, stamped, checkpoint),
    entries: proofs,
    anchor,
  }
}

/** The earliest time-stamp that covers every entry of the bag. */
const stampedFor = async (
  platform: Platform,
  proofs: readonly EntryProof[],
  newest: StoredCheckpoint,
): Promise<StoredCheckpoint | null> => {
  const size = Math.max(...proofs.map(({ leafIndex }) => leafIndex)) + 1
  const stamped = await firstStamped(platform.workerDb, size)
  return stamped && stamped.size <= newest.size ? stamped : null
}

/** A bag is worth more with its time-stamp; an authority that does not answer stops nobody for longer than this. */
const STAMP_WAIT_MS = 120_000
const isWaitingForStamp = (platform: Platform, bag: BagRow): boolean =>
  platform.ledger?.authority !== undefined && platform.clock.now().getTime() - bag.created_at.getTime() < STAMP_WAIT_MS

const checkpointsOf = async (
  platform: Platform,
  stamped: StoredCheckpoint | null,
  newest: StoredCheckpoint,
): Promise<LedgerSide['checkpoints']> => {
  const plain = ({ size, note, timeStamp }: StoredCheckpoint) => ({ size, note, token: timeStamp?.token ?? null })
  if (!stamped || stamped.size === newest.size) return [{ ...plain(newest), consistency: null }]
  const path = await findConsistency(platform.workerDb, { first: stamped.size, second: newest.size })
  const consistency = path && { sha256: proofHashes(path.sha256), sm3: proofHashes(path.sm3) }
  return [
    { ...plain(stamped), consistency: null },
    { ...plain(newest), consistency },
  ]
}
