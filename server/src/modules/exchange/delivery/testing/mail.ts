import { createHash, generateKeyPairSync } from 'node:crypto'
import { asActor } from '../../../../platform/db/pool.ts'
import { ACTORS, ORGS } from '../../../../testing/seed.ts'
import type { Work } from '../../../../testing/work.ts'
import { wakeAfterCommit } from '../wake.ts'

const MATTER = 'mat_mail'

/** A matter between the bureau of Beijing and 品购网 that messages can be about, and the bureau's key. */
export const seedMail = async ({ platform: { workerDb: db, clock } }: Work): Promise<void> => {
  const now = clock.now()
  await db
    .insertInto('matter')
    .values({
      id: MATTER,
      kind: 'assistance_request',
      definition_version: 1,
      number: 'XC-2026-000001',
      title: '协查',
      state: 'sent',
      owner_id: ORGS.beijing.id,
      division: ORGS.beijing.division,
      party_ids: [ORGS.beijing.id, ORGS.pingou.id],
      seen_by: [ORGS.beijing.id, ORGS.pingou.id],
      holder: 'platform',
      holder_id: ORGS.pingou.id,
      subject_kind: null,
      subject_id: null,
      opened_at: now,
      updated_at: now,
    })
    .execute()
  await db
    .insertInto('exchange_key')
    .values({
      id: 'key_mail',
      organisation_id: ORGS.beijing.id,
      kind: 'own',
      name: 'k',
      public_key: generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }),
      sealed: null,
      created_by: 'u',
      created_at: now,
      revoked_reason: null,
      entry_id: 'x',
    })
    .execute()
}

let serial = 0
/** Writes messages from the bureau to 品购网 as a move does: in the sender's own transaction. */
export const mail = async ({ platform }: Work, count = 1, { undone = false } = {}): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => `msg_${String(serial++).padStart(6, '0')}`)
  await asActor(platform.db, ACTORS.head, async (tx) => {
    await tx
      .insertInto('exchange_message')
      .values(
        ids.map((id) => ({
          id,
          matter_id: MATTER,
          kind: 'assistance_request',
          event: 'approve',
          from_id: ORGS.beijing.id,
          to_id: ORGS.pingou.id,
          at: platform.clock.now(),
          move_entry_id: 'x',
          envelope: JSON.stringify({
            id,
            from: { id: ORGS.beijing.id, name: ORGS.beijing.nameZh },
            to: { id: ORGS.pingou.id, name: ORGS.pingou.nameZh },
            matter: { id: MATTER, number: 'XC-1', kind: 'assistance_request' },
          }),
          envelope_sha256: createHash('sha256').update(id).digest('hex'),
          signature: Buffer.from('x'),
          key_id: 'key_mail',
          entry_id: 'x',
        })),
      )
      .execute()
    wakeAfterCommit(platform, tx)
    if (undone) throw new Error('undone')
  })
  return ids
}
