import { expect, it } from 'vitest'
import { periodKeysAround } from './period-keys.ts'

it('offers the next two and the last two periods', () => {
  expect(periodKeysAround(new Date('2026-08-01T00:00:00Z'))).toEqual(['2027-01', '2027-07', '2026-07', '2026-01'])
  expect(periodKeysAround(new Date('2026-01-10T00:00:00Z'))).toEqual(['2026-07', '2027-01', '2026-01', '2025-07'])
  // New Year comes earlier in Shanghai than in Greenwich.
  expect(periodKeysAround(new Date('2026-12-31T17:00:00Z'))[0]).toBe('2027-07')
})
