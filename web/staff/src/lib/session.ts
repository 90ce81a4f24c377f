import { type Me, may, type Permission } from '@redbridge/contract'
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { ApiError, api } from './api.ts'

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await api.get<Me>('/api/session')
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** The signed-in person; only for screens inside the desk, where there always is one. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new ApiError(401, null)
  return data
}

export function useMay(): (permission: Permission) => boolean {
  const me = useMe()
  return (permission) => may(me.roles, permission)
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await api.delete('/api/session').catch(() => {})
    // Nothing that one person saw may be left for the next one at this machine.
    client.clear()
    client.setQueryData(sessionQuery.queryKey, null)
  }
}
