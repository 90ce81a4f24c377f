import type { TreeHash } from '../tree-hash.ts'

// RFC 9162 section 2.1 word for word, recursive and slow: what the fast code is held against.

const splitAt = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1)

export const mth = (hash: TreeHash, d: readonly Uint8Array[]): Uint8Array => {
  if (d.length === 0) return hash.hash(new Uint8Array(0))
  if (d.length === 1) return d[0] as Uint8Array
  const k = splitAt(d.length)
  return hash.node(mth(hash, d.slice(0, k)), mth(hash, d.slice(k)))
}

/** PATH(m, D[n]) */
export const path = (hash: TreeHash, m: number, d: readonly Uint8Array[]): Uint8Array[] => {
  if (d.length === 1) return []
  const k = splitAt(d.length)
  return m < k
    ? [...path(hash, m, d.slice(0, k)), mth(hash, d.slice(k))]
    : [...path(hash, m - k, d.slice(k)), mth(hash, d.slice(0, k))]
}

/** SUBPROOF(m, D[n], b) */
const subproof = (hash: TreeHash, m: number, d: readonly Uint8Array[], b: boolean): Uint8Array[] => {
  if (m === d.length) return b ? [] : [mth(hash, d)]
  const k = splitAt(d.length)
  return m <= k
    ? [...subproof(hash, m, d.slice(0, k), b), mth(hash, d.slice(k))]
    : [...subproof(hash, m - k, d.slice(k), false), mth(hash, d.slice(0, k))]
}

/** PROOF(m, D[n]) */
export const proof = (hash: TreeHash, m: number, d: readonly Uint8Array[]): Uint8Array[] => subproof(hash, m, d, true)
