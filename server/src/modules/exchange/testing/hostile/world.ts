import { hash } from 'node:crypto'
import type { ExchangeMessage } from '@redbridge/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../../platform/actor.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../../../testing/seed.ts'
import { addClientKey, type ClientKey, newClientKey, signedHeaders, type ToSign } from '../../../../testing/signing.ts'
import { type Answer, actorOf, type Work } from '../../../../testing/work.ts'
import { openLead } from '../leads.ts'

export const NOW = '2026-11-25T02:00:00Z'

/** Who attacks and what there is to attack: two platforms with clients that sign, a bureau that wrote to each. */
export interface World {
  readonly work: Work
  readonly admin: Actor
  /** the client of 品购网 and of 乐家商城 */
  readonly client: Actor
  readonly otherClient: Actor
  readonly key: ClientKey
  readonly otherKey: ClientKey
  readonly revokedKey: ClientKey
  /** the key the installation keeps for 品购网 */
  readonly hostedKeyId: string
  /** a lead that 品购网 reported to 北京, and one of 乐家商城 */
  readonly lead: string
  readonly otherLead: string
  /** what 北京 wrote to each about it, not receipted */
  readonly message: ExchangeMessage
  readonly otherMessage: ExchangeMessage
  /** 品购网 has receipted it */
  readonly received: ExchangeMessage
}

export const envelopeSha256 = (message: ExchangeMessage): string => hash('sha256', message.envelope.text)

const waiting = async (work: Work, who: Actor): Promise<ExchangeMessage[]> =>
  (await work.call(who, 'GET', '/api/exchange/messages?box=in&received=false')).body.items

const writeTo = (work: Work, lead: string) =>
  work.call(ACTORS.analyst, 'POST', `/api/matters/${lead}/messages`, { text: '请补充交易快照' })

export const openWorld = async (work: Work): Promise<World> => {
  work.setNow('2026-11-25T01:00:00Z')
  // As it is delivered: the public internet alone.
  Object.assign(work.platform, { webhooks: { allow: [] } })
  await seedOrganisations(work)
  const { workerDb } = work.platform
  const joined = { on_bridge: true }
  await workerDb.updateTable('organisation').set(joined).where('id', 'in', [ORGS.pingou.id, ORGS.lejia.id]).execute()
  const names = ['key_pingou_own', 'key_lejia_own', 'key_pingou_old'] as const
  const [key, otherKey, revokedKey] = names.map(newClientKey) as [ClientKey, ClientKey, ClientKey]
  for (const [one, organisation] of [
    [key, ORGS.pingou],
    [otherKey, ORGS.lejia],
    [revokedKey, ORGS.pingou],
  ] as const)
    await addClientKey(workerDb, { organisationId: organisation.id, at: '2026-11-01T00:00:00Z' }, one)
  const revoked = { revoked_at: '2026-11-20T00:00:00Z', revoked_reason: '离职' }
  await workerDb.updateTable('exchange_key').set(revoked).where('id', '=', revokedKey.id).execute()
  const lead = await openLead(work, ACTORS.platform, { bureauId: ORGS.beijing.id })
  const otherLead = await openLead(work, ACTORS.other, { bureauId: ORGS.beijing.id })
  await writeTo(work, lead)
  const [received] = (await waiting(work, ACTORS.platform)) as [ExchangeMessage]
  const url = `/api/exchange/messages/${received.id}/receipt`
  await work.call(ACTORS.platform, 'POST', url, { envelopeSha256: envelopeSha256(received) })
  await writeTo(work, lead)
  await writeTo(work, otherLead)
  const [message] = (await waiting(work, ACTORS.platform)) as [ExchangeMessage]
  const [otherMessage] = (await waiting(work, ACTORS.other)) as [ExchangeMessage]
  const hosted = await workerDb
    .selectFrom('exchange_key')
    .select('id')
    .where('organisation_id', '=', ORGS.pingou.id)
    .where('kind', '=', 'hosted')
    .executeTakeFirstOrThrow()
  work.setNow(NOW)
  return {
    ...{ work, key, otherKey, revokedKey, lead, otherLead, message, otherMessage, received, hostedKeyId: hosted.id },
    admin: actorOf('pingou_admin', 'platform_admin', ORGS.pingou),
    client: ACTORS.platformApi,
    otherClient: actorOf('lejia_api', 'platform_api', ORGS.lejia),
  }
}

/** Everything there is, but for what an attempt may leave: the nonce of a signature that held, when a key was last used. */
export const everything = async ({ work }: World): Promise<string> => {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'exchange_nonce' ORDER BY 1`.execute(
    work.platform.workerDb,
  )
  const parts = tables
    .filter(({ name }) => name !== 'schema_migration')
    .map(
      ({ name }) => sql`SELECT ${name}::text AS name, count(*) AS n,
        md5(coalesce(string_agg((to_jsonb(t) - 'last_used_at')::text, ',' ORDER BY to_jsonb(t)::text), '')) AS digest
        FROM ${sql.table(name)} t`,
    )
  const { rows } = await sql`${sql.join(parts, sql` UNION ALL `)}`.execute(work.platform.workerDb)
  return JSON.stringify(rows, null, 1)
}

/** How an attempt differs from the request that is right: the receipt of `message` by 品购网's client. */
export interface Altered {
  readonly who?: Actor
  readonly key?: Pick<ClientKey, 'id' | 'key'>
  /** path and query that are called */
  readonly target?: string
  readonly body?: string
  /** what is signed instead of what is sent */
  readonly signed?: Partial<Pick<ToSign, 'method' | 'url' | 'body'>>
  /** seconds before (negative) or after our time at which it says it was signed */
  readonly skew?: number
  readonly components?: readonly string[]
  readonly parameters?: Readonly<Record<string, string | null>>
  /** changes headers after they were signed; a list is a header sent more than once */
  readonly headers?: (signed: Record<string, string>) => Record<string, string | string[]>
}

export const receiptBody = (message: ExchangeMessage): string =>
  JSON.stringify({ envelopeSha256: envelopeSha256(message) })

/** Sends the altered request. Without alteration it is right. */
export const attempt = (world: World, altered: Altered = {}): Promise<Answer> => {
  const { target = `/api/exchange/messages/${world.message.id}/receipt`, body = receiptBody(world.message) } = altered
  const headers = signedHeaders(
    {
      method: 'POST',
      url: `http://localhost${target}`,
      body,
      created: Math.floor(Date.parse(NOW) / 1000) + (altered.skew ?? 0),
      ...(altered.components ? { components: altered.components } : {}),
      ...(altered.parameters ? { parameters: altered.parameters } : {}),
      ...altered.signed,
    },
    altered.key ?? world.key,
  )
  const sent = altered.headers?.(headers) ?? headers
  return world.work.call(altered.who ?? world.client, 'POST', target, body === '' ? undefined : body, sent as never)
}
