import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed, PageSkeleton } from './screen-states.tsx'

interface Props<T> {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  skeleton?: ReactNode
}

/** Skeleton, failure or content of a query; content once loaded stays while it is read again. */
export function Loaded<T>({ query, children, skeleton }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  return skeleton ?? <PageSkeleton />
}
