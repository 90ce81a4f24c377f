import type { AssistanceDetail, BridgePlatforms, Catalogue, Memoranda } from '@redbridge/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

export const catalogueQuery = queryOptions({
  queryKey: ['assistance-catalogue'],
  queryFn: ({ signal }) => api.get<Catalogue>('/api/assistance/catalogue', {}, signal),
  staleTime: 10 * 60_000,
})

export const bridgePlatformsQuery = queryOptions({
  queryKey: ['assistance-platforms'],
  queryFn: ({ signal }) => api.get<BridgePlatforms>('/api/assistance/platforms', {}, signal),
  staleTime: 10 * 60_000,
})

/** A request as its screens show it; `version` of the matter, so that it is read again when the matter has moved. */
export const requestQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['assistance-request', id, version],
    queryFn: ({ signal }) =>
      api.get<AssistanceDetail>(`/api/assistance/requests/${encodeURIComponent(id)}`, {}, signal),
  })

export const memorandaQuery = queryOptions({
  queryKey: ['assistance-memoranda'],
  queryFn: ({ signal }) => api.get<Memoranda>('/api/assistance/memoranda', {}, signal),
})
