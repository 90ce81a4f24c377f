import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useWords } from '../i18n/language.tsx'
import { words } from '../ui/list-words.ts'
import { useShortcuts } from '../ui/shortcuts.tsx'
import { stringifySearch } from './search.ts'
import { useSearchWords } from './use-search.ts'

interface Row {
  readonly id: string
}
interface Options<T extends Row> {
  /** address of the list; a row opens below it */
  base: string
  rows: readonly T[]
  /** the open row, from the address */
  id: string | undefined
  toggle?: (row: T) => void
}

/** Opening, closing and walking through the rows of a list, by mouse and by j, k, Enter and x; the place in the list survives the way back. */
export function useWalk<T extends Row>({ base, rows, id, toggle }: Options<T>) {
  const t = useWords(words)
  const router = useRouter()
  const [search] = useSearchWords()
  const [cursor, setCursor] = useState<string | null>(null)
  const tail = stringifySearch(search)
  const activeId = id ?? cursor
  const active = rows.find((r) => r.id === activeId)
  const moves = useMemo(() => {
    const go = (href: string, replace = false) => void router.navigate({ href, replace, resetScroll: false })
    const open = (row: T) => {
      setCursor(row.id)
      go(`${base}/${row.id}${tail}`, id !== undefined)
    }
    const walk = (step: 1 | -1) => {
      const at = rows.findIndex((r) => r.id === activeId)
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]
      if (!next) return
      if (id !== undefined) open(next)
      else setCursor(next.id)
    }
    const index = rows.findIndex((r) => r.id === id)
    const at = (i: number) => {
      const row = index >= 0 ? rows[i] : undefined
      return row ? () => open(row) : null
    }
    return { open, walk, close: () => go(`${base}${tail}`), next: at(index + 1), previous: at(index - 1) }
  }, [router, base, tail, rows, activeId, id])
  useShortcuts([
    { key: 'j', text: t('next'), run: () => moves.walk(1) },
    { key: 'k', text: t('previous'), run: () => moves.walk(-1) },
    { key: 'Enter', text: t('open'), run: () => active && moves.open(active) },
    ...(toggle ? [{ key: 'x', text: t('toggle'), run: () => active && toggle(active) }] : []),
  ])
  return { ...moves, activeId }
}
