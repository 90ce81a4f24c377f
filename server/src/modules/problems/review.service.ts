import type { BulkResult, PushAction, ReviewAction, VerifyAction, WithdrawAction } from '@redbridge/contract'
import { getRuleValue } from '@redbridge/law'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import type { ExclusionCode } from './exclusions.ts'
import { matterMove } from './matter-move.ts'
import { findFailingCorrections } from './recheck.ts'
import { reviewMove } from './review-move.ts'

type Exclude = readonly [ExclusionCode, RawBuilder<unknown>]

/** Found by rule in tiers T1–T3. What is not must be looked at: named, not swept up by a filter. */
const NOT_BY_RULE = sql`(p.kind IS NULL OR p.undecided_reason IS NOT NULL OR p.tier = 'name_unique' OR p.state = 'undecided')`

/** The bureau's own review: confirm, dismiss with a reason, leave undecided, open again. */
export const review = (ctx: Ctx, input: z.output<typeof ReviewAction>): Promise<BulkResult> => {
  if (input.event === 'dismiss' && !input.reason) throw new AppError('reason_required')
  const decides = input.event === 'confirm' || input.event === 'dismiss'
  const named = 'ids' in input.selection
  const exclude: Exclude[] = []
  if (decides && !named) exclude.push(['needs_person', NOT_BY_RULE])
  const kind = input.event === 'confirm' && named ? (input.kind ?? null) : null
  if (input.event === 'confirm' && kind === null) exclude.push(['kind_needed', sql`p.kind IS NULL`])
  const set = kind
    ? [
        sql`kind = ${kind}`,
        sql`kinds = CASE WHEN ${kind} = ANY(p.kinds) THEN p.kinds ELSE array_prepend(${kind}, p.kinds) END`,
      ]
    : []
  const { selection, preview, event, reason } = input
  const move = { event, selection, preview, reason, exclude, set }
  return ctx.tx(async (tx) => (await reviewMove(ctx, tx, move)).result)
}

/** Pushes confirmed problems to their platforms, with a day by which each is to be answered: each becomes a matter. */
export const push = (ctx: Ctx, input: z.output<typeof PushAction>): Promise<BulkResult> => {
  if (input.answerDueOn < dayOf(ctx.platform.clock.now()))
    throw new AppError('bad_request', {
      errors: [{ pointer: '/answerDueOn', message: '反馈期限不得早于今日 / not before today' }],
    })
  const { selection, preview, message, answerDueOn } = input
  const form = { answerDueOn, ...(message ? { message } : {}) }
  return ctx.tx(
    async (tx) => (await matterMove(ctx, tx, { event: 'push', selection, preview, reason: message, form })).result,
  )
}

/** Takes pushed problems back before they are answered. */
export const withdraw = (ctx: Ctx, input: z.output<typeof WithdrawAction>): Promise<BulkResult> => {
  const { selection, preview, reason } = input
  return ctx.tx(
    async (tx) =>
      (await matterMove(ctx, tx, { event: 'withdraw', selection, preview, reason, form: { reason } })).result,
  )
}

/**
 * Closes answered problems as verified, or returns them. Corrections are held against the register again: a bulk
 * verification leaves out those that still disagree; one alone may be verified by the person who looked at it.
 */
export const verify = (ctx: Ctx, input: z.output<typeof VerifyAction>): Promise<BulkResult> => {
  const returns = input.event === 'return'
  if (returns && !input.reason) throw new AppError('reason_required')
  const today = dayOf(ctx.platform.clock.now())
  const again = addDays(today, getRuleValue('returned_answer_days', today))
  const { selection, preview, event, reason } = input
  const form = { ...(reason ? { reason } : {}), ...(returns ? { answerDueOn: again } : {}) }
  const single = 'ids' in selection && selection.ids.length === 1
  return ctx.tx(async (tx) => {
    const failing = returns || single ? [] : await findFailingCorrections(ctx, tx, selection)
    const exclude: Exclude[] = failing.length > 0 ? [['recheck_failed', sql`p.id = ANY(${failing})`]] : []
    return (await matterMove(ctx, tx, { event, selection, preview, reason, exclude, form })).result
  })
}
