import type { FormValues } from '@redbridge/contract'

/** What a guard may look at: the last form of each event, and all moves in the order they were made. */
export interface GuardFacts {
  readonly facts: Readonly<Record<string, FormValues>>
  readonly events: readonly { readonly event: string; readonly form: FormValues }[]
}

const rowsOf = (form: FormValues | undefined, field: string): readonly unknown[] => {
  const rows = form?.[field]
  return Array.isArray(rows) ? rows : []
}

/** Guidance: each commitment of the record has a proof; after a failed inspection, a newer one. */
const commitmentsProven = ({ facts, events }: GuardFacts): boolean => {
  const since = events.findLastIndex((one) => one.event === 'record' || one.event === 'fail')
  const proofs = events.slice(since + 1).filter((one) => one.event === 'prove')
  const proven = new Set(proofs.map((one) => one.form.commitment))
  const commitments = rowsOf(facts.record, 'commitments')
  return commitments.length > 0 && commitments.every((_, row) => proven.has(row))
}

/** Suspected crime: two or more officers make the team, TRC 5(1); one person named twice is one. */
const twoOfficers = ({ facts }: GuardFacts): boolean => {
  const officers = rowsOf(facts.submit, 'officers') as readonly { licence?: unknown }[]
  return new Set(officers.map((officer) => officer.licence)).size >= 2
}

const typeIs =
  (type: string) =>
  ({ facts }: GuardFacts): boolean =>
    facts.draft?.type === type

/** An order to put right cites what it rests on; guidance and interviews may do without. */
const orderNamesBasis = ({ facts }: GuardFacts): boolean =>
  facts.draft?.type !== 'order' || rowsOf(facts.submit, 'basis').length > 0

/** An answer is put off once; a return or a refusal that was not accepted begins a new time. */
const notExtended = ({ events }: GuardFacts): boolean => {
  const begun = events.findLastIndex((one) => ['approve', 'insist', 'return'].includes(one.event))
  return !events.slice(begun + 1).some((one) => one.event === 'extend')
}

/**
 * Conditions that a transition names, each true when the move may be made.
 * @example GUARDS.commitments_proven?.({ facts: {}, events: [] }) // false
 */
export const GUARDS: Record<string, (matter: GuardFacts) => boolean> = {
  commitments_proven: commitmentsProven,
  composed: ({ facts }) => facts.compose !== undefined,
  not_extended: notExtended,
  order_names_basis: orderNamesBasis,
  two_officers: twoOfficers,
  type_is_guidance: typeIs('guidance'),
  type_is_interview: typeIs('interview'),
  type_is_order: typeIs('order'),
}
