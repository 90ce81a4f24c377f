import type { ProcessClock, ProcessDefinition, ProcessTransition } from '@redbridge/contract'

/** States that can be reached from `begin`, these included. */
export const statesFrom = (definition: ProcessDefinition, begin: readonly string[]): Set<string> => {
  const reached = new Set(begin)
  for (const state of reached)
    for (const one of definition.transitions) if (one.from.includes(state)) reached.add(one.to)
  return reached
}

export type ClockState = 'off' | 'running' | 'paused'

/** What an event does to a clock. An event that both stops and starts it begins it anew. */
export const tick = (clock: ProcessClock, was: ClockState, event: string): ClockState => {
  if (clock.start.includes(event)) return 'running'
  if (clock.stop.includes(event)) return 'off'
  if (was === 'running' && clock.pause?.includes(event)) return 'paused'
  if (was === 'paused' && clock.resume?.includes(event)) return 'running'
  return was
}

/** A move as it can happen: with the clock as it stands before and after. */
export interface TimedMove {
  readonly transition: ProcessTransition
  readonly before: ClockState
  readonly after: ClockState
}

/** Every move that can happen, with what the clock does then: the product of the states and those of the clock. */
export const timedMoves = (definition: ProcessDefinition, clock: ProcessClock): TimedMove[] => {
  const moves: TimedMove[] = []
  const seen = new Set<string>()
  const places: { state: string | null; clock: ClockState }[] = [{ state: null, clock: 'off' }]
  for (const place of places)
    for (const transition of definition.transitions) {
      const leads = place.state === null ? transition.from.length === 0 : transition.from.includes(place.state)
      if (!leads) continue
      const after = tick(clock, place.clock, transition.event)
      moves.push({ transition, before: place.clock, after })
      const key = `${transition.to} ${after}`
      if (seen.has(key)) continue
      seen.add(key)
      places.push({ state: transition.to, clock: after })
    }
  return moves
}
