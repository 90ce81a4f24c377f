import { holdsOn } from '../../dated.ts'
import type { DeadlineRule } from '../deadline-rule.ts'
import { COMPLAINT_RULES } from './complaints.ts'
import { CRIME_RULES } from './crimes.ts'
import { PENALTY_RULES } from './penalties.ts'
import { PLATFORM_RULES } from './platforms.ts'
import { PROPOSED_RULES } from './proposals.ts'
import { PUBLICITY_RULES } from './publicity.ts'

/** Every time limit we know: one row for each limit and each span of days on which it holds unchanged. */
export const DEADLINE_RULES: readonly DeadlineRule[] = [
  ...COMPLAINT_RULES,
  ...PENALTY_RULES,
  ...CRIME_RULES,
  ...PUBLICITY_RULES,
  ...PLATFORM_RULES,
  ...PROPOSED_RULES,
]

/**
 * The limit `id` as it stands on `day` ('YYYY-MM-DD', Asia/Shanghai): the day on which its clock starts, which keeps it.
 * Undefined when there is none then. Source: DEADLINE_RULES, without what administrators changed.
 * @example findDeadlineRule('complaint_mediation', '2026-04-14')?.unit // 'working_day', 45 of them
 * @example findDeadlineRule('complaint_mediation', '2026-04-15')?.unit // 'calendar_day', 60 of them
 */
export const findDeadlineRule = (id: string, day: string): DeadlineRule | undefined =>
  DEADLINE_RULES.find((rule) => rule.id === id && holdsOn(rule, day))
