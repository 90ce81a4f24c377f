import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { concatBytes, fromBase64, sameBytes, toBase64 } from '../bytes.ts'
import type { VerifierKey } from '../note.ts'

// Keys and signatures in the forms that openssl reads (RFC 8410 for Ed25519, GM/T 0006 and 0009 for SM2).

const ED25519_HEAD = hexToBytes('302a300506032b6570032100')
const SM2_HEAD = hexToBytes('3059301306072a8648ce3d020106082a811ccf5501822d034200')

/** The key as SubjectPublicKeyInfo, DER. @example spkiOf(key).length // 44 for Ed25519 */
export const spkiOf = ({ type, publicKey }: VerifierKey): Uint8Array =>
  concatBytes(type === 'sm2' ? SM2_HEAD : ED25519_HEAD, publicKey)

/** SHA-256 of the SubjectPublicKeyInfo, hex: what `openssl pkey -pubin -outform DER | openssl dgst -sha256` prints. */
export const fingerprintOf = (key: VerifierKey): string => bytesToHex(sha256(spkiOf(key)))

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN PUBLIC KEY-----\n${toBase64(der)
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END PUBLIC KEY-----\n`

export const pemOfKey = (key: VerifierKey): string => pemOf(spkiOf(key))

/** The key as SubjectPublicKeyInfo of an Ed25519 key in PEM: exactly what `pemOfKey` writes, else null. */
export const ed25519OfPem = (pem: string): Uint8Array | null => {
  const [, base64] = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]+)\n-----END PUBLIC KEY-----\n?$/.exec(pem) ?? []
  const der = base64 === undefined ? null : fromBase64(base64)
  if (der?.length !== 44 || !sameBytes(der.subarray(0, 12), ED25519_HEAD)) return null
  return der.subarray(12)
}

/** An Ed25519 key of 32 bytes as PEM. @example pemOfEd25519(key).split('\n')[0] // '-----BEGIN PUBLIC KEY-----' */
export const pemOfEd25519 = (publicKey: Uint8Array): string => pemOf(concatBytes(ED25519_HEAD, publicKey))

/** SHA-256 of the SubjectPublicKeyInfo in a PEM, hex; '' for what is no Ed25519 key. */
export const fingerprintOfPem = (pem: string): string => {
  const key = ed25519OfPem(pem)
  return key ? bytesToHex(sha256(concatBytes(ED25519_HEAD, key))) : ''
}

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
