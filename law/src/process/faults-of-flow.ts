import type { ProcessDefinition, ProcessState } from '@redbridge/contract'
import { fault, type ProcessFault, type ProcessNames, unless } from './fault.ts'
import { statesFrom } from './walk.ts'

/** For each kind of organisation that the holder may be: some role of it can bring the matter out of the state. */
const stuckKinds = (definition: ProcessDefinition, state: ProcessState, roles: ProcessNames['roles']): string[] => {
  const holder = definition.parties.find((party) => party.role === state.holder)
  const out = definition.transitions.filter((one) => one.from.includes(state.state) && one.to !== state.state)
  const kinds = out
    .flatMap((one) => one.by)
    .filter((taker) => taker.party === state.holder)
    .flatMap((taker) => taker.roles.map((role) => roles[role]?.kind))
  return (holder?.kinds ?? []).filter((kind) => !kinds.includes(kind))
}

const faultsOfState = (definition: ProcessDefinition, state: ProcessState, names: ProcessNames): ProcessFault[] => {
  const at = `states/${state.state}`
  const outcomes = definition.states.filter((one) => one.outcome).map((one) => one.state)
  const reached = statesFrom(definition, [state.state])
  const exits = definition.transitions.filter((one) => one.from.includes(state.state) && !one.undo)
  if (state.outcome)
    return exits.map((exit) =>
      fault(
        'outcome_left',
        `transitions/${exit.event}`,
        `“${state.text.zh}”是结束状态，只有撤回、退回可以离开`,
        `${state.state} is an end: only an undo leaves it`,
      ),
    )
  if (!outcomes.some((outcome) => reached.has(outcome)))
    return [fault('no_outcome', at, '从该状态无法到达任何结束状态', 'no end can be reached from here')]
  return stuckKinds(definition, state, names.roles).map((kind) =>
    fault(
      'holder_stuck',
      at,
      `承办方为${kind}时没有可以离开该状态的操作`,
      `the holder has no move out of here when it is a ${kind}`,
    ),
  )
}

/** Every state is reached, none is a trap, and whose turn it is can act. */
export const faultsOfFlow = (definition: ProcessDefinition, names: ProcessNames): ProcessFault[] => {
  const begin = definition.transitions.filter((one) => one.from.length === 0).map((one) => one.to)
  const reached = statesFrom(definition, begin)
  return [
    ...definition.states.flatMap((state) =>
      unless(
        reached.has(state.state),
        fault('unreachable', `states/${state.state}`, '没有操作可以到达该状态', 'no move leads here'),
      ),
    ),
    ...definition.states.flatMap((state) => faultsOfState(definition, state, names)),
  ]
}
