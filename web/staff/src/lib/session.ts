import { type Me, may, type Permission } from '@redbridge/contract'
import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { ApiError, api } from './api.ts'
import { dropDrafts } from './session-draft.ts'

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
    dropDrafts()
    forgetPerson(client)
  }
}

/**
 * Nobody is signed in any more: nothing that one person saw may be left for the next one at this machine. The entry of
 * the session itself stays, because the frame watches it and goes to the sign-in page.
 */
export function forgetPerson(client: QueryClient): void {
  client.setQueryData(sessionQuery.queryKey, null)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  client.getMutationCache().clear()
}
