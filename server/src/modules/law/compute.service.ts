import type { ComputedDeadline, ComputeQuery } from '@redbridge/contract'
import {
  type ComputableRule,
  computeDeadline,
  type DeadlineInput,
  type DeadlineRule,
  holdsOn,
  needsConfirmation,
} from '@redbridge/law'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { checkDay } from './law.service.ts'
import { type Law, loadLaw } from './load-law.ts'

const fault = (pointer: string, message: string): AppError =>
  new AppError('bad_request', { errors: [{ pointer, message }] })

const ruleFor = (law: Law, query: ComputeQuery): DeadlineRule | ComputableRule => {
  const { rule: id, amount, unit, restDay = 'next_working_day' } = query
  if (id !== undefined) {
    const rule = law.rules.find((one) => one.id === id && holdsOn(one, query.start))
    if (!rule) throw new AppError('not_found')
    return rule
  }
  if (amount === undefined || unit === undefined)
    throw fault('/rule', '请选择期限，或者填写数量和单位 / choose a limit, or give amount and unit')
  return { amount, unit, restDay }
}

const spansOf = ({ tolled, tollReason }: ComputeQuery): NonNullable<DeadlineInput['tolled']> =>
  (tolled?.split(',') ?? []).map((span) => {
    const [from = '', to = ''] = span.split('..')
    checkDay(from, '/tolled')
    if (to !== '') checkDay(to, '/tolled')
    return {
      from,
      to: to === '' ? null : to,
      reason: { zh: tollReason || '依法扣除', en: tollReason || 'excluded by law' },
    }
  })

const grantsOf = (
  { extended }: ComputeQuery,
  rule: DeadlineRule | ComputableRule,
): NonNullable<DeadlineInput['extensions']> => {
  if (extended === undefined) return []
  const extension = 'extension' in rule ? rule.extension : undefined
  if (!extension) throw fault('/extended', '该期限不可延长 / this limit is not extendable')
  return extended.split(',').map((on) => {
    checkDay(on, '/extended')
    return { amount: extension.amount, unit: extension.unit, approver: extension.approver.zh, on }
  })
}

/** The deadline calculator: any limit from any day, with its working. Nothing is stored. */
export const compute = (ctx: Ctx, query: ComputeQuery): Promise<ComputedDeadline> =>
  ctx.tx(async (tx) => {
    checkDay(query.start, '/start')
    const law = await loadLaw(tx)
    const rule = ruleFor(law, query)
    const input: DeadlineInput = {
      rule,
      startedOn: query.start,
      startEvent: 'startEvent' in rule ? rule.startEvent : { zh: '起算事件', en: 'start event' },
      ...(query.startedAt === undefined ? {} : { startedAt: query.startedAt }),
      tolled: spansOf(query),
      extensions: grantsOf(query, rule),
      calendar: law.calendar,
    }
    try {
      const { dueAt, ...found } = computeDeadline(input)
      return {
        ...found,
        dueAt: dueAt ?? null,
        flags: [...found.flags],
        working: { zh: [...found.working.zh], en: [...found.working.en] },
        unconfirmed: 'source' in rule && needsConfirmation(rule),
      }
    } catch (error) {
      // What cannot be counted: an interval that ends before it begins, a year outside the tables.
      if (error instanceof RangeError) throw fault('/start', error.message)
      throw error
    }
  })
