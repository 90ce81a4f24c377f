import type { MatterKind } from '@redbridge/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../lib/api.ts'

/** The kinds of matter that the caller's organisation has to do with; they change with a release only. */
export const kindsQuery = queryOptions({
  queryKey: ['matter-kinds'],
  queryFn: ({ signal }) => api.get<{ items: MatterKind[] }>('/api/matter-kinds', {}, signal),
  staleTime: 30 * 60_000,
})

export function useKinds(): readonly MatterKind[] {
  const { data } = useQuery(kindsQuery)
  return useMemo(() => data?.items ?? [], [data])
}
