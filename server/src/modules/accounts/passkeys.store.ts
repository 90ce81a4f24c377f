import type { WebAuthnCredential } from '@simplewebauthn/server'
import type { Db, Tx } from '../../platform/db/pool.ts'

export const listPasskeys = (db: Db | Tx, userId: string) =>
  db.selectFrom('passkey').selectAll().where('user_id', '=', userId).orderBy('created_at').execute()
export type PasskeyRow = Awaited<ReturnType<typeof listPasskeys>>[number]

export const findPasskey = (db: Db, credentialId: string) =>
  db.selectFrom('passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()

export const credentialOf = (row: PasskeyRow): WebAuthnCredential => ({
  id: row.credential_id,
  publicKey: new Uint8Array(row.public_key),
  counter: row.counter,
  transports: row.transports,
})

/** Without any second factor left, recovery codes would be a second password: they go too. */
export const dropLonelyRecoveryCodes = (tx: Tx, userId: string) =>
  tx
    .deleteFrom('recovery_code')
    .where('user_id', '=', userId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('passkey').select('id').where('user_id', '=', userId))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('user_totp').select('user_id').where('user_id', '=', userId).where('confirmed_at', 'is not', null),
        ),
      ),
    )
    .execute()
