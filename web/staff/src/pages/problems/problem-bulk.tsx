import { type BulkResult, PROBLEM_STATES, type ProblemOperator, type ProblemState } from '@redbridge/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
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
  nameSelection,
  needsReason,
  REVERSE,
  type Selected,
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
  const chosen = selection.all ? filter : selection.rows.map((r) => ({ id: r.id, version: r.version }))
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
          chosen={chosen}
          undecided={states.includes('undecided')}
          onDone={selection.clear}
          onClose={() => setEvent(null)}
        />
      )}
    </>
  )
}

interface DrawerProps {
  event: BureauEvent
  /** rows, or the filter that finds them */
  chosen: { id: string; version: number }[] | Readonly<Record<string, string>>
  undecided: boolean
  onDone(): void
  onClose(): void
}

function MoveDrawer({ event, chosen, undecided, onDone, onClose }: DrawerProps) {
  const t = useWords(words)
  const client = useQueryClient()
  // Settled once, when the drawer opens: the list behind it is read again and changes.
  const settled = useRef<Promise<Selected> | null>(null)
  const settle = (): Promise<Selected> => {
    settled.current ??= (Array.isArray(chosen) ? Promise.resolve({ ids: chosen }) : nameSelection(chosen)).catch(
      (error) => {
        settled.current = null
        throw error
      },
    )
    return settled.current
  }
  const [key] = useState(() => `${event}:${JSON.stringify(chosen)}`)
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
    key,
    action: t(event),
    preview: async () => moveProblems(event, await settle(), input, true),
    run: async () => moveProblems(event, await settle(), input),
    missing,
    form: <MoveForm event={event} input={input} onChange={setInput} undecided={undecided} />,
  }
  if (reverse) work.undo = undoWith(reverse, settle, t(event === 'push' ? 'undoPush' : 'undo'), t('undoReason'))
  const done = () => {
    onDone()
    void refreshProblems(client)
  }
  return <BulkDrawer work={work} onClose={onClose} onDone={done} />
}

const undoWith = (
  reverse: BureauEvent,
  settle: () => Promise<Selected>,
  label: string,
  reason: string,
): NonNullable<BulkWork['undo']> => {
  // The server names what it changed; where it does not, the chosen rows each grew by one version.
  const changed = async (result: BulkResult) => {
    const chosen = await settle()
    return result.changed ?? ('ids' in chosen ? chosen.ids.map((r) => ({ id: r.id, version: r.version + 1 })) : [])
  }
  return {
    label,
    possible: async (result) => {
      const { length } = await changed(result)
      return length > 0 && length >= result.affected
    },
    run: async (result) => moveProblems(reverse, { ids: await changed(result) }, { reason }),
  }
}
