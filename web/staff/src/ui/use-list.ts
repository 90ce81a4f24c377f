import type { Page } from '@redbridge/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../lib/api.ts'
import { type FilterSpec, type FilterValues, readFilters, writeFilters } from '../lib/filters.ts'
import { useSearchWords } from '../lib/use-search.ts'

export interface ListOptions {
  /** first part of the query key, also what gets refreshed after a change */
  name: string
  path: string
  specs: readonly FilterSpec[]
  /** query words that are no filters of the list */
  fixed?: Readonly<Record<string, string>>
}

/** A paged list whose filters and page live in the address. */
export function useList<T>({ name, path, specs, fixed }: ListOptions) {
  const [search, change] = useSearchWords()
  const values = useMemo(() => readFilters(specs, search), [specs, search])
  const page = Math.max(1, Number(search.page) || 1)
  const size = [20, 50, 100, 200].includes(Number(search.size)) ? Number(search.size) : 50
  const filter = useMemo(() => writeFilters(specs, values), [specs, values])
  const request = { ...fixed, ...filter, page, size }
  const query = useQuery({
    queryKey: [name, request],
    queryFn: ({ signal }) => api.get<Page<T>>(path, request, signal),
    placeholderData: keepPreviousData,
  })
  return {
    query,
    values,
    /** the filters as the API takes them, empty ones left out */
    filter: useMemo(() => Object.fromEntries(Object.entries(filter).filter(([, v]) => v !== '')), [filter]),
    page,
    size,
    filtered: Object.keys(values).length > 0,
    setFilter: (key: string, chosen: readonly string[]) =>
      change({ ...writeFilters(specs, { ...values, [key]: chosen } as FilterValues), page: '' }),
    clear: () => change({ ...Object.fromEntries(specs.map((s) => [s.key, ''])), page: '' }),
    setPage: (next: number, nextSize: number) =>
      change({ page: next > 1 ? String(next) : '', size: nextSize === 50 ? '' : String(nextSize) }),
  }
}
export type List<T> = ReturnType<typeof useList<T>>
