import type { TodoItem } from '@redbridge/contract'
import { addDays } from '../../platform/clock.ts'

export type Draft = TodoItem

export const item = (draft: Omit<TodoItem, 'dueOn'> & { dueOn?: string | null }): Draft => ({
  ...draft,
  dueOn: draft.dueOn ?? null,
})

/** How pressing a day is: past, today, within a week, later. */
export const dueUrgency = (dueOn: string, today: string): 'overdue' | 'today' | 'soon' | 'open' => {
  if (dueOn < today) return 'overdue'
  if (dueOn === today) return 'today'
  return dueOn <= addDays(today, 7) ? 'soon' : 'open'
}

const ORDER = ['overdue', 'today', 'soon', 'open', 'waiting']

/** What there is to do, most pressing first; nothing is shown that counts nothing. */
export const inOrder = (items: readonly Draft[]): TodoItem[] =>
  items
    .filter((one) => one.count > 0)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || 0,
    )
