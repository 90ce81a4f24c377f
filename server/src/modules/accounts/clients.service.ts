import type { ApiClient, NewApiClient } from '@redbridge/contract'
import type { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { forgetIdentities } from './authenticate.ts'
import { type ClientRow, insertClient, revokeClient, selectClients } from './clients.store.ts'
import { newCode, newToken, sha256 } from './tokens.ts'
import { getManagedOrganisation } from './users.service.ts'

const clientOf = (row: ClientRow): ApiClient => ({
  id: row.id,
  name: row.name,
  clientId: row.client_id,
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export const listClients = (ctx: Ctx): Promise<ApiClient[]> =>
  ctx.tx(async (tx) => (await selectClients(tx).orderBy('c.created_at', 'desc').execute()).map(clientOf))

/** A client of a platform, with a secret that is shown now and never again. Only platforms have an API role. */
export const createClient = (ctx: Ctx, input: z.infer<typeof NewApiClient>) =>
  ctx.tx(async (tx) => {
    const organisation = await getManagedOrganisation(ctx, tx, input.organisationId ?? ctx.actor.organisation.id)
    if (organisation.kind !== 'platform') throw new AppError('role_not_allowed', { detail: 'platform_api' })
    const now = ctx.platform.clock.now()
    const id = newId('cli', now.getTime())
    const secret = newToken('rbs_')
    await insertClient(tx, {
      id,
      organisation_id: organisation.id,
      division: organisation.division,
      name: input.name,
      client_id: newCode(4),
      secret_sha256: sha256(secret),
      created_by: ctx.actor.userId,
      created_at: now,
    })
    const detail = { name: input.name, organisationId: organisation.id }
    await audit(tx, ctx.actor, { action: 'client.create', subjectKind: 'client', subjectId: id, detail })
    const row = await selectClients(tx).where('c.id', '=', id).executeTakeFirstOrThrow()
    return { client: clientOf(row), clientSecret: secret }
  })

export const revokeClientFor = async (ctx: Ctx, id: string): Promise<{ done: true }> => {
  await ctx.tx(async (tx) => {
    if (!(await revokeClient(tx, id, ctx.platform.clock.now()))) throw new AppError('not_found')
    await audit(tx, ctx.actor, { action: 'client.revoke', subjectKind: 'client', subjectId: id })
  })
  forgetIdentities(ctx.platform)
  return { done: true }
}
