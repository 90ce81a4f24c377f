import { useMemo } from 'react'
import type { FilterSpec } from '../../lib/filters.ts'
import { usePeriods, usePlatforms } from '../../lib/use-choices.ts'
import { problemFilters } from './problem-filters.ts'

export function useProblemFilters(): readonly FilterSpec[] {
  const platforms = usePlatforms()
  const periods = usePeriods()
  return useMemo(
    () =>
      problemFilters(
        platforms,
        periods.map((p) => p.key),
      ),
    [platforms, periods],
  )
}
