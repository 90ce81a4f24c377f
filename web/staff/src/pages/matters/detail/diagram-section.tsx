import type { MatterDetail } from '@redbridge/contract'
import { useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { words } from '../detail-words.ts'
import { moveKey, type Path, StateDiagram } from '../kinds/state-diagram.tsx'
import { useKinds } from '../use-kinds.ts'

/** The way the matter has taken, as far as the caller may see it. */
const pathOf = (matter: MatterDetail): Path => {
  const moves = matter.timeline.filter((entry) => entry.type === 'move' && entry.event !== null && entry.to !== null)
  return {
    current: matter.state,
    states: new Set(moves.flatMap((entry) => [entry.from, entry.to]).filter((state) => state !== null)),
    moves: new Set(moves.map((entry) => moveKey(entry.from, entry.event!, entry.to!))),
  }
}

export function DiagramSection({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  const kind = useKinds().find((one) => one.kind === matter.kind)
  if (!kind) return null
  return (
    <section>
      <details className="rb-fold rb-fold-title" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h3>{t('diagram')}</h3>
        </summary>
        {kind.version !== matter.definition.version && (
          <p className="rb-quiet">{t('otherVersion', { old: matter.definition.version, now: kind.version })}</p>
        )}
        {open && <StateDiagram kind={kind} path={pathOf(matter)} />}
      </details>
    </section>
  )
}
