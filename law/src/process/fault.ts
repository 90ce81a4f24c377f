import type { OrganisationKind, ProcessDefinition, ProcessTransition } from '@redbridge/contract'

/** Why a definition cannot work, and where: path by names, as in 'transitions/answer/form/reason'. */
export interface ProcessFault {
  readonly code: string
  readonly path: string
  readonly zh: string
  readonly en: string
}

/** Names that a definition may use and that others give. */
export interface ProcessNames {
  /** ids of deadline rules */
  readonly rules: readonly string[]
  readonly guards: readonly string[]
  readonly effects: readonly string[]
  /** conditions that other modules know */
  readonly checks?: readonly string[]
  /** keys of letter templates */
  readonly letters: readonly string[]
  /** kind of organisation of each role, ROLE_TEXT of the contract */
  readonly roles: Readonly<Record<string, { readonly kind: OrganisationKind }>>
}

export const fault = (code: string, path: string, zh: string, en: string): ProcessFault => ({ code, path, zh, en })

/** A fault unless `holds`. */
export const unless = (holds: boolean, one: ProcessFault): ProcessFault[] => (holds ? [] : [one])

export const openingsOf = (definition: ProcessDefinition): ProcessTransition[] =>
  definition.transitions.filter((one) => one.from.length === 0)

/** Values that occur more than once, each once. */
export const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
]
