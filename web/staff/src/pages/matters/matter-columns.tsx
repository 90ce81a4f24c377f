import type { Matter } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatTime } from '../../lib/format.ts'
import { useMe } from '../../lib/session.ts'
import type { Column } from '../../ui/data-table.tsx'
import { MatterDue, MatterState } from './matter-state.tsx'
import { counterparts } from './moves.ts'
import { words } from './words.ts'

interface Look {
  /** an open matter stands at the right */
  beside?: boolean
  /** not everything in the list is one's own turn: then it is said */
  turn?: boolean
}

/** Columns of the list; beside an open matter only name, state and deadline stay. */
export function useMatterColumns({ beside = false, turn = false }: Look = {}): Column<Matter>[] {
  const t = useWords(words)
  const pick = usePick()
  const due: Column<Matter> = {
    key: 'due',
    title: t('due'),
    priority: 2,
    render: (m) => <MatterDue matter={m} />,
  }
  const named: Column<Matter>[] = [
    {
      key: 'name',
      title: t('name'),
      render: (m) => (
        <>
          <div className="rb-matter-title" title={m.title}>
            {m.title}
          </div>
          <div className={beside ? 'rb-sub' : 'rb-sub rb-only-narrow'}>
            <span translate="no">{m.number}</span>
            {beside && ` · ${pick(m.kindText)}`}
          </div>
          <div className="rb-only-narrow">
            <MatterDue matter={m} />
          </div>
        </>
      ),
    },
    { key: 'state', title: t('state'), render: (m) => <StateCell matter={m} turn={turn} /> },
  ]
  const more = useMoreColumns()
  if (beside) return [...named, due]
  const [name, state] = named
  return [name!, more.number, more.kind, state!, more.counterpart, more.assignee, due, more.updated]
}

function useMoreColumns(): Record<'number' | 'kind' | 'counterpart' | 'assignee' | 'updated', Column<Matter>> {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
  return {
    number: {
      key: 'number',
      title: t('number'),
      priority: 2,
      render: (m) => (
        <span className="rb-nowrap" translate="no">
          {m.number}
        </span>
      ),
    },
    kind: { key: 'kind', title: t('kind'), priority: 3, render: (m) => <Short text={pick(m.kindText)} /> },
    counterpart: {
      key: 'counterpart',
      title: t('counterpart'),
      priority: 3,
      render: (m) => <Short text={counterparts(m, me).join(pick({ zh: '、', en: ', ' }))} />,
    },
    assignee: {
      key: 'assignee',
      title: t('assignee'),
      priority: 2,
      render: (m) =>
        m.assignee ? (
          <span className="rb-nowrap">{m.assignee.name}</span>
        ) : (
          <span className="rb-quiet rb-nowrap">{m.outcome ? '—' : t('nobody')}</span>
        ),
    },
    updated: {
      key: 'updated',
      title: t('updated'),
      priority: 4,
      render: (m) => (
        <time className="rb-nowrap" dateTime={m.updatedAt} title={formatTime(m.updatedAt)}>
          {formatTime(m.updatedAt).slice(5)}
        </time>
      ),
    },
  }
}

function StateCell({ matter, turn }: { matter: Matter; turn: boolean }) {
  const t = useWords(words)
  return (
    <span className="rb-state-cell">
      <MatterState tone={matter.tone} text={matter.stateText} />
      {turn && matter.mine && (
        <span className="rb-your-turn" title={t('yourTurnTitle')}>
          {t('yourTurn')}
        </span>
      )}
    </span>
  )
}

const Short = ({ text }: { text: string }) => (
  <span className="rb-short rb-matter-cell" title={text}>
    {text}
  </span>
)
