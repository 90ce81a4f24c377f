import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { sm3 as sm3Hex } from 'sm-crypto-v2'
import { concatBytes } from './bytes.ts'

/** A hash of 32 bytes and what RFC 6962 section 2.1 makes of it for leaves and nodes. */
export interface TreeHash {
  readonly name: 'sha256' | 'sm3'
  hash(bytes: Uint8Array): Uint8Array
  leaf(bytes: Uint8Array): Uint8Array
  node(left: Uint8Array, right: Uint8Array): Uint8Array
}

const LEAF = new Uint8Array([0])
const NODE = new Uint8Array([1])

/**
 * The tree hash of any hash function: a server hands in its faster one.
 * @example treeHash('sha256', (bytes) => createHash('sha256').update(bytes).digest())
 */
export const treeHash = (name: TreeHash['name'], hash: (bytes: Uint8Array) => Uint8Array): TreeHash => ({
  name,
  hash,
  leaf: (bytes) => hash(concatBytes(LEAF, bytes)),
  node: (left, right) => hash(concatBytes(NODE, left, right)),
})

/** SM3 (GB/T 32905-2016). @example sm3(utf8('abc')) // 66c7f0f4… */
export const sm3 = (bytes: Uint8Array): Uint8Array => hexToBytes(sm3Hex(bytes))

/** RFC 6962 as published. */
export const SHA256_TREE: TreeHash = treeHash('sha256', (bytes) => sha256(bytes))
/** The same tree with SM3 in the place of SHA-256. */
export const SM3_TREE: TreeHash = treeHash('sm3', sm3)
