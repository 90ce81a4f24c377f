import { useCallback, useEffect, useMemo, useState } from 'react'
import type { RowSelection } from '../ui/data-table.tsx'

export interface Selection<T> extends RowSelection<T> {
  /** everything that the filter finds, on all pages */
  all: boolean
  rows: readonly T[]
  chooseAll(): void
  clear(): void
}

/** Which rows are chosen, over several pages; a changed filter (`scope`) begins anew. */
export function useSelection<T>(keyOf: (row: T) => string, scope: string): Selection<T> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map())
  const [all, setAll] = useState(false)
  const clear = useCallback(() => {
    setChosen(new Map())
    setAll(false)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter, another selection
  useEffect(clear, [scope])
  return useMemo(() => {
    const togglePage = (rows: readonly T[], on: boolean) => {
      setAll(false)
      setChosen((old) => {
        const next = new Map(old)
        for (const row of rows) on ? next.set(keyOf(row), row) : next.delete(keyOf(row))
        return next
      })
    }
    const has = (row: T) => all || chosen.has(keyOf(row))
    return {
      all,
      rows: [...chosen.values()],
      has,
      toggle: (row: T) => togglePage([row], !has(row)),
      togglePage,
      chooseAll: () => setAll(true),
      clear,
    }
  }, [all, chosen, keyOf, clear])
}
