import { type ProcessDefinition, type ProcessState, type ProcessTransition, ROLE_TEXT } from '@redbridge/contract'
import { currentProcess, DEADLINE_RULES, faultsOfDefinition, findProcess, GUARDS, PROCESSES } from '@redbridge/law'
import { BUILT_IN_TEMPLATES } from '../letters/index.ts'

/** Names that definitions may use for work of other modules. */
export const EFFECT_NAMES = [
  'problem.project',
  'exchange.send',
  'exchange.receive',
  'assistance.compose',
  'assistance.answer',
  'memorandum.apply',
] as const
export const CHECK_NAMES = ['assistance.lawful', 'memorandum.complete'] as const

/** Refuses to start with a definition that cannot work, and says why, definition by definition. */
export const checkDefinitions = (definitions: readonly ProcessDefinition[] = PROCESSES): void => {
  const faults = definitions.flatMap((definition) =>
    faultsOfDefinition(definition, {
      rules: DEADLINE_RULES.map((rule) => rule.id),
      guards: Object.keys(GUARDS),
      effects: EFFECT_NAMES,
      checks: CHECK_NAMES,
      letters: BUILT_IN_TEMPLATES.map((template) => template.key),
      roles: ROLE_TEXT,
    }).map((fault) => `${definition.kind} v${definition.version} ${fault.path}: ${fault.en}`),
  )
  if (faults.length > 0) throw new Error(`Process definitions that cannot work:\n${faults.join('\n')}`)
}

/** The definitions that new matters begin with, in their order of introduction. */
export const currentDefinitions = (): ProcessDefinition[] =>
  PROCESSES.filter((definition) => currentProcess(definition.kind) === definition)

/** The definition that new matters of a kind begin with. */
export const findCurrent = (kind: string): ProcessDefinition | undefined => currentProcess(kind)

/** Kinds that other modules open and count by themselves. */
export const programKinds = (): string[] =>
  currentDefinitions().flatMap((definition) => (definition.openedBy === 'program' ? [definition.kind] : []))

/** The definition that a running matter keeps. */
export const getDefinition = (kind: string, version: number): ProcessDefinition => {
  const found = findProcess(kind, version)
  if (!found) throw new Error(`No definition ${kind} v${version}: a version in use was removed`)
  return found
}

export const getState = (definition: ProcessDefinition, state: string): ProcessState => {
  const found = definition.states.find((one) => one.state === state)
  if (!found) throw new Error(`${definition.kind} v${definition.version} has no state ${state}`)
  return found
}

export const openingOf = (definition: ProcessDefinition): ProcessTransition =>
  definition.transitions.find((transition) => transition.from.length === 0) as ProcessTransition

export const ownerOf = (definition: ProcessDefinition): string =>
  (definition.parties.find((party) => party.owner) as { role: string }).role
