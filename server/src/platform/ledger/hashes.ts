import { hash } from 'node:crypto'
import { type TreeHash, treeHash } from '@redbridge/ledger'

// Node's hashes: twice as fast as the pure ones, which verify in browsers.
export const SHA256: TreeHash = treeHash('sha256', (bytes) => hash('sha256', bytes, 'buffer'))
export const SM3: TreeHash = treeHash('sm3', (bytes) => hash('sm3', bytes, 'buffer'))
