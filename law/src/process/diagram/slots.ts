import { DIAGRAM, labelLines, type ProcessDefinition, roomOfLines, stateLines, type Text } from '@redbridge/contract'
import { type Arrow, arrowsOf, layersOf } from './layers.ts'

/** height of an arrow that leads back to its own state, without its label */
export const LOOP_HEIGHT = 18

interface Room {
  readonly width: number
  readonly height: number
}

/** Room for words in either language. */
const roomFor = (text: Text, linesOf: (text: string) => string[], size: number): Room => {
  const rooms = [text.zh, text.en].map((words) => roomOfLines(linesOf(words), size))
  return {
    width: Math.max(...rooms.map((room) => room.width)),
    height: Math.max(...rooms.map((room) => room.height)),
  }
}

/** Room of the words beside an arrow. */
export const labelRoom = (arrow: Pick<Arrow, 'text'>): Room => roomFor(arrow.text, labelLines, DIAGRAM.labelSize)

/** What takes room in a column: a state, a label of an arrow, or an arrow passing by. */
export interface Slot {
  readonly kind: 'state' | 'label' | 'bend' | 'start'
  readonly state: string | null
  readonly column: number
  readonly width: number
  /** room over and under the middle line */
  readonly above: number
  readonly below: number
  readonly left: Slot[]
  readonly right: Slot[]
  y: number
}

/** An arrow with the slots it runs through, from left to right whichever way it points. */
export interface Chain {
  readonly arrow: Arrow
  readonly backward: boolean
  readonly slots: readonly Slot[]
  readonly label: Slot
}

export interface Loop {
  readonly arrow: Arrow
  readonly at: Slot
  /** how far above the box of its state it begins: other loops and their words stand between */
  readonly rise: number
}

export interface Slots {
  readonly columns: Slot[][]
  readonly chains: Chain[]
  readonly loops: Loop[]
}

type Size = Omit<Slot, 'left' | 'right' | 'y'>

const stateSize = (definition: ProcessDefinition, arrows: readonly Arrow[], layers: Map<string, number>) =>
  definition.states.map(({ state, text }): Size => {
    const loops = arrows.filter((arrow) => arrow.from === state && arrow.to === state)
    const layer = layers.get(state) ?? 1
    const others = arrows
      .filter((arrow) => arrow.from !== arrow.to && (arrow.from === state || arrow.to === state))
      .map((arrow) => layers.get((arrow.from === state ? arrow.to : arrow.from) ?? '') ?? 0)
    const onOneSide = Math.max(
      others.filter((other) => other < layer).length,
      others.filter((other) => other > layer).length,
    )
    const words = roomFor(text, stateLines, DIAGRAM.stateSize)
    const half = Math.max(words.height / 2 + 8, 7 * onOneSide + 4)
    const labels = loops.map(labelRoom)
    return {
      kind: 'state',
      state,
      column: 2 * layer,
      width: Math.max(words.width + 24, 72, ...labels.map((label) => label.width)),
      above: half + labels.reduce((sum, label) => sum + label.height + LOOP_HEIGHT, 0),
      below: half,
    }
  })

/** States stand in even columns, labels in odd ones beside the state that their arrow leaves. */
export const slotsOf = (definition: ProcessDefinition): Slots => {
  const arrows = arrowsOf(definition)
  const layers = layersOf(definition)
  const columns: Slot[][] = Array.from({ length: 2 * Math.max(...layers.values()) + 1 }, () => [])
  const put = (size: Size): Slot => {
    const slot: Slot = { ...size, left: [], right: [], y: 0 }
    columns[size.column]?.push(slot)
    return slot
  }
  const start = put({ kind: 'start', state: null, column: 0, width: 16, above: 10, below: 10 })
  const byState = new Map(stateSize(definition, arrows, layers).map((size) => [size.state, put(size)]))
  const slotOf = (state: string | null): Slot => byState.get(state) ?? start

  const chainOf = (arrow: Arrow): Chain => {
    const [from, to] = [slotOf(arrow.from), slotOf(arrow.to)]
    const backward = from.column > to.column
    const [first, last] = backward ? [to, from] : [from, to]
    const labelColumn = backward ? from.column - 1 : from.column + 1
    const room = labelRoom(arrow)
    const between = Array.from({ length: last.column - first.column - 1 }, (_, i) => first.column + 1 + i)
    const passing = between.map((column) =>
      column === labelColumn
        ? put({
            kind: 'label',
            state: null,
            column,
            width: room.width + 8,
            above: room.height / 2,
            below: room.height / 2,
          })
        : put({ kind: 'bend', state: null, column, width: 0, above: 4, below: 4 }),
    )
    const slots = [first, ...passing, last]
    slots.slice(1).forEach((slot, i) => {
      const before = slots[i] as Slot
      before.right.push(slot)
      slot.left.push(before)
    })
    return { arrow, backward, slots, label: passing.find((slot) => slot.kind === 'label') as Slot }
  }
  const loops = arrows.filter((arrow) => arrow.from === arrow.to)
  return {
    columns,
    chains: arrows.filter((arrow) => arrow.from !== arrow.to).map(chainOf),
    loops: loops.map((arrow, i) => ({
      arrow,
      at: slotOf(arrow.to),
      rise: loops
        .slice(0, i)
        .filter((other) => other.to === arrow.to)
        .reduce((sum, other) => sum + labelRoom(other).height + LOOP_HEIGHT, 0),
    })),
  }
}
