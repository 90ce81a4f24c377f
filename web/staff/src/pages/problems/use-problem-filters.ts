import type { Organisation, Page, Period } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../lib/api.ts'
import type { FilterSpec } from '../../lib/filters.ts'
import { problemFilters } from './problem-filters.ts'

/** Platforms one may choose from; a failure leaves the filter empty, the list works without it. */
export function usePlatforms(): { id: string; name: string }[] {
  const { data } = useQuery({
    queryKey: ['platforms'],
    queryFn: () => api.get<Page<Organisation>>('/api/organisations', { kind: 'platform', size: 200 }),
    staleTime: 5 * 60_000,
  })
  return useMemo(() => (data?.items ?? []).map((o) => ({ id: o.id, name: o.nameZh })), [data])
}

export function usePeriods(): Period[] {
  const { data } = useQuery({ queryKey: ['periods'], queryFn: () => api.get<Period[] | Page<Period>>('/api/periods') })
  return useMemo(() => (Array.isArray(data) ? data : (data?.items ?? [])), [data])
}

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
