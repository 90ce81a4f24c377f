import type { OrganisationKind } from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../lib/api.ts'

interface FoundOrganisation {
  id: string
  name: string
  kind: OrganisationKind
  division: string
}

/** Organisations one may have a matter with, by part of the name; asked for when typing pauses. `near`: without platforms elsewhere. */
export function useMatterOrganisations(kinds: readonly OrganisationKind[], text: string, near = false) {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 250)
    return () => clearTimeout(timer)
  }, [text])
  const query = useQuery({
    queryKey: ['matter-organisations', kinds, settled, near],
    queryFn: ({ signal }) =>
      api.get<{ items: FoundOrganisation[] }>(
        '/api/matter-organisations',
        { kinds, q: settled, near: String(near) },
        signal,
      ),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  })
  return { items: query.data?.items ?? [], searching: query.isFetching }
}
