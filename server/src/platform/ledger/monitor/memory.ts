import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { EMPTY_FRONTIER, type Frontier, fromBase64, toBase64 } from '@redbridge/ledger'
import type { Finding } from '../alarms.ts'

// What the monitor has seen, in files of its own: the database it watches has no part in remembering.

/** Bytes kept of each leaf hash: half of it, still beyond any second preimage. */
export const LEAF_BYTES = 16
/** Leaves of a chunk, whose stored hashes are remembered as one digest. */
export const CHUNK = 256
const CHUNK_BYTES = 32
/** Size of the tree (8) and half of the SHA-256 of the note (16). */
const CHECKPOINT_BYTES = 24

export interface SeenFinding extends Finding {
  readonly firstSeen: string
  readonly lastSeen: string
}

/** The head of the memory; what grows lies in files beside it. */
export interface Head {
  readonly origin: string | null
  /** first keys of the log as verifier keys; from here all others follow */
  readonly pinned: readonly string[]
  readonly sha256: Frontier
  readonly sm3: Frontier
  readonly checkpoints: number
  /** the newest checkpoint seen */
  readonly note: string | null
  readonly seenAt: string | null
  readonly findings: readonly SeenFinding[]
}

const EMPTY: Head = {
  origin: null,
  pinned: [],
  sha256: EMPTY_FRONTIER,
  sm3: EMPTY_FRONTIER,
  checkpoints: 0,
  note: null,
  seenAt: null,
  findings: [],
}

const frontierText = ({ size, roots }: Frontier) => ({ size, roots: roots.map(toBase64) })
const frontierOf = ({ size, roots }: ReturnType<typeof frontierText>): Frontier => ({
  size,
  roots: roots.map((root) => fromBase64(root) as Uint8Array),
})

/** What a step adds to the memory. */
export interface Seen {
  readonly leaves: readonly Uint8Array[]
  readonly chunks: readonly Uint8Array[]
  readonly checkpoints: readonly { size: number; digest: Uint8Array }[]
}

export interface Memory {
  readonly head: Head
  /** Writes what was seen, then the head that counts it: killed between, the files are cut back at the next start. */
  remember(head: Head, seen?: Seen): void
  leaves(from: number, to: number): Buffer
  chunks(from: number, to: number): Buffer
  checkpoints(from: number, to: number): { size: number; digest: Buffer }[]
  /** Appends to the monitor's own record of findings. */
  record(finding: Finding, at: Date): void
}

const readHead = (file: string): Head => {
  if (!existsSync(file)) return EMPTY
  const { sha256, sm3, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  return { ...EMPTY, ...rest, sha256: frontierOf(sha256), sm3: frontierOf(sm3) }
}

const writeHead = (file: string, head: Head): void => {
  const text = JSON.stringify({ ...head, sha256: frontierText(head.sha256), sm3: frontierText(head.sm3) }, null, 1)
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
}

const slice = (file: string, from: number, to: number): Buffer => {
  const bytes = Buffer.alloc(to - from)
  const handle = openSync(file, 'r')
  try {
    const read = readSync(handle, bytes, 0, bytes.length, from)
    if (read !== bytes.length) throw new Error(`the monitor's memory ${file} is cut short`)
  } finally {
    closeSync(handle)
  }
  return bytes
}

const append = (file: string, parts: readonly Uint8Array[]): void => {
  if (!parts.length) return
  const handle = openSync(file, 'a', 0o600)
  writeSync(handle, Buffer.concat(parts))
  fsyncSync(handle)
  closeSync(handle)
}

/** Opens the memory in a folder, made if need be, and cuts back what was written without being counted. */
export const openMemory = (dir: string): Memory => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const file = (name: string): string => join(dir, name)
  const [leaves, chunks, checkpoints] = [file('leaves.bin'), file('chunks.bin'), file('checkpoints.bin')]
  let head = readHead(file('head.json'))
  const sizes = (): [string, number][] => [
    [leaves, head.sha256.size * LEAF_BYTES],
    [chunks, Math.floor(head.sha256.size / CHUNK) * CHUNK_BYTES],
    [checkpoints, head.checkpoints * CHECKPOINT_BYTES],
  ]
  for (const [path, bytes] of sizes()) {
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 })
    if (statSync(path).size < bytes) throw new Error(`the monitor's memory ${path} is cut short`)
    truncateSync(path, bytes)
  }
  return {
    get head() {
      return head
    },
    remember(next, seen) {
      if (seen) {
        append(
          leaves,
          seen.leaves.map((leaf) => leaf.subarray(0, LEAF_BYTES)),
        )
        append(chunks, seen.chunks)
        append(
          checkpoints,
          seen.checkpoints.map(({ size, digest }) => {
            const record = Buffer.alloc(CHECKPOINT_BYTES)
            record.writeBigUInt64BE(BigInt(size))
            record.set(digest.subarray(0, 16), 8)
            return record
          }),
        )
      }
      writeHead(file('head.json'), next)
      head = next
    },
    leaves: (from, to) => slice(leaves, from * LEAF_BYTES, to * LEAF_BYTES),
    chunks: (from, to) => slice(chunks, from * CHUNK_BYTES, to * CHUNK_BYTES),
    checkpoints: (from, to) => {
      const bytes = slice(checkpoints, from * CHECKPOINT_BYTES, to * CHECKPOINT_BYTES)
      return Array.from({ length: to - from }, (_, i) => {
        const record = bytes.subarray(i * CHECKPOINT_BYTES, (i + 1) * CHECKPOINT_BYTES)
        return { size: Number(record.readBigUInt64BE()), digest: record.subarray(8) }
      })
    },
    record: (finding, at) =>
      appendFileSync(file('findings.log'), `${JSON.stringify({ at: at.toISOString(), ...finding })}\n`, {
        mode: 0o600,
      }),
  }
}
