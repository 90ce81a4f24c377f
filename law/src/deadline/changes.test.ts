import { describe, expect, it } from 'vitest'
import { DEADLINE_RULES, type DeadlineChange, type DeadlineRule, holdsOn, rulesWith } from '../index.ts'

const change = (ruleId: string, from: string, more: Partial<DeadlineChange> = {}): DeadlineChange => ({
  ruleId,
  from,
  amount: 30,
  unit: 'calendar_day',
  restDay: 'next_working_day',
  basis: null,
  confidence: 'read',
  source: 'order read',
  ...more,
})
const on = (rules: readonly DeadlineRule[], id: string, day: string): DeadlineRule | undefined =>
  rules.find((rule) => rule.id === id && holdsOn(rule, day))

describe('changes of administrators', () => {
  it('without any, the rules are those of the data', () => expect(rulesWith([])).toEqual(DEADLINE_RULES))

  it('a change holds from its day on and leaves what was before', () => {
    const rules = rulesWith([change('lead_acceptance', '2026-09-01')])
    expect(on(rules, 'lead_acceptance', '2026-08-31')).toMatchObject({
      amount: 5,
      unit: 'working_day',
      to: '2026-09-01',
    })
    expect(on(rules, 'lead_acceptance', '2026-09-01')).toMatchObject({
      amount: 30,
      unit: 'calendar_day',
      to: null,
      confidence: 'read',
      ref: 'W',
      startEvent: { zh: '收到移送线索' },
    })
    expect(rules.filter(({ id }) => id !== 'lead_acceptance')).toEqual(
      DEADLINE_RULES.filter(({ id }) => id !== 'lead_acceptance'),
    )
  })

  it('a later version of ours takes over from an earlier change', () => {
    const rules = rulesWith([change('complaint_mediation', '2026-01-01')])
    expect(on(rules, 'complaint_mediation', '2025-12-31')?.amount).toBe(45)
    expect(on(rules, 'complaint_mediation', '2026-04-14')?.amount).toBe(30)
    expect(on(rules, 'complaint_mediation', '2026-04-15')?.amount).toBe(60)
  })

  it('of two that begin on one day the change holds', () => {
    const rules = rulesWith([change('complaint_mediation', '2026-04-15', { amount: 61 })])
    expect(on(rules, 'complaint_mediation', '2026-04-15')?.amount).toBe(61)
    expect(on(rules, 'complaint_mediation', '2026-04-14')?.amount).toBe(45)
  })

  it('whoever names another provision loses the one about working days', () => {
    const stays = change('fine_payment', '2026-01-01', { basis: 'APL 67(3)', amount: 15 })
    expect(on(rulesWith([stays]), 'fine_payment', '2026-06-01')?.unitBasis).toBe('APL 85')
    const other = change('hearing_request', '2026-01-01', { basis: 'PPR' })
    expect(on(rulesWith([other]), 'hearing_request', '2026-06-01')?.unitBasis).toBeUndefined()
  })

  it('several changes follow each other', () => {
    const rules = rulesWith([change('clue_check', '2027-01-01', { amount: 20 }), change('clue_check', '2026-06-01')])
    expect(rules.filter(({ id }) => id === 'clue_check').map(({ from, to, amount }) => [from, to, amount])).toEqual([
      ['2021-07-15', '2026-06-01', 15],
      ['2026-06-01', '2027-01-01', 30],
      ['2027-01-01', null, 20],
    ])
  })
})
