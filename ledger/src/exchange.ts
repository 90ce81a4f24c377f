import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Envelope, HttpProof, Receipt, Signed } from '@redbridge/contract'
import { canonicalJson } from './bag/records.ts'
import { ed25519OfPem } from './bag/spki.ts'
import { fromBase64, utf8 } from './bytes.ts'
import { verifySignature } from './signature.ts'

// What is signed on the cloud bridge and how it is verified: by the server, by a client, out of an evidence bag.

/**
 * What the sender or receiver signs: canonical JSON (RFC 8785).
 * @throws RangeError for what is no JSON
 * @example envelopeText(envelope) // '{"answerSha256":null,"at":"2026-…'
 */
export const envelopeText = (value: Envelope | Receipt): string => canonicalJson(value)

/**
 * Whether a PEM (SPKI) is an Ed25519 key under which signatures are its holder's alone: a canonical point of the prime
 * subgroup. Under a key of small order anybody's signature can be made to hold (RFC 8032 section 8.4, ZIP 215).
 * @example isUsableKey('-----BEGIN PUBLIC KEY-----\n…') // true
 */
export const isUsableKey = (publicKey: string): boolean => {
  const key = ed25519OfPem(publicKey)
  if (!key) return false
  try {
    const point = ed25519.Point.fromBytes(key)
    return !point.isSmallOrder() && point.isTorsionFree()
  } catch {
    return false
  }
}

/** Ed25519 (RFC 8032) over text; false for whatever is malformed. */
const holds = (publicKey: string, text: string, base64: string): boolean => {
  const [key, signature] = [ed25519OfPem(publicKey), fromBase64(base64)]
  return (
    key !== null &&
    signature !== null &&
    verifySignature({ algorithm: 'ed25519', publicKey: key }, { message: utf8(text), signature })
  )
}

/**
 * Whether the signature of an envelope or receipt holds with an Ed25519 key (SPKI, PEM); false for whatever is malformed.
 * @example verifySigned(message.envelope, key.publicKey)
 */
export const verifySigned = ({ text, signature }: Omit<Signed, 'keyId'>, publicKey: string): boolean =>
  holds(publicKey, text, signature)

/**
 * Whether an HTTP message signature (RFC 9421) holds: Ed25519 over the signature base with the key (SPKI, PEM), whose id
 * the base's parameters name, and over the digest of the body (RFC 9530) that the proof states; no body, no digest.
 * @example verifyHttpProof(envelope.proof, key.publicKey)
 */
export const verifyHttpProof = ({ keyId, base, signature, bodySha256 }: HttpProof, publicKey: string): boolean => {
  const lines = base.split('\n')
  const parameters = lines.filter((line) => line.startsWith('"@signature-params": '))
  const digests = lines.filter((line) => line.startsWith('"content-digest": '))
  // Last in the base and once in it (RFC 9421, 2.5), so that no header can pass for it.
  if (parameters.length !== 1 || lines.at(-1) !== parameters[0] || digests.length > 1) return false
  if (/;keyid="([^"\\]*)"/.exec(parameters[0] as string)?.[1] !== keyId) return false
  const [, digest] = /(?:^|[ ,])sha-256=:([A-Za-z0-9+/=]+):/.exec(digests[0] ?? '') ?? []
  const bytes = digest === undefined ? null : fromBase64(digest)
  const stated = bytes && bytesToHex(bytes)
  return stated === bodySha256 && (digests.length === 0) === (bodySha256 === null) && holds(publicKey, base, signature)
}
