import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { isSandbox } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Db, Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx, Platform } from '../../platform/platform.ts'
import { createApiClientDirect, forgetIdentities } from '../accounts/index.ts'

// Sandbox organisations: one bureau for the installation, a twin for each platform that asks. Their division is none of
// GB/T 2260, so no jurisdiction holds them but the nation's, and no statistics count them.

export const SANDBOX_DIVISION = '990000'
export const BUREAU = { nameZh: '沙箱市场监督管理局', nameEn: 'Sandbox bureau' }

type Organisation = Actor['organisation']
interface Row {
  readonly id: string
  readonly kind: Organisation['kind']
  readonly name_zh: string
  readonly name_en: string
  readonly division: string
}
const COLUMNS = ['id', 'kind', 'name_zh', 'name_en', 'division'] as const
const organisationOf = (row: Row): Organisation => ({
  id: row.id,
  kind: row.kind,
  nameZh: row.name_zh,
  nameEn: row.name_en,
  division: row.division,
})

/** The sandbox bureau; undefined before the first sandbox is opened. */
export const findBureau = async (db: Db | Tx): Promise<Organisation | undefined> => {
  const row = await db
    .selectFrom('organisation')
    .select(COLUMNS)
    .where('kind', '=', 'bureau')
    .where('sandbox', '=', true)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  return row && organisationOf(row)
}

/** The sandbox that the caller works with: the twin of its platform, or itself where it is one. */
export const findTwin = async (tx: Tx, { organisation }: Actor): Promise<Organisation | undefined> => {
  if (isSandbox(organisation.division)) return organisation
  const row = await tx
    .selectFrom('organisation')
    .select(COLUMNS)
    .where('sandbox_of', '=', organisation.id)
    .executeTakeFirst()
  return row && organisationOf(row)
}

/**
 * Who works in the sandbox bureau: nobody who could sign in. Its head approves and corrects, its officer does the rest.
 */
export const staffOf = (bureau: Organisation): { readonly officer: Actor; readonly head: Actor } => ({
  officer: { userId: 'sandbox_officer', name: '沙箱承办人', roles: ['bureau_analyst'], organisation: bureau },
  head: { userId: 'sandbox_head', name: '沙箱负责人', roles: ['bureau_head'], organisation: bureau },
})

const insert = async (
  tx: Tx,
  row: Omit<Row, 'id' | 'division'> & { readonly sandbox_of: string | null },
  now: Date,
): Promise<Organisation> => {
  const platform = row.kind === 'platform'
  const made = { ...row, id: newId('org', now.getTime()), division: SANDBOX_DIVISION }
  await tx
    .insertInto('organisation')
    .values({
      ...made,
      uscc: null,
      url: null,
      category: null,
      found_by: null,
      found_on: null,
      status: platform ? 'found' : null,
      sandbox: true,
      on_bridge: platform,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return organisationOf(made)
}

/** Two who open a sandbox at once must not both make the bureau, or one twin twice. */
const inTurn = <T>(platform: Platform, work: (tx: Tx) => Promise<T>): Promise<T> =>
  platform.workerDb.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('sandbox', 0))`.execute(tx)
    return work(tx)
  })

/**
 * Opens the sandbox of the caller's platform: twin and bureau where they are missing, and a fresh API client of the twin
 * whose secret is in the answer alone. Clients of an earlier opening end, so that a lost secret is worth nothing.
 * Organisations are the worker's to make: the role that serves requests may enter none outside its jurisdiction.
 */
export const openSandbox = async (ctx: Ctx) => {
  const { platform, actor } = ctx
  if (isSandbox(actor.organisation.division)) throw new AppError('forbidden', { detail: 'sandbox' })
  const { id, nameZh, nameEn } = actor.organisation
  const now = platform.clock.now()
  const opened = await inTurn(platform, async (tx) => {
    if (!(await findBureau(tx)))
      await insert(tx, { kind: 'bureau', name_zh: BUREAU.nameZh, name_en: BUREAU.nameEn, sandbox_of: null }, now)
    const names = { name_zh: `${nameZh}（沙箱）`, name_en: nameEn ? `${nameEn} (sandbox)` : '' }
    const twin = (await findTwin(tx, actor)) ?? (await insert(tx, { kind: 'platform', ...names, sandbox_of: id }, now))
    await endClients(tx, twin.id, now)
    const clientId = `sandbox-${randomBytes(8).toString('hex')}`
    const client = await createApiClientDirect(tx, { organisationId: twin.id, name: '沙箱接口', clientId, now })
    const detail = { twin: twin.id, client: client.id }
    await audit(tx, actor, { action: 'sandbox.open', subjectKind: 'organisation', subjectId: twin.id, detail })
    return { organisation: { id: twin.id, name: twin.nameZh }, clientId, clientSecret: client.clientSecret }
  })
  forgetIdentities(platform)
  return opened
}

const endClients = async (tx: Tx, organisationId: string, now: Date): Promise<void> => {
  const ended = await tx
    .updateTable('api_client')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  const ids = ended.map((row) => row.id)
  if (ids.length > 0) await tx.deleteFrom('api_token').where('client_id', 'in', ids).execute()
}
