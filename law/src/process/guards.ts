import type { FormValues } from '@redbridge/contract'

/** What a guard may look at: the last form of each event, and all moves in the order they were made. */
export interface GuardFacts {
  readonly facts: Readonly<Record<string, FormValues>>
  readonly events: readonly { readonly event: string; readonly form: FormValues }[]
}

const rowsOf = (form: FormValues | undefined, field: string): number => {
  const rows = form?.[field]
  return Array.isArray(rows) ? rows.length : 0
}

/** Guidance: each commitment of the record 记录 has a proof; after a failed inspection, a newer one. */
const commitmentsProven = ({ facts, events }: GuardFacts): boolean => {
  const since = events.findLastIndex((one) => one.event === 'record' || one.event === 'fail')
  const proven = new Set(
    events
      .slice(since + 1)
      .filter((one) => one.event === 'prove')
      .map((one) => one.form.commitment),
  )
  const count = rowsOf(facts.record, 'commitments')
  return count > 0 && Array.from({ length: count }, (_, row) => row).every((row) => proven.has(row))
}

/**
 * Conditions that a transition names, each true when the move may be made.
 * @example GUARDS.commitments_proven?.({ facts: {}, events: [] }) // false
 */
export const GUARDS: Record<string, (matter: GuardFacts) => boolean> = {
  commitments_proven: commitmentsProven,
}
