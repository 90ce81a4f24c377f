import { calendarWith, type DeadlineRule, holdsOn, rulesWith, type WorkingCalendar } from '@redbridge/law'
import type { Tx } from '../../platform/db/pool.ts'
import { readInForce } from './law.store.ts'

/** The law as it stands in this installation: what came with the program, and what administrators changed. */
export interface Law {
  readonly calendar: WorkingCalendar
  readonly rules: readonly DeadlineRule[]
  /** The limit on the day on which its clock starts. Throws when there is none: whoever names an id relies on it. */
  rule(id: string, day: string): DeadlineRule
}

let known: { readonly token: string; readonly law: Law } | undefined

const lawOf = ({ changes, orders }: Awaited<ReturnType<typeof readInForce>>): Law => {
  const rules = rulesWith(changes)
  const byId = Map.groupBy(rules, ({ id }) => id)
  return {
    calendar: calendarWith(orders),
    rules,
    rule: (id, day) => {
      const rule = byId.get(id)?.find((one) => holdsOn(one, day))
      if (!rule) throw new Error(`No time limit ${id} on ${day}`)
      return rule
    },
  }
}

/**
 * Limits and calendar for this transaction. Kept in memory while `law_state.token` is the same; the token is read before
 * the rows, so that what is kept is never older than its token.
 */
export const loadLaw = async (tx: Tx): Promise<Law> => {
  const { token } = await tx.selectFrom('law_state').select('token').executeTakeFirstOrThrow()
  if (known?.token === token) return known.law
  const law = lawOf(await readInForce(tx))
  known = { token, law }
  return law
}
