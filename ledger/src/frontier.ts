import { merkleRoot, type Range } from './merkle.ts'
import type { TreeHash } from './tree-hash.ts'

/**
 * A growing tree that remembers only the roots of the complete subtrees at its right edge, largest first: one for
 * each one-bit of the size. Enough to append for ever and to know the root.
 */
export interface Frontier {
  readonly size: number
  readonly roots: readonly Uint8Array[]
}

/** The frontier of the empty tree. */
export const EMPTY_FRONTIER: Frontier = { size: 0, roots: [] }

/** Called for each subtree that became complete: 2^level leaves, the `index`-th of its level. */
export type OnComplete = (level: number, index: number, root: Uint8Array) => void

/**
 * Appends leaf hashes.
 * @example extendFrontier(SHA256_TREE, EMPTY_FRONTIER, [leafHash]).size // 1
 */
export const extendFrontier = (
  hash: TreeHash,
  { size, roots, onComplete }: Frontier & { readonly onComplete?: OnComplete },
  leaves: Iterable<Uint8Array>,
): Frontier => {
  const stack = [...roots]
  let at = size
  for (const leaf of leaves) {
    let [node, index, level] = [leaf, at, 0]
    onComplete?.(0, index, node)
    for (; index % 2 === 1; level++) {
      node = hash.node(stack.pop() as Uint8Array, node)
      index = (index - 1) / 2
      onComplete?.(level + 1, index, node)
    }
    stack.push(node)
    at++
  }
  return { size: at, roots: stack }
}

/** The root of the tree. @example frontierRoot(SHA256_TREE, EMPTY_FRONTIER) // SHA-256 of nothing */
export const frontierRoot = (hash: TreeHash, { roots }: Frontier): Uint8Array =>
  roots.length ? roots.reduceRight((right, left) => hash.node(left, right)) : merkleRoot(hash, [])

/**
 * The complete subtrees that make up a range as RFC 6962 builds it, from left to right: aligned powers of two,
 * shrinking. Whoever stores such roots combines them with `combineRoots`.
 * @example completeSubtrees({ from: 4, to: 7 }) // [{4,6}, {6,7}] as from, to
 */
export const completeSubtrees = ({ from, to }: Range): Range[] => {
  const parts: Range[] = []
  for (let at = from; at < to; ) {
    let length = 1
    while (at % (length * 2) === 0 && at + length * 2 <= to) length *= 2
    parts.push({ from: at, to: at + length })
    at += length
  }
  return parts
}

/** The root of a range from the roots of its complete subtrees. @example combineRoots(SHA256_TREE, roots) */
export const combineRoots = (hash: TreeHash, roots: readonly Uint8Array[]): Uint8Array =>
  frontierRoot(hash, { size: 0, roots })
