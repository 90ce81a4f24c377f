import type { Role } from '@redbridge/contract'
import type { Db } from '../../platform/db/pool.ts'
import { newId } from '../../platform/ids.ts'
import { setPassword } from './accounts.store.ts'
import { insertClient } from './clients.store.ts'
import { hashPassword } from './password.ts'
import { newToken, sha256 } from './tokens.ts'
import { insertUser } from './users.store.ts'

export interface DirectUser {
  organisationId: string
  login: string
  name: string
  roles: readonly Role[]
  password: string
  now?: Date
}

/** Creates a user with a given password, past all administration: for the first administrator and the demonstration. */
export const createUserDirect = async (workerDb: Db, user: DirectUser): Promise<string> => {
  const now = user.now ?? new Date()
  const hash = await hashPassword(user.password)
  return workerDb.transaction().execute(async (tx) => {
    const id = await insertUser(tx, { ...user, now })
    await setPassword(tx, id, { hash, mustChange: false, expiresAt: null, now })
    return id
  })
}

export interface DirectApiClient {
  organisationId: string
  name: string
  clientId: string
  /** a random one is made when left out */
  clientSecret?: string
  now?: Date
}

/** Creates an API client of a platform with a given id and perhaps secret, past all administration. */
export const createApiClientDirect = async (
  workerDb: Db,
  client: DirectApiClient,
): Promise<{ id: string; clientId: string; clientSecret: string }> => {
  const now = client.now ?? new Date()
  const clientSecret = client.clientSecret ?? newToken('rbs_')
  const id = newId('cli', now.getTime())
  const organisation = await workerDb
    .selectFrom('organisation')
    .select('division')
    .where('id', '=', client.organisationId)
    .where('kind', '=', 'platform')
    .executeTakeFirstOrThrow()
  await insertClient(workerDb, {
    id,
    organisation_id: client.organisationId,
    division: organisation.division,
    name: client.name,
    client_id: client.clientId,
    secret_sha256: sha256(clientSecret),
    created_by: 'system',
    created_at: now,
  })
  return { id, clientId: client.clientId, clientSecret }
}
