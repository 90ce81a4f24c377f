import { useMemo } from 'react'
import { useSearchWords } from '../../lib/use-search.ts'

export const BOXES = ['mine', 'turn', 'waiting', 'watched', 'all'] as const
export type Box = (typeof BOXES)[number]
const FILTERS = ['q', 'kind', 'state', 'open', 'organisationId', 'urgency', 'overdue'] as const

/** Which matters are shown. Links from figures name filters and no box: they mean all; the plain address means one's own. */
export function useBox() {
  const [search, change] = useSearchWords()
  const filtered = FILTERS.some((key) => search[key])
  const box: Box = BOXES.find((one) => one === search.box) ?? (filtered ? 'all' : 'mine')
  const order = search.order === 'due' || search.order === 'updated' || search.order === 'opened' ? search.order : null
  const fixed = useMemo(
    () => ({ box: box === 'all' ? '' : box, order: order ?? (box === 'all' ? 'updated' : 'due') }),
    [box, order],
  )
  return { box, order: fixed.order, fixed, change }
}
