import type {
  Matter,
  MatterDetail,
  Me,
  ProcessDefinition,
  ProcessParty,
  ProcessTransition,
  Text,
} from '@redbridge/contract'

type Definition = Pick<ProcessDefinition, 'transitions' | 'parties' | 'states'>

/** What opens a matter of this kind; a definition has one such transition. */
export const openingOf = (definition: Pick<ProcessDefinition, 'transitions'>): ProcessTransition | undefined =>
  definition.transitions.find((one) => one.from.length === 0 && !one.system)

/** A transition by its event and where it starts from: one event may lead from several states, with other forms. */
export const transitionAt = (
  definition: Pick<ProcessDefinition, 'transitions'>,
  event: string | null,
  from: string | null,
): ProcessTransition | undefined => {
  const named = definition.transitions.filter((one) => one.event === event)
  return named.find((one) => (from ? one.from.includes(from) : one.from.length === 0)) ?? named[0]
}
/** Name of an event, whatever state it leads from. */
export const eventText = (definition: Pick<ProcessDefinition, 'transitions'>, event: string): Text =>
  transitionAt(definition, event, null)?.text ?? { zh: event, en: event }
export const stateText = (definition: Definition, state: string | null): Text | undefined =>
  definition.states.find((one) => one.state === state)?.text
export const partyText = (definition: { parties: readonly ProcessParty[] }, role: string | null): Text | undefined =>
  definition.parties.find((one) => one.role === role)?.text

/** Everybody but one's own organisation; all of them for who only reads. */
export const counterparts = (matter: Pick<Matter, 'parties'>, me: Pick<Me, 'organisation'>): string[] => {
  const others = matter.parties.filter((party) => party.organisationId !== me.organisation.id)
  return (others.length > 0 ? others : matter.parties).map((party) => party.name)
}

/** A kind of field whose meaning differs from matter to matter cannot be filled in for many at once. */
const fitsMany = (transition: ProcessTransition): boolean =>
  !transition.form.some((field) => field.kind === 'row_of' && field.required)

/** Transitions that the person's roles allow for all of these matters, which share kind and state. */
export const bulkMoves = (
  definition: Definition,
  matters: readonly Matter[],
  me: Pick<Me, 'organisation' | 'roles'>,
): ProcessTransition[] => {
  const state = matters[0]?.state
  return sortMoves(
    definition.transitions.filter(
      (one) =>
        state !== undefined &&
        one.from.includes(state) &&
        !one.system &&
        !one.through &&
        fitsMany(one) &&
        matters.every((matter) =>
          matter.parties.some(
            (party) =>
              party.organisationId === me.organisation.id &&
              one.by.some((taker) => taker.party === party.role && taker.roles.some((role) => me.roles.includes(role))),
          ),
        ),
    ),
  )
}

const rank = (one: ProcessTransition): number => (one.primary ? 0 : one.danger ? 2 : 1)
const sortMoves = (moves: readonly ProcessTransition[]): ProcessTransition[] =>
  [...moves].sort((a, b) => rank(a) - rank(b))

export interface OfferedMove {
  transition: ProcessTransition
  blocked: Text | null
}

/** What the caller may do now: possible before blocked, the primary one first, dangerous ones last. */
export const offeredMoves = (matter: MatterDetail): OfferedMove[] => {
  const offered = matter.moves.flatMap(({ event, blocked }) => {
    const transition = transitionAt(matter.definition, event, matter.state)
    return transition ? [{ transition, blocked }] : []
  })
  return offered.sort(
    (a, b) => Number(a.blocked !== null) - Number(b.blocked !== null) || rank(a.transition) - rank(b.transition),
  )
}
