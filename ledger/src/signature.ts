import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm2 } from 'sm-crypto-v2'

/** How the ledger is signed: Ed25519 (RFC 8032), and SM2 with SM3 (GB/T 32918.2, GB/T 32905). */
export type SignatureAlgorithm = 'ed25519' | 'sm2'

/** The signer's id that GM/T 0009 gives where parties agreed on none; it goes into every SM2 hash. */
export const SM2_DEFAULT_ID = '1234567812345678'

/** A key pair as bytes: Ed25519 seed and key of 32, SM2 scalar of 32 and uncompressed point of 65. */
export interface KeyPair {
  readonly algorithm: SignatureAlgorithm
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

/** A new key pair from the platform's random source. @example generateKeyPair('sm2').publicKey.length // 65 */
export const generateKeyPair = (algorithm: SignatureAlgorithm): KeyPair => {
  if (algorithm === 'ed25519') {
    const { secretKey, publicKey } = ed25519.keygen()
    return { algorithm, privateKey: secretKey, publicKey }
  }
  const pair = sm2.generateKeyPairHex()
  return { algorithm, privateKey: hexToBytes(pair.privateKey), publicKey: hexToBytes(pair.publicKey) }
}

/** Signs: 64 bytes, for SM2 r and s. @example sign(generateKeyPair('ed25519'), utf8('text')) */
export const sign = ({ algorithm, privateKey, publicKey }: KeyPair, message: Uint8Array): Uint8Array =>
  algorithm === 'ed25519'
    ? ed25519.sign(message, privateKey)
    : hexToBytes(sm2.doSignature(message, bytesToHex(privateKey), { hash: true, publicKey: bytesToHex(publicKey) }))

/** What is to be checked with a public key. */
export interface SignedBytes {
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/**
 * Whether the signature holds; false for whatever is malformed, keys included.
 * @example verifySignature({ algorithm: 'sm2', publicKey }, { message, signature })
 */
export const verifySignature = (
  { algorithm, publicKey }: Pick<KeyPair, 'algorithm' | 'publicKey'>,
  { message, signature }: SignedBytes,
): boolean => {
  if (signature.length !== 64) return false
  try {
    if (algorithm === 'ed25519') return ed25519.verify(signature, message, publicKey, { zip215: false })
    if (publicKey.length !== 65) return false
    return sm2.doVerifySignature(message, bytesToHex(signature), bytesToHex(publicKey), { hash: true })
  } catch {
    // Both libraries throw on what is no point, no scalar, no key: all of it is no valid signature.
    return false
  }
}
