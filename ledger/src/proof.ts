import { fromBase64, toBase64, utf8 } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type Entry, parseEntry } from './entry.ts'
import { verifyInclusion } from './merkle.ts'
import { SHA256_TREE, SM3_TREE, type TreeHash } from './tree-hash.ts'

/** Proof that an envelope is a leaf of the tree of a checkpoint: both hash paths, base64. Plain JSON, as it lies in bags. */
export interface EntryProof {
  readonly envelope: string
  readonly leafIndex: number
  readonly size: number
  readonly sha256: readonly string[]
  readonly sm3: readonly string[]
}

/** The paths of a proof as text. @example proofHashes([hash]) // ['…='] */
export const proofHashes = (hashes: readonly Uint8Array[]): string[] => hashes.map(toBase64)

const holds = (hash: TreeHash, proof: EntryProof, root: Uint8Array): boolean => {
  const path = proof[hash.name].map(fromBase64)
  if (path.some((one) => one === null)) return false
  const { leafIndex: index, size } = proof
  const leafHash = hash.leaf(utf8(proof.envelope))
  return verifyInclusion(hash, { leafHash, index, size, proof: path as Uint8Array[], root })
}

/** Which of the two trees hold an entry, and the entry itself; `entry` is null when the envelope is not canonical. */
export interface EntryReport {
  readonly sha256: boolean
  readonly sm3: boolean
  readonly entry: Entry | null
}

/**
 * Checks an entry against a verified checkpoint. It is proven when both trees hold and the envelope is an entry.
 * @example verifyEntry(proof, checkpoint) // { sha256: true, sm3: true, entry: { … } }
 */
export const verifyEntry = (proof: EntryProof, checkpoint: Checkpoint): EntryReport => {
  const sized = proof.size === checkpoint.size
  return {
    sha256: sized && holds(SHA256_TREE, proof, checkpoint.sha256),
    sm3: sized && holds(SM3_TREE, proof, checkpoint.sm3),
    entry: parseEntry(proof.envelope),
  }
}
