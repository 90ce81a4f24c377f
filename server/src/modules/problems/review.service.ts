import type { BulkResult, PushAction, ReviewAction, VerifyAction, WithdrawAction } from '@redbridge/contract'
import { getRuleValue } from '@redbridge/law'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'
import { type BulkOutcome, bulkMove } from './bulk-move.ts'
import type { ExclusionCode } from './exclusions.ts'
import { findFailingCorrections } from './recheck.ts'

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
  const move = { event, selection, preview, reason, forPlatform: false, exclude, set }
  return ctx.tx(async (tx) => (await bulkMove(ctx, tx, move)).result)
}

/** Pushes confirmed problems to their platforms, with a day by which each is to be answered. */
export const push = (ctx: Ctx, input: z.output<typeof PushAction>): Promise<BulkResult> => {
  const now = ctx.platform.clock.now()
  if (input.answerDueOn < dayOf(now))
    throw new AppError('bad_request', {
      errors: [{ pointer: '/answerDueOn', message: '反馈期限不得早于今日 / not before today' }],
    })
  const set = [
    sql`pushed_at = ${now}`,
    sql`answer_due_on = ${input.answerDueOn}`,
    sql`push_message = ${input.message ?? null}`,
  ]
  const { selection, preview, message } = input
  return ctx.tx(async (tx) => {
    const outcome = await bulkMove(ctx, tx, {
      event: 'push',
      selection,
      preview,
      reason: message,
      forPlatform: true,
      set,
    })
    await tellPlatforms(ctx, tx, outcome, (n) => ({
      kind: 'pushed',
      zh: `推送问题经营主体 ${n} 户，请于 ${input.answerDueOn} 前反馈处置结果`,
      en: `${n} problem operators pushed; answer by ${input.answerDueOn}`,
      link: '/problems?state=pushed',
    }))
    return outcome.result
  })
}

/** Takes pushed problems back before they are answered. */
export const withdraw = (ctx: Ctx, input: z.output<typeof WithdrawAction>): Promise<BulkResult> => {
  const set = [sql`pushed_at = NULL`, sql`answer_due_on = NULL`, sql`push_message = NULL`]
  const { selection, preview, reason } = input
  return ctx.tx(async (tx) => {
    const outcome = await bulkMove(ctx, tx, { event: 'withdraw', selection, preview, reason, forPlatform: true, set })
    await tellPlatforms(ctx, tx, outcome, (n) => ({
      kind: 'withdrawn',
      zh: `已撤回推送的问题经营主体 ${n} 户：${reason}`,
      en: `${n} pushed problem operators were withdrawn: ${reason}`,
      link: '/problems',
    }))
    return outcome.result
  })
}

/**
 * Closes answered problems as verified, or returns them. Corrections are held against the register again: a bulk
 * verification leaves out those that still disagree; one alone may be verified by the person who looked at it.
 */
export const verify = (ctx: Ctx, input: z.output<typeof VerifyAction>): Promise<BulkResult> => {
  const returns = input.event === 'return'
  if (returns && !input.reason) throw new AppError('reason_required')
  const now = ctx.platform.clock.now()
  const again = addDays(dayOf(now), getRuleValue('returned_answer_days', dayOf(now)))
  const set = returns ? [sql`answer_due_on = greatest(p.answer_due_on, ${again}::date)`] : [sql`verified_at = ${now}`]
  const { selection, preview, event, reason } = input
  const single = 'ids' in selection && selection.ids.length === 1
  return ctx.tx(async (tx) => {
    const failing = returns || single ? [] : await findFailingCorrections(ctx, tx, selection)
    const exclude: Exclude[] = failing.length > 0 ? [['recheck_failed', sql`p.id = ANY(${failing})`]] : []
    const outcome = await bulkMove(ctx, tx, { event, selection, preview, reason, forPlatform: true, exclude, set })
    if (returns)
      await tellPlatforms(ctx, tx, outcome, (n) => ({
        kind: 'returned',
        zh: `退回重办问题经营主体 ${n} 户：${reason}`,
        en: `${n} answers were returned: ${reason}`,
        link: '/problems?state=returned',
      }))
    return outcome.result
  })
}

const tellPlatforms = async (
  ctx: Ctx,
  tx: Tx,
  outcome: BulkOutcome,
  text: (count: number) => { kind: string; zh: string; en: string; link: string },
): Promise<void> => {
  const from = ctx.actor.organisation.id
  const notices = outcome.platforms.map(({ id, count }) => ({ to: id, from, ...text(count) }))
  await sendNotices(tx, notices, ctx.platform.clock.now())
}
