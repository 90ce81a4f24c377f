import type { ProcessDefinition, ProcessTransition } from '@redbridge/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROCESSES } from '../processes/index.ts'
import { currentProcess, findProcess } from './look-up.ts'
import { type ClockState, statesFrom, tick } from './walk.ts'

const leaving = (definition: ProcessDefinition, state: string | null): ProcessTransition[] =>
  definition.transitions.filter((one) => (state === null ? one.from.length === 0 : one.from.includes(state)))

/** A walk by numbers: each picks one of the moves that are possible then; it ends where nothing leads on. */
const walk = (definition: ProcessDefinition, picks: readonly number[]) => {
  const moves: ProcessTransition[] = []
  let state: string | null = null
  for (const pick of [0, ...picks]) {
    const possible: ProcessTransition[] = leaving(definition, state)
    const move: ProcessTransition | undefined = possible[pick % Math.max(1, possible.length)]
    if (!move) break
    moves.push(move)
    state = move.to
  }
  return { moves, state: state as string }
}

describe.each(PROCESSES.map((one) => [`${one.kind} v${one.version}`, one] as const))('%s', (_, definition) => {
  const states = new Map(definition.states.map((state) => [state.state, state]))
  const picks = fc.array(fc.nat(99), { maxLength: 40 })

  it('random moves stay in its states, and an end can always be reached', () => {
    fc.assert(
      fc.property(picks, (numbers) => {
        const { moves, state } = walk(definition, numbers)
        expect(moves.every((move) => states.has(move.to))).toBe(true)
        expect([...statesFrom(definition, [state])].some((one) => states.get(one)?.outcome)).toBe(true)
      }),
    )
  })

  it('at an end no clock runs; elsewhere whoever owes is a party', () => {
    fc.assert(
      fc.property(picks, (numbers) => {
        const { moves, state } = walk(definition, numbers)
        for (const clock of definition.clocks) {
          const now = moves.reduce<ClockState>((was, move) => tick(clock, was, move.event), 'off')
          if (states.get(state)?.outcome) expect([clock.id, now]).toEqual([clock.id, 'off'])
        }
      }),
    )
  })

  it('nothing is shown to a party before a move that all may know of', () => {
    fc.assert(
      fc.property(picks, (numbers) => {
        const { moves } = walk(definition, numbers)
        for (const party of definition.parties) {
          const first = moves.find((move) => !states.get(move.to)?.hiddenFrom?.includes(party.role))
          if (!party.owner && first) expect([first.event, first.internal ?? false]).toEqual([first.event, false])
        }
      }),
    )
  })

  it('every state is walked through by somebody', () => {
    const seen = new Set<string>()
    for (const numbers of fc.sample(picks, { numRuns: 3000, seed: 7 }))
      for (const move of walk(definition, numbers).moves) seen.add(move.to)
    expect([...states.keys()].filter((state) => !seen.has(state))).toEqual([])
  })
})

describe('finding definitions', () => {
  it('by version, and the newest', () => {
    for (const one of PROCESSES) {
      expect(findProcess(one.kind, one.version)).toBe(one)
      expect(currentProcess(one.kind)?.version).toBeGreaterThanOrEqual(one.version)
    }
    expect(findProcess('problem_push', 99)).toBeUndefined()
    expect(currentProcess('no_such_kind')).toBeUndefined()
  })
})
