import type { Db, Tx } from '../../platform/db/pool.ts'

export const findToken = (db: Db, tokenSha256: string, now: Date) =>
  db
    .selectFrom('api_token as t')
    .innerJoin('api_client as c', 'c.id', 't.client_id')
    .innerJoin('organisation as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'c.name', 'c.last_used_at', 't.expires_at'])
    .select(['o.id as organisation_id', 'o.kind', 'o.name_zh', 'o.name_en', 'o.division'])
    .where('t.token_sha256', '=', tokenSha256)
    .where('t.expires_at', '>', now)
    .where('c.revoked_at', 'is', null)
    .where('o.kind', '=', 'platform')
    .executeTakeFirst()

export const touchClient = (db: Db, id: string, now: Date) =>
  db.updateTable('api_client').set({ last_used_at: now }).where('id', '=', id).execute()

/** Without the secret: the role that serves requests may not read it. */
export const selectClients = (tx: Tx) =>
  tx
    .selectFrom('api_client as c')
    .innerJoin('organisation as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'c.name', 'c.client_id', 'c.organisation_id', 'c.created_at', 'c.last_used_at', 'c.revoked_at'])
    .select('o.name_zh as organisation_name')
export type ClientRow = Awaited<ReturnType<ReturnType<typeof selectClients>['executeTakeFirstOrThrow']>>

export interface NewClientRow {
  id: string
  organisation_id: string
  division: string
  name: string
  client_id: string
  secret_sha256: string
  created_by: string
  created_at: Date
}
export const insertClient = (tx: Tx | Db, row: NewClientRow) => tx.insertInto('api_client').values(row).execute()

/** Ends a client and its tokens. False when there is none that lives. */
export const revokeClient = async (tx: Tx, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('api_client')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await tx.deleteFrom('api_token').where('client_id', '=', id).execute()
  return true
}
