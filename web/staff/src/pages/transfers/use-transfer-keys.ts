import type { Transfer } from '@redbridge/contract'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { words } from '../../ui/list-words.ts'
import { useShortcuts } from '../../ui/shortcuts.tsx'

/** j, k, Enter, x on the list; they rest while one transfer is open. */
export function useTransferKeys(
  rows: readonly Transfer[],
  open: (row: Transfer) => void,
  toggle: (row: Transfer) => void,
  resting: boolean,
): string | null {
  const t = useWords(words)
  const [cursor, setCursor] = useState<string | null>(null)
  const at = rows.findIndex((r) => r.id === cursor)
  const step = (by: 1 | -1) => {
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next && !resting) setCursor(next.id)
  }
  const withActive = (then: (row: Transfer) => void) => () => {
    const row = rows[at]
    if (row && !resting) then(row)
  }
  useShortcuts([
    { key: 'j', text: t('next'), run: () => step(1) },
    { key: 'k', text: t('previous'), run: () => step(-1) },
    { key: 'Enter', text: t('open'), run: withActive(open) },
    { key: 'x', text: t('toggle'), run: withActive(toggle) },
  ])
  return cursor
}
