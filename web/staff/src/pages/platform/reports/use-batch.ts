import type { Batch } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'

export const isWorking = (batch: Pick<Batch, 'state'>): boolean =>
  batch.state === 'uploaded' || batch.state === 'checking'

/** A report, read every second while it is being checked. */
export const useBatch = (id: string) =>
  useQuery({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => api.get<Batch>(`/api/batches/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? 1000 : false),
  })
