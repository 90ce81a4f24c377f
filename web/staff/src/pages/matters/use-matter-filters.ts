import { MATTER_URGENCIES, type MatterKind } from '@redbridge/contract'
import { useMemo, useState } from 'react'
import type { FilterOption, FilterSpec } from '../../lib/filters.ts'
import { useSearchWords } from '../../lib/use-search.ts'
import { useKinds } from './use-kinds.ts'
import { useMatterOrganisations } from './use-organisations.ts'
import { words } from './words.ts'

const URGENCY_WORDS = {
  overdue: words.urgencyOverdue,
  today: words.urgencyToday,
  soon: words.urgencySoon,
  open: words.urgencyOpen,
} as const
const YES_NO: readonly FilterOption[] = [
  { value: 'true', word: words.yes },
  { value: 'false', word: words.no },
]

/** States of one kind, or of all where none is chosen; the same name in two kinds stands once. */
const stateOptions = (kinds: readonly MatterKind[], kind: string | undefined): FilterOption[] => {
  const options = new Map<string, FilterOption>()
  for (const one of kinds)
    if (!kind || one.kind === kind)
      for (const { state, text } of one.states)
        if (!options.has(state)) options.set(state, { value: state, word: text })
  return [...options.values()]
}

/** Filters of the list, as GET /api/matters takes them; kinds and states come from the definitions. `only`: of one kind. */
export function useMatterFilters(only?: string): readonly FilterSpec[] {
  const kinds = useKinds()
  const [{ kind: chosen, organisationId }] = useSearchWords()
  const kind = only ?? chosen
  const [text, setText] = useState('')
  const { items } = useMatterOrganisations(ALL, text)
  return useMemo(() => {
    const found = items.map((one) => ({ value: one.id, word: { zh: one.name, en: one.name } }))
    const missing = organisationId && !found.some((one) => one.value === organisationId)
    return [
      { key: 'q', kind: 'text', word: words.search },
      {
        key: 'kind',
        kind: 'one',
        word: words.kind,
        options: kinds.map((one) => ({ value: one.kind, word: one.title })),
      },
      { key: 'state', kind: 'many', word: words.state, options: stateOptions(kinds, kind) },
      {
        key: 'open',
        kind: 'one',
        word: words.progress,
        options: [
          { value: 'true', word: words.open },
          { value: 'false', word: words.ended },
        ],
      },
      {
        key: 'organisationId',
        kind: 'one',
        word: words.organisation,
        onSearch: setText,
        options: missing
          ? [{ value: organisationId, word: { zh: organisationId, en: organisationId } }, ...found]
          : found,
      },
      {
        key: 'urgency',
        kind: 'many',
        rare: true,
        word: words.urgency,
        options: MATTER_URGENCIES.map((value) => ({ value, word: URGENCY_WORDS[value] })),
      },
      { key: 'overdue', kind: 'one', rare: true, word: words.overdue, options: YES_NO },
    ]
  }, [kinds, kind, items, organisationId])
}
const ALL = ['bureau', 'platform', 'partner'] as const
