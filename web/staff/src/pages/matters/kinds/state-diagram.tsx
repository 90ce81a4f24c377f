import type { MatterKind, ProcessState } from '@redbridge/contract'
import { useId } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { eventText } from '../moves.ts'
import { linesOf } from './label-lines.ts'
import { MovesTable } from './moves-table.tsx'
import { words } from './words.ts'

/** The way a matter has taken: states it was in, and moves as 'from event to'. */
export interface Path {
  current: string
  states: ReadonlySet<string>
  moves: ReadonlySet<string>
}
export const moveKey = (from: string | null, event: string, to: string): string => `${from ?? ''} ${event} ${to}`

/** States and moves of a kind as a drawing, and as a table for those who cannot see it. */
export function StateDiagram({ kind, path }: { kind: MatterKind; path?: Path }) {
  const t = useWords(words)
  const pick = usePick()
  const { width, height, nodes, edges } = kind.diagram
  const arrow = useId()
  const label = t('diagramOf', { kind: pick(kind.title) })
  const byName = new Map(kind.states.map((one) => [one.state, one]))
  return (
    <figure className="rb-diagram">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className="rb-diagram-scroll" tabIndex={0} aria-label={label}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
          <defs>
            <Arrow id={`${arrow}-plain`} passed={false} />
            <Arrow id={`${arrow}-passed`} passed />
          </defs>
          {edges.map((edge) => {
            const passed = path?.moves.has(moveKey(edge.from, edge.event, edge.to)) ?? false
            return (
              <g key={moveKey(edge.from, edge.event, edge.to)} className={passed ? 'rb-edge rb-passed' : 'rb-edge'}>
                <path d={edge.path} markerEnd={`url(#${arrow}-${passed ? 'passed' : 'plain'})`} />
                <text x={edge.labelX} y={edge.labelY}>
                  {pick(eventText(kind, edge.event))}
                </text>
              </g>
            )
          })}
          {nodes.map((node) => {
            const state = byName.get(node.state)
            return state ? <Node key={node.state} node={node} state={state} path={path} /> : null
          })}
        </svg>
      </section>
      <figcaption className="rb-quiet rb-small">{t(path ? 'legend' : 'legendPlain')}</figcaption>
      <details className="rb-fold">
        <summary>{t('asTable')}</summary>
        <MovesTable kind={kind} {...(path ? { path } : {})} />
      </details>
    </figure>
  )
}

const Arrow = ({ id, passed }: { id: string; passed: boolean }) => (
  <marker
    id={id}
    viewBox="0 0 8 8"
    refX="7"
    refY="4"
    markerWidth="8"
    markerHeight="8"
    markerUnits="userSpaceOnUse"
    orient="auto"
  >
    <path d="M0 0.5 7.5 4 0 7.5z" className={passed ? 'rb-arrow rb-passed' : 'rb-arrow'} />
  </marker>
)

interface NodeProps {
  node: MatterKind['diagram']['nodes'][number]
  state: ProcessState
  path: Path | undefined
}

function Node({ node, state, path }: NodeProps) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const current = path?.current === node.state
  const passed = path?.states.has(node.state) ?? false
  const lines = linesOf(pick(state.text), node.width - 16, lang)
  const middle = node.y + node.height / 2
  return (
    <g className={`rb-node rb-node-${state.tone}${current ? ' rb-current' : passed ? ' rb-passed' : ''}`}>
      <rect className="rb-box" x={node.x} y={node.y} width={node.width} height={node.height} rx="6" />
      {state.outcome && (
        <rect
          className="rb-inner"
          x={node.x + 3}
          y={node.y + 3}
          width={node.width - 6}
          height={node.height - 6}
          rx="4"
        />
      )}
      <text x={node.x + node.width / 2} y={middle - (lines.length - 1) * 8}>
        {lines.map((line, i) => (
          <tspan key={line} x={node.x + node.width / 2} dy={i === 0 ? 0 : 16}>
            {line}
          </tspan>
        ))}
      </text>
      {current && (
        <g className="rb-here">
          <rect className="rb-badge" x={node.x + node.width - 40} y={node.y - 10} width="44" height="18" rx="9" />
          <text x={node.x + node.width - 18} y={node.y - 1}>
            {t('current')}
          </text>
        </g>
      )}
    </g>
  )
}
