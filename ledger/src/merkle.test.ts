import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameBytes, utf8 } from './bytes.ts'
import { combineRoots, completeSubtrees, EMPTY_FRONTIER, extendFrontier, frontierRoot } from './frontier.ts'
import {
  type ConsistencyClaim,
  consistencyProof,
  type InclusionClaim,
  inclusionProof,
  inclusionRanges,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import { mth, path, proof } from './testing/reference.ts'
import { SHA256_TREE as H, SM3_TREE } from './tree-hash.ts'

// The eight leaves and the roots of every size that the reference implementation of Certificate Transparency publishes.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leafHashes = LEAVES.map((leaf) => H.leaf(hexToBytes(leaf)))
const upTo = (size: number): Uint8Array[] => leafHashes.slice(0, size)

describe('vectors of RFC 6962', () => {
  test('roots of the trees of 0 to 8 leaves', () => {
    expect(ROOTS.map((_, size) => bytesToHex(merkleRoot(H, upTo(size))))).toEqual(ROOTS)
    expect(ROOTS.map((_, size) => bytesToHex(frontierRoot(H, extendFrontier(H, EMPTY_FRONTIER, upTo(size)))))).toEqual(
      ROOTS,
    )
  })

  test('inclusion proofs', () => {
    const known: [leaf: number, size: number, proof: string[]][] = [
      [0, 1, []],
      [
        0,
        8,
        [
          '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
        ],
      ],
      [
        5,
        8,
        [
          'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
          'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
          'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
        ],
      ],
      [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
      [
        1,
        5,
        [
          '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        ],
      ],
    ]
    for (const [index, size, hashes] of known) {
      expect(inclusionProof(H, upTo(size), index).map(bytesToHex), `${index} of ${size}`).toEqual(hashes)
      const claim = {
        leafHash: leafHashes[index] as Uint8Array,
        index,
        size,
        proof: hashes.map((hash) => hexToBytes(hash)),
        root: hexToBytes(ROOTS[size] as string),
      }
      expect(verifyInclusion(H, claim)).toBe(true)
    }
  })

  test('consistency proofs', () => {
    const known: [first: number, second: number, proof: string[]][] = [
      [1, 1, []],
      [
        1,
        8,
        [
          '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
        ],
      ],
      [
        6,
        8,
        [
          '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
          'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
          'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
        ],
      ],
      [
        2,
        5,
        [
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        ],
      ],
    ]
    for (const [first, second, hashes] of known) {
      expect(consistencyProof(H, upTo(second), first).map(bytesToHex), `${first} to ${second}`).toEqual(hashes)
      const claim = {
        first,
        second,
        firstRoot: hexToBytes(ROOTS[first] as string),
        secondRoot: hexToBytes(ROOTS[second] as string),
        proof: hashes.map((hash) => hexToBytes(hash)),
      }
      expect(verifyConsistency(H, claim)).toBe(true)
    }
  })
})

const FLIP = new Uint8Array(32).fill(7)
const flip = (hash: Uint8Array): Uint8Array => hash.map((byte, i) => (i === 3 ? byte ^ 16 : byte))
/** Ways to spoil a list of hashes, as the probes of transparency-dev/merkle do. */
const spoiledProofs = (hashes: readonly Uint8Array[], roots: readonly Uint8Array[]): Uint8Array[][] => [
  ...hashes.map((_, at) => hashes.map((hash, i) => (i === at ? flip(hash) : hash))),
  ...hashes.map((_, at) => hashes.filter((_hash, i) => i !== at)),
  ...(hashes.length > 1 ? [hashes.toReversed()] : []),
  [...hashes, new Uint8Array(0)],
  [new Uint8Array(0), ...hashes],
  [...hashes, FLIP],
  [FLIP, ...hashes],
  ...roots.flatMap((root) => [
    [...hashes, root],
    [root, ...hashes],
  ]),
  [...hashes, ...hashes.slice(-1), FLIP],
]

describe('hostile proofs', () => {
  test('a spoiled inclusion proof is refused', () => {
    let tried = 0
    for (let size = 1; size <= 8; size++)
      for (let index = 0; index < size; index++) {
        const root = merkleRoot(H, upTo(size))
        const good: InclusionClaim = {
          leafHash: leafHashes[index] as Uint8Array,
          index,
          size,
          proof: inclusionProof(H, upTo(size), index),
          root,
        }
        expect(verifyInclusion(H, good)).toBe(true)
        const bad: InclusionClaim[] = [
          ...spoiledProofs(good.proof, [root, good.leafHash]).map((hashes) => ({ ...good, proof: hashes })),
          ...[-1, index + 1, index - 1, index ^ 2, size, size + 1, 0.5, Number.NaN, 2 ** 60]
            .filter((one) => one !== index)
            .map((one) => ({ ...good, index: one })),
          ...[0, -1, size * 2 + 1, index].map((one) => ({ ...good, size: one })),
          { ...good, root: flip(root) },
          { ...good, root: new Uint8Array(0) },
          { ...good, root: root.subarray(0, 31) },
          { ...good, leafHash: flip(good.leafHash) },
          ...(size > 1 ? [{ ...good, leafHash: root, root: good.leafHash }] : []),
        ]
        for (const claim of bad) {
          tried++
          expect(verifyInclusion(H, claim), JSON.stringify([index, size, claim.index, claim.size])).toBe(false)
        }
      }
    expect(tried).toBeGreaterThan(700)
  })

  test('a spoiled consistency proof is refused', () => {
    let tried = 0
    for (let second = 1; second <= 8; second++)
      for (let first = 1; first <= second; first++) {
        const [firstRoot, secondRoot] = [merkleRoot(H, upTo(first)), merkleRoot(H, upTo(second))]
        const good: ConsistencyClaim = {
          first,
          second,
          firstRoot,
          secondRoot,
          proof: consistencyProof(H, upTo(second), first),
        }
        expect(verifyConsistency(H, good)).toBe(true)
        const bad: ConsistencyClaim[] = [
          ...spoiledProofs(good.proof, [firstRoot, secondRoot]).map((hashes) => ({ ...good, proof: hashes })),
          ...[-1, 0, first - 1, first + 1, first ^ 2, second + 1, 1.5, Number.NaN]
            .filter((one) => one !== first)
            .map((one) => ({ ...good, first: one })),
          ...[second * 2 + 1, -1, 0].map((one) => ({ ...good, second: one })),
          { ...good, firstRoot: flip(firstRoot) },
          { ...good, secondRoot: flip(secondRoot) },
          ...(first < second ? [{ ...good, firstRoot: secondRoot, secondRoot: firstRoot }] : []),
          { ...good, secondRoot: new Uint8Array(0) },
        ]
        for (const claim of bad) {
          tried++
          expect(verifyConsistency(H, claim), JSON.stringify([first, second, claim.first, claim.second])).toBe(false)
        }
      }
    expect(tried).toBeGreaterThan(600)
  })

  test('the empty tree is the beginning of every tree, by an empty proof alone', () => {
    const empty = merkleRoot(H, [])
    const claim = { first: 0, second: 5, firstRoot: empty, secondRoot: merkleRoot(H, upTo(5)), proof: [] }
    expect(verifyConsistency(H, claim)).toBe(true)
    expect(verifyConsistency(H, { ...claim, firstRoot: FLIP })).toBe(false)
    expect(verifyConsistency(H, { ...claim, proof: [FLIP] })).toBe(false)
  })

  test('what has no proof is no argument', () => {
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError)
    expect(() => inclusionRanges(-1, 3)).toThrow(RangeError)
    expect(() => consistencyProof(H, leafHashes, 9)).toThrow(RangeError)
  })
})

describe('against the recursive definition', () => {
  const hashed = (count: number, seed: number): Uint8Array[] =>
    Array.from({ length: count }, (_, i) => utf8(`${seed}/${i}`)).map((leaf) => H.leaf(leaf))
  const sizes = fc.tuple(fc.nat(130), fc.nat(130), fc.nat(1000))

  for (const hash of [H, SM3_TREE])
    test(`roots and proofs, ${hash.name}`, () => {
      fc.assert(
        fc.property(sizes, ([a, b, seed]) => {
          const [first, second] = [Math.min(a, b) + 1, Math.max(a, b) + 1]
          const leaves = hashed(second, seed)
          const root = mth(hash, leaves)
          expect(merkleRoot(hash, leaves)).toEqual(root)
          const index = seed % second
          const inclusion = inclusionProof(hash, leaves, index)
          expect(inclusion).toEqual(path(hash, index, leaves))
          const leafHash = leaves[index] as Uint8Array
          expect(verifyInclusion(hash, { leafHash, index, size: second, proof: inclusion, root })).toBe(true)
          const consistency = consistencyProof(hash, leaves, first)
          expect(consistency).toEqual(proof(hash, first, leaves))
          const firstRoot = mth(hash, leaves.slice(0, first))
          expect(verifyConsistency(hash, { first, second, firstRoot, secondRoot: root, proof: consistency })).toBe(true)
        }),
        { numRuns: hash === H ? 120 : 25 },
      )
    })

  test('a frontier grown in any steps has the root, and reports every complete subtree once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (steps) => {
        const total = steps.reduce((sum, step) => sum + step, 0)
        const leaves = hashed(total, 1)
        const complete = new Map<string, Uint8Array>()
        const onComplete = (level: number, index: number, root: Uint8Array): void => {
          expect(complete.has(`${level}/${index}`)).toBe(false)
          complete.set(`${level}/${index}`, root)
        }
        let frontier = EMPTY_FRONTIER
        for (const step of steps)
          frontier = extendFrontier(H, { ...frontier, onComplete }, leaves.slice(frontier.size, frontier.size + step))
        expect(frontier.size).toBe(total)
        expect(frontierRoot(H, frontier)).toEqual(mth(H, leaves))
        for (let level = 0; 2 ** level <= total; level++)
          for (let i = 0; (i + 1) * 2 ** level <= total; i++)
            expect(complete.get(`${level}/${i}`)).toEqual(mth(H, leaves.slice(i * 2 ** level, (i + 1) * 2 ** level)))
      }),
      { numRuns: 60 },
    )
  })

  test('a range is put together from its complete subtrees', () => {
    const leaves = hashed(100, 2)
    for (const size of [1, 7, 64, 100])
      for (let index = 0; index < size; index++)
        for (const range of inclusionRanges(index, size)) {
          const parts = completeSubtrees(range)
          const roots = parts.map(({ from, to }) => mth(H, leaves.slice(from, to)))
          expect(parts.every(({ from, to }) => Math.log2(to - from) % 1 === 0 && from % (to - from) === 0)).toBe(true)
          expect(sameBytes(combineRoots(H, roots), mth(H, leaves.slice(range.from, range.to)))).toBe(true)
        }
  })
})
