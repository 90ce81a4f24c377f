import { DIAGRAM, labelLines, type MatterKind, type ProcessState, roomOfLines, stateLines } from '@redbridge/contract'
import { useEffect, useId, useRef } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { eventText } from '../moves.ts'
import { MovesTable } from './moves-table.tsx'
import { words } from './words.ts'

/** The way a matter has taken: states it was in, and moves as 'from event to'. */
export interface Path {
  current: string
  states: ReadonlySet<string>
  moves: ReadonlySet<string>
}
export const moveKey = (from: string | null, event: string, to: string): string => `${from ?? ''} ${event} ${to}`

/** Wider drawings do not fit a desk's screen. */
const WIDE = 980

/** States and moves of a kind as a drawing, and as a table for those who cannot see it. */
export function StateDiagram({ kind, path }: { kind: MatterKind; path?: Path }) {
  const t = useWords(words)
  const pick = usePick()
  const { width, height, nodes, edges } = kind.diagram
  const arrow = useId()
  const box = useCurrentInSight(nodes.find((node) => node.state === path?.current))
  const label = t('diagramOf', { kind: pick(kind.title) })
  const byName = new Map(kind.states.map((one) => [one.state, one]))
  return (
    <figure className="rb-diagram">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section ref={box} className="rb-diagram-scroll" tabIndex={0} aria-label={label}>
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
                <EdgeLabel x={edge.labelX} y={edge.labelY} lines={labelLines(pick(eventText(kind, edge.event)))} />
              </g>
            )
          })}
          {nodes.map((node) => {
            const state = byName.get(node.state)
            return state ? <Node key={node.state} node={node} state={state} path={path} /> : null
          })}
        </svg>
      </section>
      <figcaption className="rb-quiet rb-small">
        {t(path ? 'legend' : 'legendPlain')} {width > WIDE && t('scroll')}
      </figcaption>
      <details className="rb-fold">
        <summary>{t('asTable')}</summary>
        <MovesTable kind={kind} {...(path ? { path } : {})} />
      </details>
    </figure>
  )
}

/** A wide drawing opens where the matter stands. */
function useCurrentInSight(node: MatterKind['diagram']['nodes'][number] | undefined) {
  const box = useRef<HTMLElement>(null)
  const middle = node && node.x + node.width / 2
  useEffect(() => {
    if (box.current && middle !== undefined) box.current.scrollLeft = middle - box.current.clientWidth / 2
  }, [middle])
  return box
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
  const current = path?.current === node.state
  const passed = path?.states.has(node.state) ?? false
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
      <Lines
        x={node.x + node.width / 2}
        y={node.y + node.height / 2}
        lines={stateLines(pick(state.text))}
        size={DIAGRAM.stateSize}
      />
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

/** The words of an arrow on the ground of the drawing, so that the line does not run through them. */
function EdgeLabel({ x, y, lines }: { x: number; y: number; lines: readonly string[] }) {
  const room = roomOfLines([...lines], DIAGRAM.labelSize)
  return (
    <>
      <rect
        className="rb-label-ground"
        x={x - room.width / 2 - 2}
        y={y - room.height / 2}
        width={room.width + 4}
        height={room.height}
      />
      <Lines x={x} y={y} lines={lines} size={DIAGRAM.labelSize} />
    </>
  )
}

/** Lines around a middle; a drawing cannot break them by itself. */
function Lines({ x, y, lines, size }: { x: number; y: number; lines: readonly string[]; size: number }) {
  const step = size * DIAGRAM.lineHeight
  return (
    <text x={x} y={y - ((lines.length - 1) * step) / 2} fontSize={size}>
      {lines.map((line, i) => (
        <tspan key={line} x={x} dy={i === 0 ? 0 : step}>
          {line}
        </tspan>
      ))}
    </text>
  )
}
