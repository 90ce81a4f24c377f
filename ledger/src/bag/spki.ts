import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { concatBytes, toBase64 } from '../bytes.ts'
import type { VerifierKey } from '../note.ts'

// Keys and signatures in the forms that openssl reads (RFC 8410 for Ed25519, GM/T 0006 and 0009 for SM2).

const ED25519_HEAD = hexToBytes('302a300506032b6570032100')
const SM2_HEAD = hexToBytes('3059301306072a8648ce3d020106082a811ccf5501822d034200')

/** The key as SubjectPublicKeyInfo, DER. @example spkiOf(key).length // 44 for Ed25519 */
export const spkiOf = ({ type, publicKey }: VerifierKey): Uint8Array =>
  concatBytes(type === 'sm2' ? SM2_HEAD : ED25519_HEAD, publicKey)

/** SHA-256 of the SubjectPublicKeyInfo, hex: what `openssl pkey -pubin -outform DER | openssl dgst -sha256` prints. */
export const fingerprintOf = (key: VerifierKey): string => bytesToHex(sha256(spkiOf(key)))

export const pemOfKey = (key: VerifierKey): string =>
  `-----BEGIN PUBLIC KEY-----\n${toBase64(spkiOf(key))
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END PUBLIC KEY-----\n`

/** An unsigned number as a DER INTEGER. */
const integer = (bytes: Uint8Array): Uint8Array => {
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from++
  const rest = bytes.subarray(from)
  const body = ((rest[0] as number) & 0x80) === 0 ? rest : concatBytes(new Uint8Array(1), rest)
  return concatBytes(new Uint8Array([2, body.length]), body)
}

/** An SM2 signature r‖s of 64 bytes as the DER SEQUENCE that openssl expects. */
export const sm2SignatureDer = (signature: Uint8Array): Uint8Array => {
  const body = concatBytes(integer(signature.subarray(0, 32)), integer(signature.subarray(32)))
  return concatBytes(new Uint8Array([0x30, body.length]), body)
}
