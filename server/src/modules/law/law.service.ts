import type { LawDeadline, NewLawChange } from '@redbridge/contract'
import { isKnownCitation } from '@redbridge/law'
import { audit } from '../../platform/audit.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Ctx } from '../../platform/platform.ts'
import { type ChangeRow, listChanges } from './law.store.ts'
import { deadlineViews, type Viewer } from './law.view.ts'
import { loadLaw } from './load-law.ts'

const NATION = '000000'

export const viewerOf = (ctx: Ctx): Viewer => ({
  organisationId: ctx.actor.organisation.id,
  national: ctx.actor.organisation.kind === 'bureau' && ctx.actor.organisation.division === NATION,
  today: dayOf(ctx.platform.clock.now()),
})

/** Only the national or a provincial bureau keeps the law, and a province leaves alone what the nation set. */
export const mayKeepLaw = (ctx: Ctx, standing: readonly { division: string; withdrawn_at: Date | null }[]): void => {
  const { kind, division } = ctx.actor.organisation
  const level = kind === 'bureau' && division.endsWith('0000')
  const nations = standing.some((row) => row.withdrawn_at === null && row.division === NATION)
  if (!level || (nations && division !== NATION)) throw new AppError('law_level_required')
}

/** A real day of the tables; PostgreSQL and the calendar would each refuse it in words of their own. */
export const checkDay = (day: string, pointer: string): void => {
  const time = Date.parse(`${day}T00:00:00Z`)
  const real = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day
  if (!real || day < '1990-01-01' || day > '2119-12-31')
    throw new AppError('bad_request', {
      errors: [{ pointer, message: '没有这一天，或者超出1990年至2119年 / no such day between 1990 and 2119' }],
    })
}

const viewsIn = async (ctx: Ctx, tx: Tx): Promise<LawDeadline[]> =>
  deadlineViews(await loadLaw(tx), await listChanges(tx), viewerOf(ctx))

const viewIn = async (ctx: Ctx, tx: Tx, id: string): Promise<LawDeadline> => {
  const found = (await viewsIn(ctx, tx)).find((one) => one.id === id)
  if (!found) throw new AppError('not_found')
  return found
}

export const listDeadlines = (ctx: Ctx): Promise<LawDeadline[]> => ctx.tx((tx) => viewsIn(ctx, tx))

/** 'PPR 18' must be in the data on that day; anything that does not look like a code is a document in words. */
const checkBasis = (basis: string | null, from: string): void => {
  if (basis === null || !/^[A-Z]{3}\b/.test(basis) || isKnownCitation(basis, from)) return
  throw new AppError('citation_unknown', { errors: [{ pointer: '/basis', message: basis }] })
}

/** From `input.from` on the limit reads so: a further version; clocks that run keep theirs. */
export const changeDeadline = (ctx: Ctx, id: string, input: NewLawChange): Promise<LawDeadline> =>
  ctx.tx(async (tx) => {
    const before = await viewIn(ctx, tx, id)
    const rows: ChangeRow[] = await listChanges(tx, id)
    mayKeepLaw(ctx, rows)
    checkDay(input.from, '/from')
    checkBasis(input.basis, input.from)
    const standing = before.versions.findLast((one) => one.from <= input.from) ?? before.versions[0]
    const values = {
      rule_id: id,
      from_day: input.from,
      amount: input.amount,
      unit: input.unit,
      rest_day: input.restDay ?? standing?.restDay ?? 'stands',
      basis: input.basis,
      confidence: input.confidence,
      source: input.source,
      reason: input.reason,
    }
    const changeId = newId('lch')
    const made = await tx
      .insertInto('deadline_change')
      .values({
        ...values,
        id: changeId,
        organisation_id: ctx.actor.organisation.id,
        by_user: ctx.actor.userId,
        created_at: ctx.platform.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) throw new AppError('deadline_change_exists')
    const was = standing && {
      amount: standing.amount,
      unit: standing.unit,
      basis: standing.basis,
      confidence: standing.confidence,
    }
    const now = { amount: values.amount, unit: values.unit, basis: values.basis, confidence: values.confidence }
    const detail = { changeId, from: input.from, before: was, after: now, source: input.source, reason: input.reason }
    await audit(tx, ctx.actor, { action: 'law.deadline_change', subjectKind: 'deadline', subjectId: id, detail })
    return viewIn(ctx, tx, id)
  })

/** Withdraws a change of one's own bureau (the nation's administrators: any). The row stays, the limit reads as before. */
export const withdrawChange = (
  ctx: Ctx,
  { id, changeId }: { id: string; changeId: string },
  reason: string,
): Promise<LawDeadline> =>
  ctx.tx(async (tx) => {
    const viewer = viewerOf(ctx)
    const found = await tx
      .updateTable('deadline_change')
      .set({ withdrawn_at: ctx.platform.clock.now(), withdrawn_by: ctx.actor.userId, withdraw_reason: reason })
      .where('id', '=', changeId)
      .where('rule_id', '=', id)
      .where('withdrawn_at', 'is', null)
      .$if(!viewer.national, (query) => query.where('organisation_id', '=', viewer.organisationId))
      .returning('id')
      .executeTakeFirst()
    if (!found) throw new AppError('not_found')
    const detail = { changeId, reason }
    await audit(tx, ctx.actor, { action: 'law.deadline_withdraw', subjectKind: 'deadline', subjectId: id, detail })
    return viewIn(ctx, tx, id)
  })
