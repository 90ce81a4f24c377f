import { type BulkResult, PROBLEM_STATES, type ProblemOperator, type ProblemState } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { useMay } from '../../lib/session.ts'
import type { Selection } from '../../lib/use-selection.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { BulkDrawer, type BulkWork } from '../../ui/bulk-drawer.tsx'
import { MoveForm } from './move-form.tsx'
import {
  type BureauEvent,
  defaultDueOn,
  eventsFor,
  isBureauEvent,
  type MoveInput,
  moveProblems,
  needsReason,
  REVERSE,
  type Selected,
  selectionOfFilter,
} from './problem-moves.ts'
import { refreshProblems } from './refresh.ts'
import { words } from './words.ts'

interface Props {
  selection: Selection<ProblemOperator>
  filter: Readonly<Record<string, string>>
  total: number
}

/** Moves of many problem operators at once. */
export function ProblemBulk({ selection, filter, total }: Props) {
  const t = useWords(words)
  const may = useMay()
  const [event, setEvent] = useState<BureauEvent | null>(null)
  const filterStates = filter.state ? (filter.state.split(',') as ProblemState[]) : PROBLEM_STATES
  const states = selection.all ? filterStates : [...new Set(selection.rows.map((r) => r.state))]
  const actions = eventsFor(states, may).map((key, i) => ({ key, label: t(key), primary: i === 0 }))
  const selected: Selected = selection.all
    ? selectionOfFilter(filter)
    : { ids: selection.rows.map((r) => ({ id: r.id, version: r.version })) }
  return (
    <>
      <BulkBar
        chosen={selection.rows.length}
        all={selection.all}
        total={total}
        actions={actions}
        onAction={(key) => isBureauEvent(key) && setEvent(key)}
        onChooseAll={selection.chooseAll}
        onClear={selection.clear}
      />
      {event && (
        <MoveDrawer
          event={event}
          selected={selected}
          undecided={states.includes('undecided')}
          onClose={() => {
            setEvent(null)
            selection.clear()
          }}
        />
      )}
    </>
  )
}

interface DrawerProps {
  event: BureauEvent
  selected: Selected
  undecided: boolean
  onClose(): void
}

function MoveDrawer({ event, selected: chosen, undecided, onClose }: DrawerProps) {
  const t = useWords(words)
  const client = useQueryClient()
  // The list is read again after the move; what was chosen when the drawer opened stays what is meant.
  const [selected] = useState(chosen)
  const [input, setInput] = useState<MoveInput>(event === 'push' ? { answerDueOn: defaultDueOn() } : {})
  const reverse = REVERSE[event]
  const missing =
    needsReason(event) && (input.reason ?? '').trim().length < 2
      ? t('reasonMissing')
      : event === 'push' && !input.answerDueOn
        ? t('dueMissing')
        : null
  const work: BulkWork = {
    title: t(event),
    key: `${event}:${JSON.stringify(selected)}`,
    action: t(event),
    preview: () => moveProblems(event, selected, input, true),
    run: () => moveProblems(event, selected, input),
    missing,
    form: <MoveForm event={event} input={input} onChange={setInput} undecided={undecided} />,
  }
  if (reverse) work.undo = undoWith(reverse, selected, t(event === 'push' ? 'undoPush' : 'undo'), t('undoReason'))
  return <BulkDrawer work={work} onClose={onClose} onDone={() => refreshProblems(client)} />
}

const undoWith = (
  reverse: BureauEvent,
  selected: Selected,
  label: string,
  reason: string,
): NonNullable<BulkWork['undo']> => {
  // The server names what it changed; where it does not, the chosen rows each grew by one version.
  const changed = (result: BulkResult) =>
    result.changed ?? ('ids' in selected ? selected.ids.map((r) => ({ id: r.id, version: r.version + 1 })) : [])
  return {
    label,
    possible: (result) => changed(result).length > 0 && changed(result).length >= result.affected,
    run: (result) => moveProblems(reverse, { ids: changed(result) }, { reason }),
  }
}
