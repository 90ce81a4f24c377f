import type { MatterDetail, ProcessTransition } from '@redbridge/contract'
import { useRouter } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { useMay } from '../../../lib/session.ts'
import { useShortcuts } from '../../../ui/shortcuts.tsx'
import { words } from '../detail-words.ts'
import { kindParts, SHOW_PART } from '../kind-parts.ts'
import { type OfferedMove, offeredMoves, partyText } from '../moves.ts'
import { words as listWords } from '../words.ts'
import { MoveDrawer } from './move-drawer.tsx'

const VISIBLE = 3

/** What can be done now, the primary step first; a step opens its form at the side. */
export function ActionBar({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const tl = useWords(listWords)
  const may = useMay()
  const router = useRouter()
  const [moving, setMoving] = useState<ProcessTransition | null>(null)
  /** opens the form of a step, or goes where its kind takes it */
  const begin = (transition: ProcessTransition) => {
    const place = kindParts(matter.kind).step?.(matter, transition.event) ?? null
    if (place === null) setMoving(transition)
    else if (place.startsWith('#')) window.dispatchEvent(new CustomEvent(SHOW_PART, { detail: place.slice(1) }))
    else void router.navigate({ href: place })
  }
  const moves = may('matter.act') ? offeredMoves(matter) : []
  const first = moves[0]?.transition
  useShortcuts([{ key: 'a', text: tl('keyAct'), run: () => first && begin(first) }])
  return (
    <section className="rb-matter-foot" aria-label={t('actions')}>
      {moves.length === 0 ? <Nothing matter={matter} /> : <Buttons moves={moves} onMove={begin} />}
      {moving && <MoveDrawer key={moving.event} matter={matter} event={moving} onClose={() => setMoving(null)} />}
    </section>
  )
}

function Nothing({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const holder = partyText(matter.definition, matter.holder)
  return (
    <p className="rb-quiet">
      {matter.outcome
        ? t('noMovesEnded')
        : holder && !matter.mine
          ? t('noMovesOther', { party: pick(holder) })
          : t('noMoves')}
    </p>
  )
}

function Buttons({ moves, onMove }: { moves: readonly OfferedMove[]; onMove(transition: ProcessTransition): void }) {
  const t = useWords(words)
  const pick = usePick()
  const nameOf = ({ transition, blocked }: OfferedMove) =>
    blocked ? t('blocked', { event: pick(transition.text) }) : pick(transition.text)
  const possible = moves.filter((one) => one.blocked === null)
  const shown = (possible.length > 0 ? possible : moves).slice(0, VISIBLE)
  const rest = moves.filter((one) => !shown.includes(one))
  return (
    <div className="rb-actions">
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((one) => ({
              key: one.transition.event,
              label: nameOf(one),
              danger: one.transition.danger ?? false,
            })),
            onClick: ({ key }) => {
              const found = rest.find((one) => one.transition.event === key)
              if (found) onMove(found.transition)
            },
          }}
        >
          <Button>{t('moreActions')}</Button>
        </Dropdown>
      )}
      <span className="rb-push" />
      {/* The primary step comes first for the keyboard and stands last for the eye. */}
      <div className="rb-foot-actions">
        {shown.map((one, i) => (
          <Button
            key={one.transition.event}
            type={i === 0 && !one.blocked && !one.transition.danger ? 'primary' : 'default'}
            danger={one.transition.danger ?? false}
            onClick={() => onMove(one.transition)}
          >
            {nameOf(one)}
          </Button>
        ))}
      </div>
    </div>
  )
}
