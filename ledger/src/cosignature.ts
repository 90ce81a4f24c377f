import { concatBytes, utf8 } from './bytes.ts'
import type { Note, NoteSignature, VerifierKey } from './note.ts'
import { type KeyPair, sign, verifySignature } from './signature.ts'

// Cosignatures of witnesses as c2sp.org/tlog-cosignature specifies them for Ed25519: eight bytes of time, 64 of signature.

const messageOf = (text: string, seconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

/**
 * A witness states that it saw this checkpoint as the newest consistent one at `seconds` (POSIX time).
 * @example cosign({ key, pair }, checkpointText, 1_790_000_000)
 */
export const cosign = (
  { key, pair }: { key: VerifierKey; pair: KeyPair },
  text: string,
  seconds: number,
): NoteSignature => {
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
  return { name: key.name, keyId: key.id, signature: concatBytes(time, sign(pair, messageOf(text, seconds))) }
}

/** The POSIX time at which `signature` is a valid cosignature of the text by `key`, or null. */
export const cosignedAt = (text: string, signature: NoteSignature, key: VerifierKey): number | null => {
  const { signature: bytes } = signature
  if (key.type !== 'cosignature' || signature.name !== key.name || signature.keyId !== key.id) return null
  if (bytes.length !== 72) return null
  const time = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return null
  const seconds = Number(time)
  const { publicKey } = key
  const signed = { message: messageOf(text, seconds), signature: bytes.slice(8) }
  return verifySignature({ algorithm: 'ed25519', publicKey }, signed) ? seconds : null
}

/** Which witnesses co-signed the note, and when. Lines of others are ignored. */
export const checkCosignatures = (
  note: Note,
  witnesses: readonly VerifierKey[],
): { witness: VerifierKey; seconds: number }[] =>
  witnesses.flatMap((witness) => {
    const times = note.signatures.map((one) => cosignedAt(note.text, one, witness)).filter((time) => time !== null)
    return times.length ? [{ witness, seconds: Math.max(...times) }] : []
  })
