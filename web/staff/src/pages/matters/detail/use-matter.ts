import type { MatterDetail } from '@redbridge/contract'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { refreshMatters } from '../refresh.ts'

export const matterPath = (id: string): string => `/api/matters/${encodeURIComponent(id)}`

export const matterQuery = (id: string) =>
  queryOptions({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => api.get<MatterDetail>(matterPath(id), {}, signal),
  })

/** A change of an open matter whose answer is the matter as it is now. */
export function useMatterChange<V>(id: string, send: (input: V) => Promise<MatterDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (matter) => {
      client.setQueryData(matterQuery(id).queryKey, matter)
      void refreshMatters(client)
    },
  })
}
