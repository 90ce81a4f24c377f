import type { LawDeadline, LawDeadlineVersion } from '@redbridge/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { useMay, useMe } from '../../lib/session.ts'

export const limitsQuery = queryOptions({
  queryKey: ['law', 'deadlines'],
  queryFn: ({ signal }) => api.get<LawDeadline[]>('/api/law/deadlines', {}, signal),
})

/** The version in force; where none is, the last one. */
export const currentOf = (limit: LawDeadline): LawDeadlineVersion =>
  limit.versions.find((one) => one.inForce) ?? (limit.versions.at(-1) as LawDeadlineVersion)

/** Administrators of the national or a provincial bureau keep the law; the server asks the same. */
export function useMayKeepLaw(): boolean {
  const may = useMay()
  const { division } = useMe().organisation
  return may('law.manage') && division.endsWith('0000')
}
