import type { Confidence } from '../dated.ts'
import type { ClockUnit, DeadlineRule, RestDay } from './deadline-rule.ts'
import { DEADLINE_RULES } from './rules/index.ts'

/** What an administrator knows better: from a day on, a limit reads so. */
export interface DeadlineChange {
  readonly ruleId: string
  /** first day of start events it holds for */
  readonly from: string
  readonly amount: number
  readonly unit: ClockUnit
  readonly restDay: RestDay
  readonly basis: string | null
  readonly confidence: Confidence
  readonly source: string
}

/** What the change leaves alone stays as the limit has it on that day: title, start event, extension, tolling. */
const changed = (rule: DeadlineRule, change: DeadlineChange): DeadlineRule => {
  const { unitBasis, ...rest } = rule
  const { ruleId: _, ...figures } = change
  const same = change.basis === rule.basis && change.unit === rule.unit
  const until = rule.to !== null && rule.to > change.from ? rule.to : null
  return { ...rest, ...figures, to: until, ...(same && unitBasis ? { unitBasis } : {}) }
}

/**
 * All time limits with administrators' changes as further versions: nothing is overwritten. The version that began last
 * holds, be it ours or a change; of two that begin on one day the change. Ascending by first day within an id.
 * @example
 * rulesWith([{ ruleId: 'lead_acceptance', from: '2027-01-01', amount: 3, unit: 'working_day', restDay: 'stands',
 *   basis: null, confidence: 'read', source: '内部规定' }]).filter(({ id }) => id === 'lead_acceptance').length // 2
 */
export const rulesWith = (changes: readonly DeadlineChange[]): readonly DeadlineRule[] => {
  const byRule = Map.groupBy(changes, ({ ruleId }) => ruleId)
  return [...Map.groupBy(DEADLINE_RULES, ({ id }) => id)].flatMap(([id, versions]) => {
    const own = byRule.get(id)
    return own ? timeline(versions, own) : versions
  })
}

const timeline = (versions: readonly DeadlineRule[], changes: readonly DeadlineChange[]): DeadlineRule[] => {
  const baseOn = (day: string): DeadlineRule =>
    versions.findLast(({ from }) => from <= day) ?? (versions[0] as DeadlineRule)
  const taken = new Set(changes.map(({ from }) => from))
  const all = [
    ...versions.filter(({ from }) => !taken.has(from)),
    ...changes.map((change) => changed(baseOn(change.from), change)),
  ].sort((a, b) => (a.from < b.from ? -1 : 1))
  return all.map((rule, index) => {
    const next = all[index + 1]?.from ?? null
    return next !== null && (rule.to === null || next < rule.to) ? { ...rule, to: next } : rule
  })
}
