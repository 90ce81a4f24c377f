import { hash } from 'node:crypto'
import {
  extendFrontier,
  type Frontier,
  followKeys,
  formatVerifierKey,
  frontierRoot,
  type LogKey,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  verifyCheckpoint,
} from '@redbridge/ledger'
import type pg from 'pg'
import type { Finding } from '../alarms.ts'
import { SHA256, SM3 } from '../hashes.ts'
import { checkLeaf } from './check-leaf.ts'
import { badCheckpoint, forked, otherKeys, rolledBack } from './findings.ts'
import { CHUNK, type Head, type Memory, type Seen } from './memory.ts'
import { readCheckpoints, readKeys, readLeaves, readSize, type StoredCheckpointRow, type StoredLeaf } from './read.ts'

/** Leaves taken over in one step, so that a long log is learnt in bites. */
const BITE = 20_000
/** Signatures of so many checkpoints are checked in one step; of more (a log learnt late) those of the last. */
const SIGNATURES = 50

interface Keys {
  readonly origin: string
  readonly pinned: readonly string[]
  readonly keys: readonly LogKey[]
}

/** The keys, followed from those first seen. */
const learnKeys = async (client: pg.ClientBase, head: Head): Promise<Keys | Finding | null> => {
  const rows = await readKeys(client)
  const first = rows.filter((row) => row.endorsement === null)
  const found = first.map((row) => formatVerifierKey(verifierKey(row.name, row.algorithm, row.publicKey)))
  const pinned = head.pinned.length ? head.pinned : found
  const origin = head.origin ?? first[0]?.name
  if (!origin || !pinned.length) return null
  const statements = [...new Set(rows.flatMap((row) => row.endorsement ?? []))]
  const keys = followKeys({ origin, pinned: pinned.map(parseVerifierKey) as VerifierKey[] }, statements)
  if (!keys || pinned.join() !== found.join()) return otherKeys()
  return { origin, pinned, keys }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

const checkSignatures = (row: StoredCheckpointRow, keys: Keys): Finding[] => {
  const report = verifyCheckpoint(row.note, keys)
  if (!report.ok) return [badCheckpoint(row.size, report.fault)]
  const { checkpoint, signedBy } = report
  if (!signedBy.includes('ed25519') || !signedBy.includes('sm2')) return [badCheckpoint(row.size, 'signature missing')]
  const told = checkpoint.size === row.size && same(checkpoint.sha256, row.sha256) && same(checkpoint.sm3, row.sm3)
  return told ? [] : [badCheckpoint(row.size, 'columns contradict the note')]
}

interface Growth {
  readonly sha256: Frontier
  readonly sm3: Frontier
  /** roots of the chunks that became complete */
  readonly nodes: Map<number, { sha256?: Uint8Array; sm3?: Uint8Array }>
}

const grow = (before: Growth, leaves: readonly StoredLeaf[]): Growth => {
  const { nodes } = before
  const extend = (name: 'sha256' | 'sm3'): Frontier => {
    const onComplete = (level: number, index: number, root: Uint8Array): void => {
      if (level === 8) nodes.set(index, { ...nodes.get(index), [name]: root })
    }
    const tree = name === 'sha256' ? SHA256 : SM3
    return extendFrontier(
      tree,
      { ...before[name], onComplete },
      leaves.map((leaf) => leaf[name]),
    )
  }
  return { sha256: extend('sha256'), sm3: extend('sm3'), nodes }
}

/** Digest of everything stored about a chunk's hashes: each leaf's two, and the two roots. */
export const chunkDigest = (hashes: Uint8Array, node: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([hashes, node]), 'buffer')

/** Digests of the chunks that became complete between two sizes, their leaves read again where the growth began within one. */
const completed = async (
  client: pg.ClientBase,
  grown: Growth,
  stored: { from: number; leaves: readonly StoredLeaf[] },
): Promise<Buffer[]> => {
  const { from } = stored
  const [first, end] = [Math.floor(from / CHUNK), Math.floor(grown.sha256.size / CHUNK)]
  if (first === end) return []
  const earlier = first * CHUNK < from ? await readLeaves(client, first * CHUNK, from) : []
  const all = [...earlier, ...stored.leaves]
  return Array.from({ length: end - first }, (_, i) => {
    const leaves = all.slice(i * CHUNK, (i + 1) * CHUNK)
    const { sha256, sm3 } = grown.nodes.get(first + i) as { sha256: Uint8Array; sm3: Uint8Array }
    const hashes = Buffer.concat(leaves.flatMap((leaf) => [leaf.sha256, leaf.sm3]))
    return chunkDigest(hashes, Buffer.concat([sha256, sm3]))
  })
}

/** The result of a step: what is wrong, and whether there is more to take over at once. */
export interface Step {
  readonly findings: readonly Finding[]
  readonly more: boolean
}

const noteDigest = (note: string): Buffer => hash('sha256', note, 'buffer')

/** Compares the newest checkpoint seen with what stands there now: smaller is a rollback, other a fork. */
const compareSeen = async (client: pg.ClientBase, memory: Memory, signed: number): Promise<Finding[]> => {
  const { sha256, sm3, seenAt } = memory.head
  if (signed < sha256.size) return [rolledBack(sha256.size, signed, seenAt)]
  if (!sha256.size) return []
  const [row] = await readCheckpoints(client, { above: sha256.size - 1, upTo: sha256.size, limit: 1 })
  if (!row) return []
  const holds = same(row.sha256, frontierRoot(SHA256, sha256)) && same(row.sm3, frontierRoot(SM3, sm3))
  return holds ? [] : [forked(row.size)]
}

/** Takes over what the log grew by: each new leaf recomputed from its entry, each new checkpoint's roots and signatures. */
const takeOver = async (client: pg.ClientBase, memory: Memory, keys: Keys, now: Date): Promise<Step> => {
  const { head } = memory
  const from = head.sha256.size
  const rows = await readCheckpoints(client, { above: from, upTo: from + BITE, limit: 10_000 })
  const next = rows.length
    ? rows
    : await readCheckpoints(client, { above: from, upTo: Number.MAX_SAFE_INTEGER, limit: 1 })
  const last = next.at(-1)
  if (!last) return { findings: [], more: false }
  const findings: Finding[] = []
  const stored = await readLeaves(client, from, last.size)
  const byIndex = new Map(stored.map((leaf) => [leaf.leafIndex, leaf]))
  for (let index = from; index < last.size && findings.length < 20; index++)
    findings.push(...checkLeaf(index, byIndex.get(index), null))
  if (stored.length !== last.size - from) return { findings: [...findings, forked(last.size)], more: false }
  let grown: Growth = { sha256: head.sha256, sm3: head.sm3, nodes: new Map() }
  for (const row of next) {
    grown = grow(grown, stored.slice(grown.sha256.size - from, row.size - from))
    const holds = same(row.sha256, frontierRoot(SHA256, grown.sha256)) && same(row.sm3, frontierRoot(SM3, grown.sm3))
    if (!holds) return { findings: [...findings, forked(row.size)], more: false }
  }
  for (const row of next.slice(next.length > SIGNATURES ? -1 : 0)) findings.push(...checkSignatures(row, keys))
  const seen: Seen = {
    leaves: stored.map((leaf) => leaf.sha256),
    chunks: await completed(client, grown, { from, leaves: stored }),
    checkpoints: next.map((row) => ({ size: row.size, digest: noteDigest(row.note) })),
  }
  const { origin, pinned } = keys
  const [checkpoints, seenAt] = [head.checkpoints + next.length, now.toISOString()]
  const { sha256, sm3 } = grown
  memory.remember({ ...head, origin, pinned, sha256, sm3, checkpoints, note: last.note, seenAt }, seen)
  return { findings, more: true }
}

/** One look at what is new, in one snapshot of the database. */
export const watchOnce = async (client: pg.ClientBase, memory: Memory, now: Date): Promise<Step> => {
  const keys = await learnKeys(client, memory.head)
  const { signed, leaves } = await readSize(client)
  if (!keys) return { findings: signed || memory.head.sha256.size ? [otherKeys()] : [], more: false }
  if ('kind' in keys) {
    const seen = await compareSeen(client, memory, signed)
    return { findings: [keys, ...seen], more: false }
  }
  const wrong = await compareSeen(client, memory, signed)
  // Leaves and checkpoint are written together: leaves above the newest checkpoint mean that checkpoints are gone.
  if (leaves !== signed) wrong.push(badCheckpoint(leaves, 'missing'))
  if (wrong.length) return { findings: wrong, more: false }
  return signed > memory.head.sha256.size ? takeOver(client, memory, keys, now) : { findings: [], more: false }
}
