import type { ProcessDefinition } from '@redbridge/contract'

/** One arrow of a diagram: a transition from one state (null: the opening), itself to itself left out. */
export interface Arrow {
  readonly event: string
  readonly text: { zh: string; en: string }
  readonly from: string | null
  readonly to: string
}

/** Every transition as arrows, one a state that it leads from. */
export const arrowsOf = (definition: ProcessDefinition): Arrow[] =>
  definition.transitions.flatMap(({ event, text, from, to }): Arrow[] =>
    from.length === 0 ? [{ event, text, from: null, to }] : from.map((state) => ({ event, text, from: state, to })),
  )

const fewestMoves = (arrows: readonly Arrow[]): Map<string, number> => {
  const layers = new Map<string, number>()
  let front = arrows.filter((arrow) => arrow.from === null).map((arrow) => arrow.to)
  for (let layer = 1; front.length > 0; layer++) {
    for (const state of front) if (!layers.has(state)) layers.set(state, layer)
    front = arrows
      .filter((arrow) => arrow.from !== null && front.includes(arrow.from) && !layers.has(arrow.to))
      .map((arrow) => arrow.to)
  }
  return layers
}

/**
 * The column of each state, from 1; the opening stands in column 0. As many moves as it takes at least to get there,
 * because the ordinary course then reads from left to right; an end stands to the right of all that leads to it.
 */
export const layersOf = (definition: ProcessDefinition): Map<string, number> => {
  const arrows = arrowsOf(definition)
  const layers = fewestMoves(arrows)
  const at = (state: string | null): number => (state === null ? 0 : (layers.get(state) ?? 1))
  const between = arrows.filter((arrow) => arrow.from !== arrow.to)
  // arrows within a column have no room: their target moves on, and again if that makes new ones
  for (let again = 0; again < definition.states.length; again++)
    for (const arrow of between) if (at(arrow.from) === at(arrow.to)) layers.set(arrow.to, at(arrow.to) + 1)
  for (const { state } of definition.states) {
    const last = Math.max(0, ...between.filter((arrow) => arrow.to === state).map((arrow) => at(arrow.from)))
    if (!between.some((arrow) => arrow.from === state)) layers.set(state, last + 1)
  }
  return layers
}
