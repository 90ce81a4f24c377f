import {
  cosignedAt,
  formatSignature,
  type Note,
  parseCheckpointText,
  parseNote,
  type VerifierKey,
  verifierKey,
  verifyCheckpoint,
} from '@redbridge/ledger'
import type { Db, Tx } from '../db/pool.ts'
import type { Platform } from '../platform.ts'
import { raiseAlarms } from './alarms.ts'
import { readKeyBook } from './keys.ts'

/** A witness of another organisation. */
export interface Witness {
  readonly id: string
  readonly organisationId: string
  readonly key: VerifierKey
}

/** The witnesses whose cosignatures count. */
export const readWitnesses = async (db: Db | Tx): Promise<Witness[]> => {
  const rows = await db.selectFrom('ledger_witness').selectAll().where('revoked_at', 'is', null).orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    key: verifierKey(row.name, 'cosignature', new Uint8Array(row.public_key)),
  }))
}

/** Why a cosignature is not taken. */
export type CosignFault = 'not_a_checkpoint' | 'unknown_checkpoint' | 'fork' | 'unknown_witness'

/** A checkpoint of ours with other contents, rightly signed: there are two logs, and this is the proof. */
const isFork = async (platform: Platform, note: string): Promise<boolean> => {
  const book = await readKeyBook(platform.workerDb)
  return book !== null && verifyCheckpoint(note, book).ok
}

const raiseFork = (platform: Platform, size: number, witness: string): Promise<void> =>
  raiseAlarms(
    platform.workerDb,
    [
      {
        kind: 'fork',
        place: `size ${size}`,
        zh: `见证方 ${witness} 持有同一台账第 ${size} 号检查点的另一版本，签名有效`,
        en: `Witness ${witness} holds another checkpoint of size ${size} with a valid signature of this log`,
      },
    ],
    platform.clock.now(),
  )

const findSigner = async (
  platform: Platform,
  note: Note,
  organisationId: string,
): Promise<{ witness: Witness; line: string; seconds: number } | null> => {
  for (const witness of await readWitnesses(platform.workerDb)) {
    if (witness.organisationId !== organisationId) continue
    for (const signature of note.signatures) {
      const seconds = cosignedAt(note.text, signature, witness.key)
      if (seconds !== null) return { witness, line: formatSignature(signature), seconds }
    }
  }
  return null
}

/**
 * Takes a checkpoint that a witness of the organisation co-signed. Only one that stands in the log as it is: another
 * text of the same size under the log's own signature is a fork and raises an alarm.
 */
export const takeCosignature = async (
  platform: Platform,
  organisationId: string,
  cosigned: string,
): Promise<{ size: number; witnessId: string } | CosignFault> => {
  const note = parseNote(cosigned)
  const head = note && parseCheckpointText(note.text)
  if (!note || !head) return 'not_a_checkpoint'
  const signer = await findSigner(platform, note, organisationId)
  if (!signer) return 'unknown_witness'
  const stored = await platform.workerDb
    .selectFrom('ledger_checkpoint')
    .select('note')
    .where('size', '=', head.size)
    .executeTakeFirst()
  if (!stored || parseNote(stored.note)?.text !== note.text) {
    if (!(await isFork(platform, cosigned))) return 'unknown_checkpoint'
    await raiseFork(platform, head.size, signer.witness.key.name)
    return 'fork'
  }
  await platform.workerDb
    .insertInto('ledger_cosignature')
    .values({
      size: head.size,
      witness_id: signer.witness.id,
      line: signer.line,
      signed_at: new Date(signer.seconds * 1000),
      received_at: platform.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['size', 'witness_id']).doNothing())
    .execute()
  return { size: head.size, witnessId: signer.witness.id }
}
