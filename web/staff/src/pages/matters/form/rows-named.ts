import { createContext, useContext } from 'react'

/** Names of the rows that an earlier form gave, for fields that choose one of them: `of` is 'event.field'. */
export type RowsNamed = (of: string) => readonly string[]
export const RowsContext = createContext<RowsNamed>(() => [])
export const useRowsNamed = (): RowsNamed => useContext(RowsContext)
