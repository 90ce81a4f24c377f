import { hash } from 'node:crypto'
import { merkleRoot, utf8 } from '@redbridge/ledger'
import type pg from 'pg'
import type { Finding } from '../alarms.ts'
import { SHA256, SM3 } from '../hashes.ts'
import { checkLeaf, strayColumn } from './check-leaf.ts'
import { editedCheckpoint, editedNode, manyMore } from './findings.ts'
import { CHUNK, LEAF_BYTES, type Memory } from './memory.ts'
import { parseEntryLine, ROW, readCheckpoints, readChunks, readLeaves, readNodes, type StoredChunk } from './read.ts'
import { chunkDigest } from './watch.ts'

/** Leaves that are named one by one in a chunk; what is wrong all over is said once. */
const NAMED = 8

/** Whether a chunk is exactly what was seen: every entry recomputed, every stored hash compared by one digest. */
const isIntact = (chunk: StoredChunk, seenLeaves: Buffer, seenDigest: Buffer): boolean => {
  if (chunk.leaves !== CHUNK || !chunk.node || !chunkDigest(chunk.hashes, chunk.node).equals(seenDigest)) return false
  const lines = chunk.lines.split(ROW)
  if (lines.length !== CHUNK) return false
  for (let i = 0; i < CHUNK; i++) {
    const entry = parseEntryLine(lines[i] as string)
    if (!entry || strayColumn(entry)) return false
    const leaf = SHA256.leaf(utf8(entry.envelope))
    if (seenLeaves.compare(leaf, 0, LEAF_BYTES, i * LEAF_BYTES, (i + 1) * LEAF_BYTES) !== 0) return false
  }
  return true
}

/** Names what is wrong with leaves from–to, one by one. */
const nameLeaves = async (client: pg.ClientBase, memory: Memory, from: number, to: number): Promise<Finding[]> => {
  const stored = new Map((await readLeaves(client, from, to)).map((leaf) => [leaf.leafIndex, leaf]))
  const seen = memory.leaves(from, to)
  const wrong: Finding[] = []
  for (let index = from; index < to; index++) {
    const at = (index - from) * LEAF_BYTES
    wrong.push(...checkLeaf(index, stored.get(index), seen.subarray(at, at + LEAF_BYTES)))
  }
  return wrong.length > NAMED ? [...wrong.slice(0, NAMED), manyMore(from, to)] : wrong
}

const nameChunk = async (client: pg.ClientBase, memory: Memory, chunk: number): Promise<Finding[]> => {
  const [from, to] = [chunk * CHUNK, (chunk + 1) * CHUNK]
  const wrong = await nameLeaves(client, memory, from, to)
  // Every leaf is right, so it is the root of the chunk that was touched; or nothing any more, on a second look.
  if (wrong.length) return wrong
  const [again] = await readChunks(client, chunk, chunk + 1)
  const intact = again && isIntact(again, memory.leaves(from, to), memory.chunks(chunk, chunk + 1))
  return intact ? [] : [editedNode(8, chunk)]
}

/** Checks complete chunks first–end. */
export const sweepChunks = async (
  client: pg.ClientBase,
  memory: Memory,
  { first, end }: { first: number; end: number },
): Promise<Finding[]> => {
  const stored = new Map((await readChunks(client, first, end)).map((chunk) => [chunk.chunk, chunk]))
  const leaves = memory.leaves(first * CHUNK, end * CHUNK)
  const digests = memory.chunks(first, end)
  const wrong: Finding[] = []
  for (let chunk = first; chunk < end; chunk++) {
    const at = chunk - first
    const own = leaves.subarray(at * CHUNK * LEAF_BYTES, (at + 1) * CHUNK * LEAF_BYTES)
    const found = stored.get(chunk)
    if (!found || !isIntact(found, own, digests.subarray(at * 32, (at + 1) * 32)))
      wrong.push(...(await nameChunk(client, memory, chunk)))
  }
  return wrong
}

/** The right edge, which makes no complete chunk yet; of a log that was cut back, what is left of it. */
const sweepEdge = (client: pg.ClientBase, memory: Memory, size: number): Promise<Finding[]> =>
  nameLeaves(client, memory, Math.floor(size / CHUNK) * CHUNK, size)

/** Stored roots above level 8, each from the 256 below it; those of level 8 were held against the leaves before. */
const sweepNodes = async (client: pg.ClientBase, size: number): Promise<Finding[]> => {
  const wrong: Finding[] = []
  let below = await readNodes(client, 8)
  for (let level = 16; size >= 2 ** level; level += 8) {
    const stored = new Map((await readNodes(client, level)).map((node) => [node.index, node]))
    for (let index = 0; index < Math.floor(size / 2 ** level); index++) {
      const parts = below.slice(index * 256, (index + 1) * 256)
      const found = stored.get(index)
      const roots = [
        merkleRoot(
          SHA256,
          parts.map((part) => part.sha256),
        ),
        merkleRoot(
          SM3,
          parts.map((part) => part.sm3),
        ),
      ]
      if (!found?.sha256.equals(roots[0] as Buffer) || !found.sm3.equals(roots[1] as Buffer))
        wrong.push(editedNode(level, index))
    }
    below = [...stored.values()]
  }
  return wrong
}

/** Every checkpoint seen, up to the newest there is, stands there word for word. */
const sweepCheckpoints = async (client: pg.ClientBase, memory: Memory, signed: number): Promise<Finding[]> => {
  const wrong: Finding[] = []
  const step = 5_000
  for (let from = 0; from < memory.head.checkpoints; from += step) {
    const seen = memory.checkpoints(from, Math.min(from + step, memory.head.checkpoints))
    const [above, upTo] = [(seen[0]?.size ?? 1) - 1, seen.at(-1)?.size ?? 0]
    const rows = await readCheckpoints(client, { above, upTo, limit: step * 2 })
    const stored = new Map(rows.map((row) => [row.size, row.note]))
    for (const { size, digest } of seen.filter((one) => one.size <= signed)) {
      const note = stored.get(size)
      if (note === undefined || !hash('sha256', note, 'buffer').subarray(0, 16).equals(digest))
        wrong.push(editedCheckpoint(size))
      if (wrong.length > NAMED) return wrong
    }
  }
  return wrong
}

/** What a sweep does once it has been through all chunks, up to `size` leaves and the checkpoint of size `signed`. */
export const sweepRest = async (
  client: pg.ClientBase,
  memory: Memory,
  { size, signed }: { size: number; signed: number },
): Promise<Finding[]> => {
  return [
    ...(await sweepEdge(client, memory, size)),
    ...(await sweepNodes(client, size)),
    ...(await sweepCheckpoints(client, memory, signed)),
  ]
}
