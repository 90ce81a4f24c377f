import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64, utf8 } from '../bytes.ts'
import { inclusionRanges } from '../merkle.ts'
import type { LogKey } from '../note.ts'
import { parseNote } from '../note.ts'
import type { EntryProof } from '../proof.ts'
import { pemOfKey, sm2SignatureDer } from './spki.ts'
import type { ZipPart } from './zip.ts'

/** What `核验.sh` and a person with openssl need: each follows from the notes, keys and proof of the bag. */
export interface OpensslSource {
  /** the signed note of the last checkpoint */
  readonly note: string
  readonly keys: readonly LogKey[]
  /** proof of the entry that holds the manifest's digests */
  readonly anchor: EntryProof
}

/**
 * The parts under `openssl/`: text and signatures of the checkpoint, keys as PEM, the anchor entry and its two hash
 * paths, one `L|R hash` a line.
 * @example opensslParts({ note, keys, anchor })
 */
export const opensslParts = ({ note: text, keys, anchor }: OpensslSource): ZipPart[] => {
  const note = parseNote(text)
  if (!note) return []
  const signed = keys.flatMap((key) => {
    const found = note.signatures.find(({ name, keyId }) => name === key.name && keyId === key.id)
    if (!found || key.type === 'cosignature') return []
    return [
      { name: `openssl/${key.type}.pem`, bytes: utf8(pemOfKey(key)) },
      {
        name: `openssl/checkpoint.${key.type}.sig`,
        bytes: key.type === 'sm2' ? sm2SignatureDer(found.signature) : found.signature,
      },
    ]
  })
  return [
    { name: 'openssl/checkpoint.txt', bytes: utf8(note.text) },
    ...signed,
    { name: 'openssl/anchor.json', bytes: utf8(anchor.envelope) },
    ...(['sha256', 'sm3'] as const).map((hash) => ({
      name: `openssl/anchor.${hash}.path`,
      bytes: utf8(pathLines(anchor, anchor[hash])),
    })),
  ]
}

/** On which side of the way up each hash stands. */
const pathLines = ({ leafIndex, size }: EntryProof, hashes: readonly string[]): string => {
  let ranges: { from: number; to: number }[] = []
  try {
    ranges = inclusionRanges(leafIndex, size)
  } catch {
    return ''
  }
  return hashes
    .map(
      (hash, i) =>
        `${(ranges[i]?.from ?? 0) <= leafIndex ? 'L' : 'R'} ${bytesToHex(fromBase64(hash) ?? new Uint8Array())}\n`,
    )
    .join('')
}
