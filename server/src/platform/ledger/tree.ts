import {
  combineRoots,
  completeSubtrees,
  consistencyRanges,
  EMPTY_FRONTIER,
  type Frontier,
  inclusionRanges,
  merkleRoot,
  type Range,
  type TreeHash,
} from '@redbridge/ledger'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/pool.ts'
import { SHA256, SM3 } from './hashes.ts'

// What is stored of the trees: every leaf, and the roots of complete subtrees of 256, 65,536, … leaves. Everything
// between and the right edge is computed from at most 256 hashes a level.

/** The same place in both trees. */
export interface HashPair {
  readonly sha256: Uint8Array
  readonly sm3: Uint8Array
}
export type HashPath = { readonly [N in keyof HashPair]: Uint8Array[] }

/** Levels between two that are stored. */
export const STORED_EVERY = 8

const keyOf = ({ from, to }: Range): string => `${from}-${to}`

/** The stored level at or below a subtree of `leaves` (a power of two) leaves. */
const storedLevel = (leaves: number): number => Math.floor(Math.log2(leaves) / STORED_EVERY) * STORED_EVERY

const readStored = async (db: Db | Tx, level: number, ranges: readonly Range[]): Promise<Map<number, HashPair>> => {
  const froms = ranges.map(({ from }) => from / 2 ** level)
  const tos = ranges.map(({ to }) => to / 2 ** level)
  const { rows } = await sql<{ at: number } & HashPair>`
    SELECT t.at, t.sha256, t.sm3 FROM unnest(${froms}::bigint[], ${tos}::bigint[]) AS r(low, high)
    CROSS JOIN LATERAL (${
      level === 0
        ? sql`SELECT leaf_index AS at, sha256, sm3 FROM ledger_leaf WHERE leaf_index >= r.low AND leaf_index < r.high`
        : sql`SELECT node_index AS at, sha256, sm3 FROM ledger_node
              WHERE level = ${level} AND node_index >= r.low AND node_index < r.high`
    }) t`.execute(db)
  return new Map(rows.map((row) => [Number(row.at), row]))
}

/** Roots of complete subtrees, in the order asked for. One query a stored level, however many subtrees. */
const readSubtrees = async (db: Db | Tx, subtrees: readonly Range[]): Promise<HashPair[]> => {
  const distinct = [...new Map(subtrees.map((one) => [keyOf(one), one])).values()]
  const roots = new Map<string, HashPair>()
  for (const [level, ranges] of Map.groupBy(distinct, ({ from, to }) => storedLevel(to - from))) {
    const stored = await readStored(db, level, ranges)
    const width = 2 ** level
    for (const range of ranges) {
      const rows = Array.from({ length: (range.to - range.from) / width }, (_, i) => {
        const row = stored.get(range.from / width + i)
        if (!row) throw new Error(`ledger tree: level ${level}, index ${range.from / width + i} is missing`)
        return row
      })
      const rootOf = (hash: TreeHash): Uint8Array =>
        merkleRoot(
          hash,
          rows.map((row) => row[hash.name]),
        )
      roots.set(keyOf(range), { sha256: rootOf(SHA256), sm3: rootOf(SM3) })
    }
  }
  return subtrees.map((one) => roots.get(keyOf(one)) as HashPair)
}

/** Hash paths for lists of ranges (proofs), all read together. */
export const readPaths = async (db: Db | Tx, proofs: readonly (readonly Range[])[]): Promise<HashPath[]> => {
  const parts = proofs.map((ranges) => ranges.map(completeSubtrees))
  const roots = await readSubtrees(db, parts.flat(2))
  let at = 0
  return parts.map((ranges) => {
    const pairs = ranges.map((subtrees) => {
      const own = roots.slice(at, at + subtrees.length)
      at += subtrees.length
      const rootOf = (hash: TreeHash): Uint8Array =>
        combineRoots(
          hash,
          own.map((root) => root[hash.name]),
        )
      return { sha256: rootOf(SHA256), sm3: rootOf(SM3) }
    })
    return { sha256: pairs.map((pair) => pair.sha256), sm3: pairs.map((pair) => pair.sm3) }
  })
}

/** Inclusion paths of leaves in the tree of `size`. */
export const readInclusion = (db: Db | Tx, indexes: readonly number[], size: number): Promise<HashPath[]> =>
  readPaths(
    db,
    indexes.map((index) => inclusionRanges(index, size)),
  )

/** The consistency path between two sizes. */
export const readConsistency = async (db: Db | Tx, first: number, second: number): Promise<HashPath> => {
  const [path] = await readPaths(db, [consistencyRanges(first, second)])
  return path as HashPath
}

/** Both frontiers of the first `size` leaves. */
export const readFrontiers = async (
  db: Db | Tx,
  size: number,
): Promise<{ readonly sha256: Frontier; readonly sm3: Frontier }> => {
  if (!size) return { sha256: EMPTY_FRONTIER, sm3: EMPTY_FRONTIER }
  const roots = await readSubtrees(db, completeSubtrees({ from: 0, to: size }))
  const frontierOf = (name: keyof HashPair): Frontier => ({ size, roots: roots.map((root) => root[name]) })
  return { sha256: frontierOf('sha256'), sm3: frontierOf('sm3') }
}
