import type { Batch } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../lib/api.ts'
import type { FilterSpec } from '../../lib/filters.ts'
import { usePeriods, usePlatforms } from '../../lib/use-choices.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { problemFilters } from './problem-filters.ts'

/** Filters with the names of platforms, periods and of the report one came from. */
export function useProblemFilters(): readonly FilterSpec[] {
  const platforms = usePlatforms()
  const periods = usePeriods()
  const [{ batchId }] = useSearchWords()
  const { data: batch } = useQuery({
    queryKey: ['batch', batchId],
    queryFn: () => api.get<Batch>(`/api/batches/${encodeURIComponent(batchId ?? '')}`),
    enabled: batchId !== undefined,
  })
  return useMemo(
    () =>
      problemFilters({
        platforms,
        periods: periods.map((p) => p.key),
        batch: batch ? { id: batch.id, platform: batch.platformName, period: batch.periodKey } : null,
      }),
    [platforms, periods, batch],
  )
}
