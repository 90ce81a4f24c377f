import type { RequestCheck, RequestFault } from '@redbridge/contract'
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../lib/api.ts'

interface Body {
  readonly platformId: string
  readonly form: unknown
}
/** Typing pauses this long before the server is asked. */
const PAUSE = 500

const checkQuery = (body: Body) =>
  queryOptions({
    queryKey: ['assistance-check', body],
    queryFn: () => api.post<RequestCheck>('/api/assistance/check', body),
    enabled: body.platformId !== '',
    staleTime: 60_000,
    retry: false,
  })

/** Whether a request is lawful and whole, asked again when typing pauses. */
export function useCheck(body: Body) {
  const client = useQueryClient()
  const [settled, setSettled] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), PAUSE)
    return () => clearTimeout(timer)
  }, [body])
  const query = useQuery({ ...checkQuery(settled), placeholderData: keepPreviousData })
  return {
    ...query,
    asked: settled.platformId !== '',
    /** the faults of what stands there now; null where the server cannot say */
    now: async (): Promise<readonly RequestFault[] | null> => {
      try {
        return (await client.fetchQuery(checkQuery(body))).faults
      } catch {
        return null
      }
    },
  }
}
