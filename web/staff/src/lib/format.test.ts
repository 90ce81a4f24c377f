import { describe, expect, it } from 'vitest'
import {
  daysUntil,
  formatBytes,
  formatDate,
  formatDuration,
  formatMonth,
  formatPeriod,
  formatShare,
  formatTime,
  isoDateOf,
} from './format.ts'

describe('figures and dates', () => {
  it('shows dates and times of Shanghai, wherever the browser is', () => {
    expect(formatTime('2026-07-15T17:05:00Z')).toBe('2026-07-16 01:05')
    expect(isoDateOf('2026-07-15T17:05:00Z')).toBe('2026-07-16')
    expect(formatDate('2026-07-15T17:05:00Z', 'zh')).toBe('2026年7月16日')
    expect(formatDate('2026-07-15', 'en')).toBe('15 Jul 2026')
    expect(formatDate(null, 'zh')).toBe('—')
  })
  it('counts days to a deadline by the Shanghai calendar', () => {
    const lateEvening = new Date('2026-07-15T15:59:00Z')
    expect(daysUntil('2026-07-15', lateEvening)).toBe(0)
    expect(daysUntil('2026-07-15', new Date('2026-07-15T16:01:00Z'))).toBe(-1)
    expect(daysUntil('2026-08-01', lateEvening)).toBe(17)
  })
  it('words periods, shares, sizes and durations', () => {
    expect(formatMonth('2026-11', 'zh')).toBe('2026年11月')
    expect(formatMonth('2026-11', 'en')).toBe('November 2026')
    expect(formatPeriod('2026-07', 'zh')).toBe('2026年7月')
    expect(formatPeriod('2026-01', 'en')).toBe('January 2026')
    expect(formatShare(1, 8)).toBe('12.5 %')
    expect(formatShare(1, 5000)).toBe('< 0.1 %')
    expect(formatShare(0, 0)).toBe('—')
    expect(formatBytes(999)).toBe('999 B')
    expect(formatBytes(243_000_000)).toBe('243 MB')
    expect(formatDuration(75, 'zh')).toBe('1 分 15 秒')
    expect(formatDuration(3725, 'en')).toBe('1 h 2 min')
  })
})
