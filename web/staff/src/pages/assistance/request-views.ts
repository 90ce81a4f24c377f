import type { OrganisationKind } from '@redbridge/contract'
import { withQuery } from '../../lib/api.ts'
import type { Search } from '../../lib/search.ts'
import { words } from './words.ts'

/** A view of the list: an address with some of its words set. */
interface View {
  readonly key:
    | 'viewTurn'
    | 'viewApproving'
    | 'viewOut'
    | 'viewAnswered'
    | 'viewToReceive'
    | 'viewToAnswer'
    | 'viewWithBureau'
    | 'viewAll'
  readonly search: Readonly<Record<string, string>>
}

const BUREAU: readonly View[] = [
  { key: 'viewTurn', search: {} },
  { key: 'viewApproving', search: { state: 'approving' } },
  { key: 'viewOut', search: { state: 'sent,received,partial,returned' } },
  { key: 'viewAnswered', search: { state: 'replied' } },
  { key: 'viewAll', search: { view: 'all' } },
]
const PLATFORM: readonly View[] = [
  { key: 'viewTurn', search: {} },
  { key: 'viewToReceive', search: { state: 'sent' } },
  { key: 'viewToAnswer', search: { state: 'received,partial,returned' } },
  { key: 'viewWithBureau', search: { state: 'needs_correction,refused,replied' } },
  { key: 'viewAll', search: { view: 'all' } },
]

export const viewsFor = (kind: OrganisationKind): readonly View[] => (kind === 'platform' ? PLATFORM : BUREAU)
export const viewHref = (view: View): string => withQuery('/assistance', view.search)
export const viewWord = (view: View) => words[view.key]

const FILTERS = ['q', 'state', 'open', 'organisationId', 'urgency', 'overdue'] as const
/** The plain address is what is one's turn; any filter looks at everything. */
export const isTurnView = (search: Search): boolean => search.view !== 'all' && !FILTERS.some((key) => search[key])
/** The view that the address means; none where other filters are set. */
export const currentView = (kind: OrganisationKind, search: Search): View | undefined => {
  if (isTurnView(search)) return viewsFor(kind)[0]
  const set = FILTERS.filter((key) => search[key])
  return viewsFor(kind).find((view) =>
    view.search.state ? set.length === 1 && view.search.state === search.state : view.search.view && set.length === 0,
  )
}
