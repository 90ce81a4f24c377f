import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Search } from './search.ts'

/** The address's search words and how to change some of them ('' or undefined removes one). */
export function useSearchWords(): [
  Search,
  (change: Readonly<Record<string, string | undefined>>, replace?: boolean) => void,
] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change = useCallback(
    (next: Readonly<Record<string, string | undefined>>, replace = false) => {
      const merge = (old: Search) => {
        const merged = Object.entries({ ...old, ...next }).filter(([, v]) => v !== undefined && v !== '')
        return Object.fromEntries(merged)
      }
      void navigate({ to: '.', search: merge as never, replace, resetScroll: false })
    },
    [navigate],
  )
  return [search, change]
}
