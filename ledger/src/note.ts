import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { concatBytes, fromBase64, toBase64, utf8 } from './bytes.ts'
import { type SignatureAlgorithm, verifySignature } from './signature.ts'

// Signed notes and verifier keys as c2sp.org/signed-note specifies them.

/** What a key of a note is for: signing as the log, or co-signing as a witness (c2sp.org/tlog-cosignature). */
export type NoteKeyType = SignatureAlgorithm | 'cosignature'

/** The specification leaves 0xff and a name of one's own to algorithms it does not number. */
const TYPE_BYTES: Readonly<Record<NoteKeyType, Uint8Array>> = {
  ed25519: new Uint8Array([0x01]),
  cosignature: new Uint8Array([0x04]),
  sm2: concatBytes(new Uint8Array([0xff]), utf8('redbridge/sm2-with-sm3\n')),
}
const KEY_LENGTH: Readonly<Record<NoteKeyType, number>> = { ed25519: 32, cosignature: 32, sm2: 65 }

/** A public key by which notes are checked. */
export interface VerifierKey {
  readonly name: string
  readonly type: NoteKeyType
  readonly publicKey: Uint8Array
  /** four bytes, hex */
  readonly id: string
}

/** A key of a log, with the sizes of tree that it may sign: more than `after`, up to `until` where it was retired. */
export interface LogKey extends VerifierKey {
  readonly after: number
  readonly until: number | null
}

/** One signature line. */
export interface NoteSignature {
  readonly name: string
  readonly keyId: string
  readonly signature: Uint8Array
}

/** A text and who signed it; nothing is verified yet. */
export interface Note {
  /** ends in a newline */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

const NAME = /^[^\s+\u0000-\u001f]+$/u

/** A verifier key with its id: SHA-256(name, newline, type, key), first four bytes. @example verifierKey('a.example', 'ed25519', key).id */
export const verifierKey = (name: string, type: NoteKeyType, publicKey: Uint8Array): VerifierKey => {
  if (!NAME.test(name)) throw new RangeError(`name of a key: ${name}`)
  if (publicKey.length !== KEY_LENGTH[type]) throw new RangeError(`length of a key ${type}: ${publicKey.length}`)
  const id = sha256(concatBytes(utf8(`${name}\n`), TYPE_BYTES[type], publicKey)).subarray(0, 4)
  return { name, type, publicKey, id: bytesToHex(id) }
}

/** A key as text, 'name+id+base64'. @example formatVerifierKey(key) // 'example.com/foo+530d903a+Aek…' */
export const formatVerifierKey = ({ name, type, publicKey, id }: VerifierKey): string =>
  `${name}+${id}+${toBase64(concatBytes(TYPE_BYTES[type], publicKey))}`

/** The key of a text, or null when it is none, of an unknown type, or its id is not its own. */
export const parseVerifierKey = (text: string): VerifierKey | null => {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const bytes = base64 === undefined ? null : fromBase64(base64)
  if (!name || !bytes || !NAME.test(name)) return null
  for (const type of Object.keys(TYPE_BYTES) as NoteKeyType[]) {
    const mark = TYPE_BYTES[type]
    if (bytes.length !== mark.length + KEY_LENGTH[type] || !mark.every((byte, i) => bytes[i] === byte)) continue
    const key = verifierKey(name, type, bytes.slice(mark.length))
    return key.id === id ? key : null
  }
  return null
}

/** A signature line with its newline. @example formatSignature({ name: 'a.example', keyId: '01020304', signature }) */
export const formatSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${toBase64(concatBytes(hexToBytes(keyId), signature))}\n`

/** One signature line (newline or not), or null. */
export const parseSignature = (line: string): NoteSignature | null => {
  const [, name, base64] = /^— (\S+) (\S+)\n?$/u.exec(line) ?? []
  const bytes = base64 === undefined ? null : fromBase64(base64)
  if (!name || !NAME.test(name) || !bytes || bytes.length < 5) return null
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.slice(4) }
}

/** The note as text. @example formatNote({ text: 'hello\n', signatures }) */
export const formatNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(formatSignature).join('')}`

/** The parts of a note, or null when it is none. The text ends at the last empty line. */
export const parseNote = (note: string): Note | null => {
  if (note.length > 100_000 || /[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.isWellFormed()) return null
  const split = note.lastIndexOf('\n\n')
  if (split < 1 || !note.endsWith('\n')) return null
  const lines = note.slice(split + 2, -1).split('\n')
  const signatures = lines.map(parseSignature)
  if (signatures.length > 64 || signatures.some((one) => one === null)) return null
  return { text: note.slice(0, split + 1), signatures: signatures as NoteSignature[] }
}

const isBy = (key: VerifierKey) => (signature: NoteSignature) =>
  signature.name === key.name && signature.keyId === key.id

/** Which of `keys` signed the text rightly, and which wrongly. Signatures of unknown keys are ignored, as the specification says. */
export const checkNote = <K extends VerifierKey>(note: Note, keys: readonly K[]): { valid: K[]; invalid: K[] } => {
  const message = utf8(note.text)
  const [valid, invalid]: [K[], K[]] = [[], []]
  for (const key of keys) {
    const { type, publicKey } = key
    const found = note.signatures.filter(isBy(key))
    if (!found.length || type === 'cosignature') continue
    const right = found.every(({ signature }) =>
      verifySignature({ algorithm: type, publicKey }, { message, signature }),
    )
    ;(right ? valid : invalid).push(key)
  }
  return { valid, invalid }
}
