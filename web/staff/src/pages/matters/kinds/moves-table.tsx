import { type MatterKind, type ProcessTransition, ROLE_TEXT } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { partyText, stateText } from '../moves.ts'
import { moveKey, type Path } from './state-diagram.tsx'
import { words } from './words.ts'

/** The moves of a kind: what, from where to where, by whom. */
export function MovesTable({ kind, path }: { kind: MatterKind; path?: Path }) {
  const t = useWords(words)
  const pick = usePick()
  const list = (texts: readonly string[]) => texts.join(pick({ zh: '、', en: ', ' }))
  const nameOf = (state: string) => pick(stateText(kind, state) ?? { zh: state, en: state })
  const takers = (one: ProcessTransition) =>
    one.system
      ? t('bySystem')
      : list(
          one.by.map(({ party, roles }) => {
            const who = pick(partyText(kind, party) ?? { zh: party, en: party })
            const which = list([...new Set(roles.map((role) => pick(ROLE_TEXT[role])))])
            return pick({ zh: `${who}（${which}）`, en: `${who} (${which})` })
          }),
        )
  const taken = (one: ProcessTransition) =>
    (one.from.length === 0 ? [null] : one.from).some((from) => path?.moves.has(moveKey(from, one.event, one.to)))
  const columns: Column<ProcessTransition>[] = [
    {
      key: 'step',
      title: t('step'),
      render: (one) => (
        <>
          <div className="rb-strong">{pick(one.text)}</div>
          <div className="rb-step-notes">
            {taken(one) && <StateTag tone="done">{t('passed')}</StateTag>}
            {one.internal && <span className="rb-sub">{t('internal')}</span>}
            {one.letter && <span className="rb-sub">{t('letter')}</span>}
          </div>
        </>
      ),
    },
    {
      key: 'from',
      title: t('from'),
      render: (one) => (one.from.length === 0 ? t('start') : list(one.from.map(nameOf))),
    },
    { key: 'to', title: t('to'), render: (one) => nameOf(one.to) },
    { key: 'by', title: t('by'), priority: 2, render: takers },
  ]
  return (
    <DataTable
      label={t('moves')}
      columns={columns}
      rows={kind.transitions}
      rowKey={(one) => moveKey(one.from.join(), one.event, one.to)}
    />
  )
}
