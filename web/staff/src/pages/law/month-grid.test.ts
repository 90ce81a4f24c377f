import { expect, it } from 'vitest'
import { monthGrid } from './month-grid.ts'

it('lays a month out from Monday to Sunday', () => {
  // Feb 1 2026 was a Sunday, Feb 28 a Saturday
  const february = monthGrid(2026, 2)
  expect(february).toHaveLength(5)
  expect(february[0]).toEqual(['', '', '', '', '', '', '2026-02-01'])
  expect(february[4]).toEqual(['2026-02-23', '2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', ''])
  expect(monthGrid(2024, 2).flat().filter(Boolean)).toHaveLength(29)
})
