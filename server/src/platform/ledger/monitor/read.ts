import type pg from 'pg'

// What the monitor asks of the database, in plain SQL: it must also run where little of the server does.

/** Fields of a row in one line; canonical JSON holds neither character. */
export const FIELD = '\u001f'
export const ROW = '\u001e'

/** An entry and its leaf as they are stored; everything may be missing. */
export interface StoredLeaf {
  readonly leafIndex: number
  readonly entryId: string | null
  readonly sha256: Buffer
  readonly sm3: Buffer
  readonly entry: StoredEntry | null
}
export interface StoredEntry {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly subject: string
  /** SHA-256 of salt and readers, hex */
  readonly access: string
  readonly envelope: string
}

const ENTRY = `
  concat_ws(E'\\x1f', e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.kind, e.subject,
    encode(sha256(e.salt || convert_to(array_to_string(e.readers, E'\\n'), 'UTF8')), 'hex'), e.envelope)`

export const parseEntryLine = (line: string): StoredEntry | null => {
  const [id, at, kind, subject, access, envelope, ...more] = line.split(FIELD)
  if (more.length || envelope === undefined) return null
  return { id: id ?? '', at: at ?? '', kind: kind ?? '', subject: subject ?? '', access: access ?? '', envelope }
}

/** Leaves from–to one by one, in order; missing ones are missing. */
export const readLeaves = async (client: pg.ClientBase, from: number, to: number): Promise<StoredLeaf[]> => {
  const { rows } = await client.query(
    `SELECT l.leaf_index, l.entry_id, l.sha256, l.sm3, CASE WHEN e.no IS NULL THEN NULL ELSE ${ENTRY} END AS line
     FROM ledger_leaf l LEFT JOIN ledger_entry e ON e.no = l.entry_no
     WHERE l.leaf_index >= $1 AND l.leaf_index < $2 ORDER BY l.leaf_index`,
    [from, to],
  )
  return rows.map((row) => ({
    leafIndex: Number(row.leaf_index),
    entryId: row.entry_id,
    sha256: row.sha256,
    sm3: row.sm3,
    entry: row.line === null ? null : (parseEntryLine(row.line) ?? { ...NO_ENTRY, envelope: row.line }),
  }))
}
const NO_ENTRY = { id: '', at: '', kind: '', subject: '', access: '' }

/** A chunk of leaves in two strings: all stored hashes, all entries a line each. */
export interface StoredChunk {
  readonly chunk: number
  readonly leaves: number
  /** sha256 and sm3 of each leaf, in order */
  readonly hashes: Buffer
  readonly lines: string
  /** the stored root of the chunk, sha256 then sm3; null where it is missing */
  readonly node: Buffer | null
}

/** Complete chunks first–end (of 256 leaves): one row each, because a million rows a sweep would cost more than their contents. */
export const readChunks = async (client: pg.ClientBase, first: number, end: number): Promise<StoredChunk[]> => {
  const { rows } = await client.query(
    `SELECT t.*, n.sha256 || n.sm3 AS node FROM (
       SELECT l.leaf_index / 256 AS chunk, count(e.no)::int AS leaves,
         string_agg(l.sha256 || l.sm3, ''::bytea ORDER BY l.leaf_index) AS hashes,
         string_agg(${ENTRY}, E'\\x1e' ORDER BY l.leaf_index) AS lines
       FROM ledger_leaf l LEFT JOIN ledger_entry e ON e.no = l.entry_no
       WHERE l.leaf_index >= $1::bigint * 256 AND l.leaf_index < $2::bigint * 256 GROUP BY 1) t
     LEFT JOIN ledger_node n ON n.level = 8 AND n.node_index = t.chunk ORDER BY t.chunk`,
    [first, end],
  )
  return rows.map((row) => ({ ...row, chunk: Number(row.chunk), leaves: Number(row.leaves) }))
}

export interface StoredCheckpointRow {
  readonly size: number
  readonly sha256: Buffer
  readonly sm3: Buffer
  readonly note: string
}

export const readCheckpoints = async (
  client: pg.ClientBase,
  { above, upTo, limit }: { above: number; upTo: number; limit: number },
): Promise<StoredCheckpointRow[]> => {
  const { rows } = await client.query(
    'SELECT size, sha256, sm3, note FROM ledger_checkpoint WHERE size > $1 AND size <= $2 ORDER BY size LIMIT $3',
    [above, upTo, limit],
  )
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** The newest checkpoint's size and the number of leaves, of one instant. */
export const readSize = async (client: pg.ClientBase): Promise<{ signed: number; leaves: number }> => {
  const { rows } = await client.query(
    `SELECT coalesce((SELECT max(size) FROM ledger_checkpoint), 0)::bigint AS signed,
            coalesce((SELECT max(leaf_index) + 1 FROM ledger_leaf), 0)::bigint AS leaves`,
  )
  return { signed: Number(rows[0].signed), leaves: Number(rows[0].leaves) }
}

export interface StoredNode {
  readonly index: number
  readonly sha256: Buffer
  readonly sm3: Buffer
}

export const readNodes = async (client: pg.ClientBase, level: number): Promise<StoredNode[]> => {
  const { rows } = await client.query(
    'SELECT node_index, sha256, sm3 FROM ledger_node WHERE level = $1 ORDER BY node_index',
    [level],
  )
  return rows.map((row) => ({ index: Number(row.node_index), sha256: row.sha256, sm3: row.sm3 }))
}

/** Entries that have no leaf yet, oldest first. */
export const readUnsequenced = async (client: pg.ClientBase): Promise<string[]> => {
  const { rows } = await client.query(
    `SELECT e.id FROM ledger_entry e WHERE NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.entry_no = e.no)
     ORDER BY e.no LIMIT 200`,
  )
  return rows.map((row) => row.id)
}

export const readKeys = async (
  client: pg.ClientBase,
): Promise<{ name: string; algorithm: 'ed25519' | 'sm2'; publicKey: Uint8Array; endorsement: string | null }[]> => {
  const { rows } = await client.query(
    'SELECT name, algorithm, public_key, endorsement FROM ledger_key ORDER BY from_size, algorithm',
  )
  return rows.map((row) => ({ ...row, publicKey: new Uint8Array(row.public_key) }))
}
