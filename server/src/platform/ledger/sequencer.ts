import {
  type Checkpoint,
  checkpointText,
  extendFrontier,
  type Frontier,
  formatNote,
  frontierRoot,
  utf8,
} from '@redbridge/ledger'
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import type { Platform } from '../platform.ts'
import { type Finding, raiseAlarms } from './alarms.ts'
import { SHA256, SM3 } from './hashes.ts'
import { currentSigners, type NoteSigner } from './keys.ts'
import { isStopped } from './timestamp-delay.ts'
import { type HashPair, readFrontiers, STORED_EVERY } from './tree.ts'

/** Held by whoever grows the tree, until its transaction ends. */
const LOCK = 7302008
/** Entries of one checkpoint at most: a backlog is worked off in bites that fit into memory. */
const BITE = 10_000

interface Trees {
  readonly sha256: Frontier
  readonly sm3: Frontier
}
interface Pending {
  readonly no: number
  readonly id: string
  readonly envelope: string
}

/** The trees as this process last committed them, so that a round need not read them again. */
const remembered = new WeakMap<Platform, Trees>()

/**
 * Rows taken from ledger_pending stay in the way while some long transaction (a backup) can still see them. So most rounds
 * look only near the newest entry taken; once a second one looks at all, for what committed late.
 */
const MARGIN = 20_000
const LOOK_AT_ALL_MS = 1_000
const looked = new WeakMap<Platform, { newest: number; allAt: number }>()

const lowest = (platform: Platform): number => {
  const known = looked.get(platform)
  return known && performance.now() - known.allAt < LOOK_AT_ALL_MS ? known.newest - MARGIN : 0
}
const hasLooked = (platform: Platform, from: number, newest: number): void => {
  const known = looked.get(platform) ?? { newest: 0, allAt: Number.NEGATIVE_INFINITY }
  const allAt = from > 0 ? known.allAt : performance.now()
  looked.set(platform, { newest: Math.max(known.newest, newest), allAt })
}

/** Thrown when the stored log is not the one that was signed: nothing more is signed over it. */
class LogBroken extends Error {}

const rootsOf = (trees: Trees): HashPair => ({
  sha256: frontierRoot(SHA256, trees.sha256),
  sm3: frontierRoot(SM3, trees.sm3),
})
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** The trees at the newest checkpoint, from memory where it fits, else from the tables; refused where they contradict it. */
const currentTrees = async (tx: Tx, platform: Platform): Promise<Trees> => {
  const newest = await tx
    .selectFrom('ledger_checkpoint')
    .select(['size', 'sha256', 'sm3'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  const size = newest?.size ?? 0
  const known = remembered.get(platform)
  if (known && known.sha256.size > size)
    throw new LogBroken(`the log has ${size} leaves, this process has signed ${known.sha256.size}`)
  const trees = known?.sha256.size === size ? known : await readFrontiers(tx, size)
  const roots = rootsOf(trees)
  if (newest && !(same(roots.sha256, newest.sha256) && same(roots.sm3, newest.sm3)))
    throw new LogBroken(`the root of ${size} leaves is not the one that was signed`)
  return trees
}

const takePending = async (tx: Tx, only: string | undefined, from: number): Promise<Pending[]> => {
  const chosen = only
    ? sql`SELECT no AS entry_no FROM ledger_entry WHERE id = ${only}`
    : sql`SELECT entry_no FROM ledger_pending WHERE entry_no > ${from} ORDER BY entry_no LIMIT ${BITE}`
  const taken = await sql<{ entry_no: number }>`
    DELETE FROM ledger_pending WHERE entry_no IN (${chosen}) RETURNING entry_no`.execute(tx)
  if (taken.rows.length === 0) return []
  // Asked for by their numbers: in one statement with the deletion the planner takes them for the most there may be, and
  // reads the whole ledger for a handful.
  const { rows } = await sql<Pending>`
    SELECT e.no, e.id, e.envelope FROM ledger_entry e WHERE e.no = ANY (${taken.rows.map((one) => one.entry_no)}::bigint[])
      AND NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.entry_no = e.no) ORDER BY e.no`.execute(tx)
  return rows
}

interface Grown {
  readonly trees: Trees
  readonly leaves: readonly HashPair[]
  readonly nodes: readonly (HashPair & { level: number; index: number })[]
}

const grow = (trees: Trees, entries: readonly Pending[]): Grown => {
  const bytes = entries.map((entry) => utf8(entry.envelope))
  const leaves = bytes.map((leaf) => ({ sha256: SHA256.leaf(leaf), sm3: SM3.leaf(leaf) }))
  const nodes = new Map<string, { level: number; index: number; sha256?: Uint8Array; sm3?: Uint8Array }>()
  const extend = (hash: typeof SHA256): Frontier => {
    const onComplete = (level: number, index: number, root: Uint8Array): void => {
      if (level === 0 || level % STORED_EVERY) return
      const key = `${level}/${index}`
      nodes.set(key, { ...(nodes.get(key) ?? { level, index }), [hash.name]: root })
    }
    return extendFrontier(
      hash,
      { ...trees[hash.name], onComplete },
      leaves.map((leaf) => leaf[hash.name]),
    )
  }
  const grown = { sha256: extend(SHA256), sm3: extend(SM3) }
  return { trees: grown, leaves, nodes: [...nodes.values()] as Grown['nodes'] }
}

/** Hashes travel as one value each and are cut apart in the database: thousands of array elements would be text. */
const joined = (pairs: readonly HashPair[], name: keyof HashPair): Buffer =>
  Buffer.concat(pairs.map((pair) => pair[name]))

const writeTree = async (
  tx: Tx,
  from: number,
  { entries, leaves, nodes }: Grown & { entries: readonly Pending[] },
): Promise<void> => {
  await sql`
    INSERT INTO ledger_leaf (leaf_index, entry_no, entry_id, sha256, sm3)
    SELECT ${from}::bigint + place - 1, no, id,
      substring(${joined(leaves, 'sha256')}::bytea FROM (place::int - 1) * 32 + 1 FOR 32),
      substring(${joined(leaves, 'sm3')}::bytea FROM (place::int - 1) * 32 + 1 FOR 32)
    FROM unnest(${entries.map((entry) => entry.no)}::bigint[], ${entries.map((entry) => entry.id)}::text[])
         WITH ORDINALITY AS given(no, id, place)`.execute(tx)
  if (nodes.length)
    await sql`
      INSERT INTO ledger_node (level, node_index, sha256, sm3)
      SELECT level, node_index,
        substring(${joined(nodes, 'sha256')}::bytea FROM (place::int - 1) * 32 + 1 FOR 32),
        substring(${joined(nodes, 'sm3')}::bytea FROM (place::int - 1) * 32 + 1 FOR 32)
      FROM unnest(${nodes.map((node) => node.level)}::int[], ${nodes.map((node) => node.index)}::bigint[])
           WITH ORDINALITY AS given(level, node_index, place)`.execute(tx)
}

const writeCheckpoint = async (
  tx: Tx,
  head: Checkpoint & { at: Date },
  signers: readonly NoteSigner[],
): Promise<void> => {
  const text = checkpointText(head)
  const signatures = await Promise.all(signers.map((signer) => signer.sign(text)))
  await tx
    .insertInto('ledger_checkpoint')
    .values({
      size: head.size,
      sha256: Buffer.from(head.sha256),
      sm3: Buffer.from(head.sm3),
      note: formatNote({ text, signatures }),
      at: head.at,
    })
    .execute()
}

/** One bite under the lock; `only` takes that entry and no other, `from` only later ones. Returns how many entries got their leaf. */
export const sequenceWithin = async (
  tx: Tx,
  platform: Platform,
  { trees, only, from = 0 }: { trees?: Trees; only?: string; from?: number },
): Promise<{ trees: Trees; taken: number }> => {
  const signers = await currentSigners(tx, platform)
  const before = trees ?? (await currentTrees(tx, platform))
  const entries = await takePending(tx, only, from)
  hasLooked(platform, from, entries.at(-1)?.no ?? 0)
  if (!entries.length) return { trees: before, taken: 0 }
  const grown = grow(before, entries)
  await writeTree(tx, before.sha256.size, { ...grown, entries })
  const origin = (signers[0] as NoteSigner).key.name
  const head = { origin, size: grown.trees.sha256.size, ...rootsOf(grown.trees), at: platform.clock.now() }
  await writeCheckpoint(tx, head, signers)
  return { trees: grown.trees, taken: entries.length }
}

/** Runs `work` under the sequencer's lock in one transaction, and remembers the trees once it has committed. */
export const withTrees = async <T>(
  platform: Platform,
  wait: boolean,
  work: (tx: Tx) => Promise<{ trees: Trees; result: T } | null>,
): Promise<T | null> => {
  const done = await platform.workerDb.transaction().execute(async (tx) => {
    if (wait) await sql`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx)
    else {
      const { rows } = await sql<{ got: boolean }>`SELECT pg_try_advisory_xact_lock(${LOCK}::bigint) AS got`.execute(tx)
      if (!rows[0]?.got) return null
    }
    return work(tx)
  })
  if (!done) return null
  remembered.set(platform, done.trees)
  return done.result
}

/**
 * Gives waiting entries their leaves and signs a checkpoint over the grown tree, all in one transaction: killed at any
 * instant, nothing or everything of it happened. Does nothing while another process does it. Returns how many were taken.
 */
export const sequenceOnce = async (platform: Platform): Promise<number> => {
  const from = lowest(platform)
  const { rows } = await sql<{ some: boolean }>`
    SELECT EXISTS (SELECT FROM ledger_pending WHERE entry_no > ${from}) AS some`.execute(platform.workerDb)
  if (!rows[0]?.some) {
    hasLooked(platform, from, 0)
    return 0
  }
  if (await isStopped(platform)) return 0
  try {
    const taken = await withTrees(platform, false, async (tx) => {
      const { trees, taken } = await sequenceWithin(tx, platform, { from })
      return { trees, result: taken }
    })
    return taken ?? 0
  } catch (error) {
    if (!(error instanceof LogBroken)) throw error
    await raiseAlarms(platform.workerDb, [refusal(error)], platform.clock.now())
    platform.log.error('ledger: nothing is signed', { why: error.message })
    return 0
  }
}

const refusal = ({ message }: LogBroken): Finding => ({
  kind: 'sequencer_refused',
  place: message,
  zh: `台账停止签发：${message}`,
  en: `The ledger signs nothing more: ${message}`,
})

/** Sequences every `everyMs`, at once again while there is a backlog, until disposed. */
export const startSequencer = (platform: Platform, everyMs = 100): AsyncDisposable => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let failing = false
  const round = async (): Promise<void> => {
    const started = performance.now()
    let taken = 0
    try {
      taken = await sequenceOnce(platform)
      failing = false
    } catch (error) {
      // A database that is away comes back; the entries wait in it. Said once.
      if (!failing && !stopped) platform.log.error('ledger sequencer', { error: String(error) })
      failing = true
    }
    const rest = taken >= BITE ? 0 : Math.max(0, everyMs - (performance.now() - started))
    if (!stopped)
      timer = setTimeout(
        () => {
          running = round()
        },
        failing ? 1000 : rest,
      )
  }
  let running = round()
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
