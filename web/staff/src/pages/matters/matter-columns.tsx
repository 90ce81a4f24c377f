import type { Matter } from '@redbridge/contract'
import { usePick, useWords } from '../../i18n/language.tsx'
import { formatTime } from '../../lib/format.ts'
import { useMe } from '../../lib/session.ts'
import type { Column } from '../../ui/data-table.tsx'
import { MatterDue, MatterState } from './matter-state.tsx'
import { counterparts } from './moves.ts'
import { words } from './words.ts'

/** Columns of the list; beside an open matter only name, state and deadline stay. */
export function useMatterColumns(beside: boolean): Column<Matter>[] {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
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
          <div className="rb-matter-title">{m.title}</div>
          <div className="rb-sub">
            <span translate="no">{m.number}</span>
            {beside && ` · ${pick(m.kindText)}`}
          </div>
          <div className="rb-only-narrow">
            <MatterDue matter={m} />
          </div>
        </>
      ),
    },
    { key: 'state', title: t('state'), render: (m) => <StateCell matter={m} /> },
  ]
  if (beside) return [...named, due]
  const [name, state] = named
  return [
    name!,
    { key: 'kind', title: t('kind'), priority: 3, render: (m) => pick(m.kindText) },
    state!,
    {
      key: 'counterpart',
      title: t('counterpart'),
      priority: 3,
      render: (m) => <Short text={counterparts(m, me).join(pick({ zh: '、', en: ', ' }))} />,
    },
    {
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
    due,
    {
      key: 'updated',
      title: t('updated'),
      priority: 3,
      render: (m) => <span className="rb-nowrap">{formatTime(m.updatedAt)}</span>,
    },
  ]
}

function StateCell({ matter }: { matter: Matter }) {
  const t = useWords(words)
  return (
    <>
      <MatterState tone={matter.tone} text={matter.stateText} />
      {matter.mine && <span className="rb-turn">{t('yourTurn')}</span>}
    </>
  )
}

const Short = ({ text }: { text: string }) => (
  <span className="rb-short" title={text}>
    {text}
  </span>
)
