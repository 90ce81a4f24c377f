import type { ServiceLevel } from '@redbridge/contract'
import { expect, test } from 'vitest'
import { barsOf, formatHours, headlineOf, monthsOf, rowsOf, trendOf, wholeOf } from './levels.ts'

const level = (month: string, p50: number | null, more: Partial<ServiceLevel> = {}): ServiceLevel => ({
  ...{ month, by: 'all', organisationId: null, name: '', requests: 5, receipts: 5, receiptP50: 1, receiptP90: 2 },
  ...{ answers: p50 === null ? 0 : 4, answerP50: p50, answerP90: p50 === null ? null : p50 * 2 },
  ...{ inTime: 3, refused: 1, open: 0, ...more },
})
const items = [
  level('2026-09', 30),
  level('2026-11', 18.04),
  level('2026-10', 24),
  level('2026-11', 12, { by: 'platform', name: '甲', requests: 2 }),
  level('2026-11', 20, { by: 'platform', name: '乙', requests: 3 }),
  level('2026-11', 9, { by: 'bureau', name: '丙' }),
]

test('months, rows and the whole are taken from the published figures', () => {
  expect(monthsOf(items)).toEqual(['2026-11', '2026-10', '2026-09'])
  expect(rowsOf(items, '2026-11', 'platform').map((one) => one.name)).toEqual(['乙', '甲'])
  expect(rowsOf(items, '2026-10', 'platform')).toEqual([])
  expect(wholeOf(items, '2026-10')?.answerP50).toBe(24)
  expect(trendOf(items, '2026-10').map((one) => one.month)).toEqual(['2026-09', '2026-10'])
})

test('the title says how long half of the answers took, beside the month before', () => {
  expect(headlineOf(trendOf(items, '2026-11'))).toEqual({ key: 'headFaster', hours: '18', by: '6', n: 4 })
  expect(headlineOf([level('2026-10', 10), level('2026-11', 12.5)]).key).toBe('headSlower')
  expect(headlineOf([level('2026-10', 10), level('2026-11', 10.04)]).key).toBe('headSame')
  expect(headlineOf([level('2026-11', 10)]).key).toBe('headOne')
  expect(headlineOf([level('2026-11', null)])).toEqual({ key: 'headNone', n: 5 })
  expect(headlineOf([])).toEqual({ key: 'headNone', n: 0 })
})

test('bars are shares of the longest line', () => {
  const bars = barsOf([level('2026-10', 10), level('2026-11', null)])
  expect(bars.map(({ end50, end90 }) => [end50, end90])).toEqual([
    [50, 100],
    [0, 0],
  ])
})

test('hours have one decimal', () => {
  expect([formatHours(null), formatHours(0.04), formatHours(1234.56)]).toEqual(['—', '0', '1,234.6'])
})
