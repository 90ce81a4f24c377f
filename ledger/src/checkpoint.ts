import { fromBase64, toBase64 } from './bytes.ts'
import { checkCosignatures } from './cosignature.ts'
import { checkNote, type LogKey, type NoteKeyType, parseNote, type VerifierKey } from './note.ts'

/** A tree head: size and the two roots over the same leaves. */
export interface TreeHead {
  readonly size: number
  readonly sha256: Uint8Array
  readonly sm3: Uint8Array
}

/** A tree head of a named log. */
export interface Checkpoint extends TreeHead {
  readonly origin: string
}

/**
 * The text that is signed (c2sp.org/tlog-checkpoint): origin, size, SHA-256 root, and the SM3 root as an extension line.
 * @example checkpointText({ origin: 'a.example/log', size: 1, sha256, sm3 }) // 'a.example/log\n1\n…=\nsm3 …=\n'
 */
export const checkpointText = ({ origin, size, sha256, sm3 }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(sha256)}\nsm3 ${toBase64(sm3)}\n`

/** The checkpoint of a text, or null when it is not exactly one of ours. */
export const parseCheckpointText = (text: string): Checkpoint | null => {
  const [, origin, digits, root, sm3Root] = /^([^\n]+)\n(0|[1-9]\d{0,15})\n(\S{44})\nsm3 (\S{44})\n$/.exec(text) ?? []
  const [sha256, sm3] = [fromBase64(root ?? '-'), fromBase64(sm3Root ?? '-')]
  const size = Number(digits)
  if (!origin || !Number.isSafeInteger(size) || sha256?.length !== 32 || sm3?.length !== 32) return null
  return { origin, size, sha256, sm3 }
}

/** Whom a reader of checkpoints trusts. */
export interface CheckpointTrust {
  readonly origin: string
  readonly keys: readonly LogKey[]
  readonly witnesses?: readonly VerifierKey[]
}

/** What is wrong with a checkpoint. */
export type CheckpointFault = 'not_a_checkpoint' | 'other_log' | 'unknown_key' | 'bad_signature'

/** A checkpoint that holds, with who signed; or what is wrong. */
export type CheckpointReport =
  | {
      readonly ok: true
      readonly checkpoint: Checkpoint
      readonly signedBy: readonly NoteKeyType[]
      readonly cosignedBy: readonly { witness: VerifierKey; seconds: number }[]
    }
  | { readonly ok: false; readonly fault: CheckpointFault }

/** Whether a key was in force for a tree of this size. @example inForce(key, 12) */
export const inForce = ({ after, until }: LogKey, size: number): boolean =>
  size > after && (until === null || size <= until)

/**
 * Verifies a checkpoint: at least one key in force at its size signed, and none of ours signed wrongly.
 * `signedBy` says which algorithms held; who needs SM2 asks for it there.
 * @example verifyCheckpoint(note, { origin: 'a.example/log', keys })
 */
export const verifyCheckpoint = (text: string, trust: CheckpointTrust): CheckpointReport => {
  const note = parseNote(text)
  const checkpoint = note && parseCheckpointText(note.text)
  if (!note || !checkpoint) return { ok: false, fault: 'not_a_checkpoint' }
  if (checkpoint.origin !== trust.origin) return { ok: false, fault: 'other_log' }
  const { valid, invalid } = checkNote(
    note,
    trust.keys.filter((key) => inForce(key, checkpoint.size)),
  )
  if (invalid.length) return { ok: false, fault: 'bad_signature' }
  if (!valid.length) return { ok: false, fault: 'unknown_key' }
  const signedBy = valid.map((key) => key.type)
  return { ok: true, checkpoint, signedBy, cosignedBy: checkCosignatures(note, trust.witnesses ?? []) }
}
