import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  baseCalendar,
  type ClockUnit,
  computeDeadline,
  DEADLINE_RULES,
  type DeadlineInput,
  type TolledInterval,
} from '../index.ts'
import { dayText, yearStart } from './day-number.ts'
import { dayByDay, dayByDayBack } from './testing/day-by-day.ts'

const words = { zh: '事由', en: 'matter' }
const FROM = yearStart(2016)
const day = fc.integer({ min: FROM, max: yearStart(2026) + 200 }).map(dayText)
const unit = fc.constantFrom<ClockUnit>('working_day', 'calendar_day', 'month', 'year', 'hour')
/** few months and years, more days: what statutes use */
const time = fc
  .tuple(unit, fc.integer({ min: 0, max: 100 }))
  .map(([one, n]) => ({ unit: one, amount: one === 'year' ? n % 4 : one === 'month' ? n % 13 : n }))
const interval = fc.record({ at: fc.integer({ min: -20, max: 150 }), length: fc.integer({ min: 0, max: 40 }) })

const input: fc.Arbitrary<DeadlineInput> = fc
  .record({
    rule: fc.tuple(time, fc.constantFrom('next_working_day' as const, 'stands' as const)),
    start: fc.integer({ min: FROM, max: yearStart(2026) + 60 }),
    tolled: fc.array(interval, { maxLength: 3 }),
    open: fc.option(fc.integer({ min: -5, max: 120 }), { freq: 4 }),
    extensions: fc.array(time, { maxLength: 2 }),
  })
  .map(({ rule: [limit, restDay], start, tolled, open, extensions }) => ({
    rule: { ...limit, restDay },
    startedOn: dayText(start),
    startEvent: words,
    tolled: [
      ...tolled.map(
        ({ at, length }): TolledInterval => ({
          from: dayText(start + at),
          to: dayText(start + at + length),
          reason: words,
        }),
      ),
      ...(open === null ? [] : [{ from: dayText(start + open), to: null, reason: words }]),
    ],
    extensions: extensions.map((one) => ({ ...one, approver: '局长', on: dayText(start) })),
    calendar: baseCalendar,
  }))

describe('the fast way against one day after another', () => {
  it('any limit with tolled intervals, one of them perhaps open, and extensions', () => {
    fc.assert(
      fc.property(input, (one) => {
        const found = computeDeadline(one)
        const slow = dayByDay(one)
        expect(found.dueOn).toBe(slow.dueOn)
        expect(found.suspended?.remaining ?? null).toBe(slow.remaining)
        expect(found.working.zh).toHaveLength(found.working.en.length)
        if (found.dueOn) expect(found.working.zh.join('')).toContain(found.dueOn)
      }),
      { numRuns: 2000 },
    )
  })

  it('the rest days told in the working are the rest days passed over', () => {
    fc.assert(
      fc.property(input, (one) => {
        const inWorkingDays = { ...one, rule: { ...one.rule, unit: 'working_day' as const }, extensions: [] }
        const told = /休息日共(\d+)日/.exec(computeDeadline(inWorkingDays).working.zh.join(''))?.[1] ?? '0'
        expect(Number(told)).toBe(dayByDay(inWorkingDays).rested)
      }),
      { numRuns: 1000 },
    )
  })

  it('back from an event', () => {
    fc.assert(
      fc.property(time, day, (limit, startedOn) => {
        const one = {
          rule: { ...limit, kind: 'act_before' as const },
          startedOn,
          startEvent: words,
          calendar: baseCalendar,
        }
        expect(computeDeadline(one).dueOn).toBe(dayByDayBack(one))
      }),
      { numRuns: 1000 },
    )
  })

  it('a later start never ends earlier, a longer limit never ends earlier', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 30 }), (one, more) => {
        const settled = { ...one, tolled: [], extensions: [] }
        const longer = { ...settled, rule: { ...settled.rule, amount: settled.rule.amount + more } }
        const [due, later] = [computeDeadline(settled).dueOn as string, computeDeadline(longer).dueOn as string]
        expect(later >= due).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('every row of the table', () => {
  const starts = ['2025-12-25', '2026-01-31', '2026-02-10', '2026-04-14', '2026-04-15', '2026-09-18']
  for (const rule of DEADLINE_RULES)
    it(`${rule.ref} ${rule.id} from ${rule.from}`, () => {
      for (const startedOn of starts.filter((one) => rule.from <= one && (!rule.to || one < rule.to))) {
        const plain = { rule, startedOn, startEvent: rule.startEvent, calendar: baseCalendar }
        const back = rule.kind === 'act_before' || rule.kind === 'looks_back'
        expect(computeDeadline(plain).dueOn).toBe(back ? dayByDayBack(plain) : dayByDay(plain).dueOn)
        if (back) continue
        const { extension } = rule
        const busy: DeadlineInput = {
          ...plain,
          tolled: [{ from: '2026-02-12', to: '2026-02-25', reason: rule.tolling ?? words }],
          extensions: extension ? [{ ...extension, approver: extension.approver.zh, on: startedOn }] : [],
        }
        expect(computeDeadline(busy).dueOn).toBe(dayByDay(busy).dueOn)
      }
      expect(starts.some((one) => rule.from <= one && (!rule.to || one < rule.to))).toBe(true)
    })
})
