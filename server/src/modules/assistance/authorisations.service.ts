import type { Authorisation, NewAuthorisation } from '@redbridge/contract'
import { sql } from 'kysely'
import { isSandbox } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { levelOf } from '../organisations/index.ts'

const selectAuthorisations = (tx: Tx) =>
  tx
    .selectFrom('assistance_authorisation as a')
    .innerJoin('organisation as o', 'o.id', 'a.bureau_id')
    .selectAll('a')
    .select('o.name_zh as bureau_name')

const viewOf = (
  row: Awaited<ReturnType<ReturnType<typeof selectAuthorisations>['execute']>>[number],
): Authorisation => ({
  id: row.id,
  bureauId: row.bureau_id,
  bureauName: row.bureau_name,
  reaches: row.reaches as Authorisation['reaches'],
  documentNo: row.document_no,
  fromOn: row.from_on,
  toOn: row.to_on,
  grantedBy: row.granted_by,
  createdAt: row.created_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

/** Authorisations of every province: who may ask over a whole area is no secret among bureaus. */
export const listAuthorisations = (ctx: Ctx) =>
  ctx.tx(async (tx) => ({
    items: (await selectAuthorisations(tx).orderBy('a.created_at', 'desc').orderBy('a.id', 'desc').execute()).map(
      viewOf,
    ),
    mayGrant: await isHighest(ctx, tx),
  }))

/** The national bureau, or where it is not on the system the highest one: it enters the document it was sent. */
const isHighest = async (ctx: Ctx, tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ id: string | null }>`SELECT ledger_operator() AS id`.execute(tx)
  return rows[0]?.id === ctx.actor.organisation.id
}
const requireHighest = async (ctx: Ctx, tx: Tx): Promise<void> => {
  if (!(await isHighest(ctx, tx))) throw new AppError('authorisation_level')
}

const getProvince = async (tx: Tx, id: string): Promise<void> => {
  const bureau = await tx
    .selectFrom('organisation')
    .select(['kind', 'division'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (bureau?.kind === 'bureau' && levelOf(bureau.division) === 'province' && !isSandbox(bureau.division)) return
  throw new AppError('bad_request', {
    errors: [
      { pointer: '/bureauId', message: '只能授权省级市场监管部门 / only a provincial bureau can be authorised' },
    ],
  })
}

export const addAuthorisation = (ctx: Ctx, input: NewAuthorisation): Promise<Authorisation> =>
  ctx.tx(async (tx) => {
    await requireHighest(ctx, tx)
    await getProvince(tx, input.bureauId)
    if (input.toOn !== null && input.toOn < input.fromOn)
      throw new AppError('bad_request', {
        errors: [{ pointer: '/toOn', message: '早于起始日期 / before its first day' }],
      })
    const now = ctx.platform.clock.now()
    const id = newId('aut', now.getTime())
    await tx
      .insertInto('assistance_authorisation')
      .values({
        id,
        bureau_id: input.bureauId,
        reaches: [...new Set(input.reaches)],
        document_no: input.documentNo,
        from_on: input.fromOn,
        to_on: input.toOn,
        granted_by_id: ctx.actor.organisation.id,
        granted_by: ctx.actor.organisation.nameZh,
        created_at: now,
      })
      .execute()
    await audit(tx, ctx.actor, {
      action: 'assistance.authorise',
      subjectKind: 'assistance_authorisation',
      subjectId: id,
      detail: { ...input },
    })
    return viewOf(await selectAuthorisations(tx).where('a.id', '=', id).executeTakeFirstOrThrow())
  })

/** Ends an authorisation at once; requests already sent under it go on. Who granted it alone may. */
export const revokeAuthorisation = (ctx: Ctx, id: string): Promise<Authorisation> =>
  ctx.tx(async (tx) => {
    const revoked = await tx
      .updateTable('assistance_authorisation')
      .set({ revoked_at: ctx.platform.clock.now() })
      .where('id', '=', id)
      .where('granted_by_id', '=', ctx.actor.organisation.id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!revoked) throw new AppError('not_found')
    await audit(tx, ctx.actor, {
      action: 'assistance.revoke',
      subjectKind: 'assistance_authorisation',
      subjectId: id,
    })
    return viewOf(await selectAuthorisations(tx).where('a.id', '=', id).executeTakeFirstOrThrow())
  })
