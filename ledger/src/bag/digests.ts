import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8 } from '../bytes.ts'
import { sm3 } from '../tree-hash.ts'
import type { ListedPart } from './format.ts'
import type { ZipPart } from './zip.ts'

/** Both digests of some bytes, hex. A command line or server hands in a faster one than the portable one. */
export type Digests = (bytes: Uint8Array) => { readonly sha256: string; readonly sm3: string }

/** In plain JavaScript, everywhere. @example portableDigests(utf8('abc')).sm3 // '66c7f0f4…' */
export const portableDigests: Digests = (bytes) => ({ sha256: bytesToHex(sha256(bytes)), sm3: bytesToHex(sm3(bytes)) })

/** SHA-256 (hex) of a text's UTF-8. @example textDigest('abc') // 'ba7816bf…' */
export const textDigest = (text: string): string => bytesToHex(sha256(utf8(text)))

export const listPart = ({ name, bytes }: ZipPart, digests: Digests = portableDigests): ListedPart => ({
  name,
  bytes: bytes.length,
  ...digests(bytes),
})
