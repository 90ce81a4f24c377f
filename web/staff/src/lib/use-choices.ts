import type { Organisation, Page, Period } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from './api.ts'

/** Platforms one may choose from; where reading fails, none: the screen works without the choice. */
export function usePlatforms(): { id: string; name: string }[] {
  const { data } = useQuery({
    queryKey: ['platforms'],
    queryFn: () => api.get<Page<Organisation>>('/api/organisations', { kind: 'platform', size: 200 }),
    staleTime: 5 * 60_000,
  })
  return useMemo(() => (data?.items ?? []).map((o) => ({ id: o.id, name: o.nameZh })), [data])
}

/** Reporting periods, the newest first. */
export function usePeriods(): Period[] {
  const { data } = useQuery({ queryKey: ['periods'], queryFn: () => api.get<Period[]>('/api/periods') })
  return useMemo(() => data ?? [], [data])
}
