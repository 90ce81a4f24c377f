import { sameBytes } from './bytes.ts'
import type { TreeHash } from './tree-hash.ts'

/** Leaves from (inclusive) to (exclusive); its root is MTH(D[from:to]) of RFC 6962. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The largest power of two below `size` (size > 1): where RFC 6962 splits a tree. @example splitOf(6) // 4 */
export const splitOf = (size: number): number => {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/**
 * Root of a list of leaf hashes, MTH of RFC 6962 section 2.1.
 * @example merkleRoot(SHA256_TREE, [SHA256_TREE.leaf(utf8('a'))])
 */
export const merkleRoot = (hash: TreeHash, leaves: readonly Uint8Array[]): Uint8Array => {
  if (!leaves.length) return hash.hash(new Uint8Array(0))
  let row = leaves
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i + 1 < row.length; i += 2) above.push(hash.node(row[i] as Uint8Array, row[i + 1] as Uint8Array))
    // A node without a neighbour rises as it is: that is where the unbalanced right edge comes from.
    if (row.length % 2) above.push(row.at(-1) as Uint8Array)
    row = above
  }
  return row[0] as Uint8Array
}

/**
 * The subtrees whose roots make the inclusion proof of leaf `index` in a tree of `size`, in the order of the proof
 * (RFC 9162 section 2.1.3.1, PATH).
 * @throws RangeError unless 0 ≤ index < size
 * @example inclusionRanges(0, 3) // [{ from: 1, to: 2 }, { from: 2, to: 3 }]
 */
export const inclusionRanges = (index: number, size: number): Range[] => {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size))
    throw new RangeError(`leaf ${index} of ${size}`)
  const path: Range[] = []
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitOf(to - from)
    path.push(index < middle ? { from: middle, to } : { from, to: middle })
    if (index < middle) to = middle
    else from = middle
  }
  return path.reverse()
}

/**
 * The subtrees whose roots make the consistency proof between trees of `first` and `second` leaves, in the order of
 * the proof (RFC 9162 section 2.1.4.1, PROOF); none when the sizes are equal or the first is empty.
 * @throws RangeError unless 0 ≤ first ≤ second
 * @example consistencyRanges(3, 7) // [{2,3}, {3,4}, {0,2}, {4,7}] as from, to
 */
export const consistencyRanges = (first: number, second: number): Range[] => {
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 0 && first <= second))
    throw new RangeError(`sizes ${first} and ${second}`)
  if (first === 0 || first === second) return []
  const path: Range[] = []
  let [from, to, known] = [0, second, true]
  while (first !== to) {
    const middle = from + splitOf(to - from)
    if (first <= middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
      known = false
    }
  }
  if (!known) path.push({ from, to })
  return path.reverse()
}

const rootsOf = (hash: TreeHash, leaves: readonly Uint8Array[], ranges: readonly Range[]): Uint8Array[] =>
  ranges.map(({ from, to }) => merkleRoot(hash, leaves.slice(from, to)))

/** Inclusion proof from all leaf hashes. @example inclusionProof(SHA256_TREE, leaves, 2) */
export const inclusionProof = (hash: TreeHash, leaves: readonly Uint8Array[], index: number): Uint8Array[] =>
  rootsOf(hash, leaves, inclusionRanges(index, leaves.length))

/** Consistency proof from all leaf hashes of the larger tree. @example consistencyProof(SHA256_TREE, leaves, 3) */
export const consistencyProof = (hash: TreeHash, leaves: readonly Uint8Array[], first: number): Uint8Array[] =>
  rootsOf(hash, leaves, consistencyRanges(first, leaves.length))

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((one) => one.length === 32)
const half = (value: number): number => Math.floor(value / 2)

/** What an inclusion proof says: this leaf stands at this place of the tree with this root. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/**
 * Whether an inclusion proof holds (RFC 9162 section 2.1.3.2); false for whatever is malformed.
 * @example verifyInclusion(SHA256_TREE, { leafHash, index: 2, size: 8, proof, root })
 */
export const verifyInclusion = (hash: TreeHash, { leafHash, index, size, proof, root }: InclusionClaim): boolean => {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leafHash, root, ...proof])) return false
  let [node, last, computed] = [index, size - 1, leafHash]
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      computed = hash.node(sibling, computed)
      while (node % 2 === 0 && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else computed = hash.node(computed, sibling)
    node = half(node)
    last = half(last)
  }
  return last === 0 && sameBytes(computed, root)
}

/** What a consistency proof says: the tree of `first` leaves is the beginning of the tree of `second`. */
export interface ConsistencyClaim {
  readonly first: number
  readonly second: number
  readonly firstRoot: Uint8Array
  readonly secondRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Whether a consistency proof holds (RFC 9162 section 2.1.4.2). An empty first tree is the beginning of every tree,
 * but then its root must be that of the empty tree and the proof empty; false for whatever is malformed.
 * @example verifyConsistency(SHA256_TREE, { first: 3, second: 7, firstRoot, secondRoot, proof })
 */
export const verifyConsistency = (hash: TreeHash, claim: ConsistencyClaim): boolean => {
  const { first, second, firstRoot, secondRoot, proof } = claim
  if (!isSize(first) || !isSize(second) || first > second || !areHashes([firstRoot, secondRoot, ...proof])) return false
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot)
  if (first === 0) return proof.length === 0 && sameBytes(firstRoot, merkleRoot(hash, []))
  if (!proof.length) return false
  let [node, last] = [first - 1, second - 1]
  while (node % 2 === 1) {
    node = half(node)
    last = half(last)
  }
  // A first tree that is a complete subtree is its own start; it is not repeated in the proof.
  const path = node === 0 ? [firstRoot, ...proof] : proof
  let [older, newer] = [path[0] as Uint8Array, path[0] as Uint8Array]
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      older = hash.node(sibling, older)
      newer = hash.node(sibling, newer)
      while (node % 2 === 0 && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else newer = hash.node(newer, sibling)
    node = half(node)
    last = half(last)
  }
  return last === 0 && sameBytes(older, firstRoot) && sameBytes(newer, secondRoot)
}
