import type { MatterKind, ProcessDefinition } from '@redbridge/contract'
import { orderColumns } from './order.ts'
import { placeColumns } from './place.ts'
import { type Chain, LOOP_HEIGHT, type Loop, labelRoom, type Slot, slotsOf } from './slots.ts'
import { straighten } from './straighten.ts'

type Diagram = MatterKind['diagram']
type Edge = Diagram['edges'][number]

const MARGIN = 12
const GAP = 24
const round = (value: number): number => Math.round(value * 10) / 10

interface Column {
  readonly left: number
  readonly right: number
}

const columnsAcross = (columns: readonly Slot[][]): Column[] => {
  let x = MARGIN
  return columns.map((column) => {
    const width = Math.max(0, ...column.map((slot) => slot.width))
    const here = { left: x, right: x + width }
    x += width + GAP
    return here
  })
}

/** Where the arrows of a state begin and end on one of its sides, so that none lies on another. */
const portsOn = (chains: readonly Chain[], side: 'left' | 'right'): Map<Chain, number> => {
  const ends = Map.groupBy(chains, (chain) => chain.slots.at(side === 'right' ? 0 : -1) as Slot)
  const ports = new Map<Chain, number>()
  for (const [slot, joined] of ends) {
    const next = (chain: Chain): number => (chain.slots.at(side === 'right' ? 1 : -2) as Slot).y
    const inOrder = [...joined].sort((a, b) => next(a) - next(b))
    inOrder.forEach((chain, i) => {
      ports.set(chain, slot.y + (i - (inOrder.length - 1) / 2) * 14)
    })
  }
  return ports
}

type Point = readonly [x: number, y: number]

/** Smooth from point to point, level at each of them. */
const curve = (points: readonly Point[]): string =>
  points
    .map(([x, y], i) => {
      const before = points[i - 1]
      if (!before) return `M${round(x)} ${round(y)}`
      if (before[0] === x && before[1] === y) return ''
      if (before[1] === y) return `L${round(x)} ${round(y)}`
      const middle = round((before[0] + x) / 2)
      return `C${middle} ${round(before[1])} ${middle} ${round(y)} ${round(x)} ${round(y)}`
    })
    .join(' ')

/** The sides of a slot: a state's own box, else the whole column, so that what passes a state runs level beside it. */
const sides = (slot: Slot, { left, right }: Column): Column => {
  if (slot.kind !== 'state' && slot.kind !== 'start') return { left, right }
  const middle = (left + right) / 2
  return { left: middle - slot.width / 2, right: middle + slot.width / 2 }
}

const edgeOf = (chain: Chain, across: readonly Column[], ports: { right: number; left: number }): Edge => {
  const column = (slot: Slot): Column => across[slot.column] as Column
  const at = (slot: Slot): Column => sides(slot, column(slot))
  const [first, last] = [chain.slots[0] as Slot, chain.slots.at(-1) as Slot]
  const points: Point[] = [
    [at(first).right, ports.right],
    [column(first).right, ports.right],
    ...chain.slots.slice(1, -1).flatMap((slot): Point[] => [
      [at(slot).left, slot.y],
      [at(slot).right, slot.y],
    ]),
    [column(last).left, ports.left],
    [at(last).left, ports.left],
  ]
  const { left, right } = at(chain.label)
  const { event, from, to } = chain.arrow
  return {
    event,
    from,
    to,
    path: curve(chain.backward ? points.reverse() : points),
    labelX: round((left + right) / 2),
    labelY: round(chain.label.y),
  }
}

/** An arrow from a state to itself: a bow on top of its box, its words above it. */
const loopOf = ({ arrow, at, rise }: Loop, across: readonly Column[]): Edge => {
  const { left, right } = across[at.column] as Column
  const middle = (left + right) / 2
  const foot = at.y - at.below
  const crown = foot - rise - LOOP_HEIGHT
  const reach = 14 + rise / 6
  // the curve reaches three quarters of the way to its control points
  const control = round(foot - ((foot - crown) * 4) / 3)
  const [from, to] = [round(middle - reach), round(middle + reach)]
  return {
    event: arrow.event,
    from: arrow.from,
    to: arrow.to,
    path: `M${from} ${round(foot)} C${from} ${control} ${to} ${control} ${to} ${round(foot)}`,
    labelX: round(middle),
    labelY: round(crown - labelRoom(arrow).height / 2),
  }
}

/**
 * Places of states and arrows in the diagram of a definition, in pixels from the top left: layered from left to right,
 * the same for the same definition. Labels are centred on (labelX, labelY) and have room in Chinese and in English.
 * @example layoutProcess(PROBLEM_PUSH).nodes[0]?.state // 'pushed'
 */
export const layoutProcess = (definition: ProcessDefinition): Diagram => {
  const { columns, chains, loops } = slotsOf(definition)
  const ordered = orderColumns(columns)
  placeColumns(ordered)
  straighten(ordered, chains)
  const slots = ordered.flat()
  const top = Math.min(...slots.map((slot) => slot.y - slot.above))
  for (const slot of slots) slot.y += MARGIN - top
  const across = columnsAcross(ordered)
  const [right, left] = [portsOn(chains, 'right'), portsOn(chains, 'left')]
  return {
    width: round((across.at(-1) as Column).right + MARGIN),
    height: round(Math.max(...slots.map((slot) => slot.y + slot.below)) + MARGIN),
    nodes: definition.states.map(({ state }) => {
      const slot = slots.find((one) => one.state === state && one.kind === 'state') as Slot
      const box = sides(slot, across[slot.column] as Column)
      return {
        state,
        x: round(box.left),
        y: round(slot.y - slot.below),
        width: round(slot.width),
        height: round(2 * slot.below),
      }
    }),
    edges: [
      ...chains.map((chain) =>
        edgeOf(chain, across, { right: right.get(chain) as number, left: left.get(chain) as number }),
      ),
      ...loops.map((loop) => loopOf(loop, across)),
    ],
  }
}
