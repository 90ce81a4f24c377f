import type { Matter, MatterClock, MatterDetail, MatterEntry, MatterFile, ProcessDefinition } from '@redbridge/contract'
import { citeEn, citeZh, findArticle } from '@redbridge/law'
import type { Actor } from '../../platform/actor.ts'
import { addDays } from '../../platform/clock.ts'
import { getDefinition, getState } from './definitions.ts'
import type { Told } from './kernel/check.ts'
import type { ClockRule } from './kernel/clocks.ts'
import type { ClockRow } from './kernel/types.ts'
import type { EventRow, ListedMatter } from './matters.store.ts'

const urgencyOf = (dueOn: string | null, today: string): Matter['urgency'] => {
  if (!dueOn) return 'open'
  if (dueOn < today) return 'overdue'
  if (dueOn === today) return 'today'
  return dueOn <= addDays(today, 7) ? 'soon' : 'open'
}

export const matterView = (row: ListedMatter, actor: Actor, today: string): Matter => {
  const definition = getDefinition(row.kind, row.definition_version)
  const state = getState(definition, row.state)
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    kindText: definition.title,
    title: row.title,
    state: row.state,
    stateText: state.text,
    tone: state.tone,
    version: row.version,
    parties: row.parties,
    holder: row.holder,
    mine: row.holder_id === actor.organisation.id,
    assignee: row.assignee,
    watched: row.watched,
    dueOn: row.due_on,
    dueBy: row.due_by,
    urgency: urgencyOf(row.due_on, today),
    outcome: row.outcome,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  }
}

/** Provisions that the forms of a matter cite, in words; one that the law data no longer has stays as it is. */
export const citationsOf = (
  definition: ProcessDefinition,
  told: readonly Told[],
  day: string,
): MatterDetail['citations'] => {
  const named = told.flatMap(({ event, form }) =>
    definition.transitions
      .filter((transition) => transition.event === event)
      .flatMap((transition) => transition.form.filter((field) => field.kind === 'citations'))
      .flatMap((field) => (form[field.name] as readonly string[] | undefined) ?? []),
  )
  return Object.fromEntries(
    [...new Set(named)]
      .filter((citation) => findArticle(citation, day))
      .map((citation) => [citation, { zh: citeZh(citation, day), en: citeEn(citation, day) }]),
  )
}

/** The words of a provision, where the law data has it. */
const basisOf = (citation: string | null, day: string): MatterClock['basis'] => {
  if (!citation) return null
  try {
    return { citation, zh: citeZh(citation, day) }
  } catch {
    return { citation, zh: citation }
  }
}

export const clockView = (row: ClockRow, definition: MatterDetail['definition'], today: string): MatterClock => {
  const rule = row.rule as ClockRule
  const end = row.stopped_on ?? today
  return {
    id: row.clock,
    text: definition.clocks.find((one) => one.id === row.clock)?.text ?? rule.rule.title,
    state: row.state,
    owedBy: row.owed_by,
    startedOn: row.started_on,
    dueOn: row.due_on,
    stoppedOn: row.stopped_on,
    late: row.state !== 'paused' && end > row.due_on,
    unconfirmed: rule.unconfirmed && !row.fixed,
    basis: row.fixed ? null : basisOf(rule.rule.basis, row.started_on),
    working: row.working,
  }
}

/** One entry of the timeline. Of the other side it shows the organisation, of one's own also the person. */
export const entryView = (
  row: EventRow,
  definition: MatterDetail['definition'],
  more: { actor: Actor; files: ReadonlyMap<string, MatterFile> },
): MatterEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  type: row.type,
  event: row.event,
  eventText: definition.transitions.find((one) => one.event === row.event)?.text ?? null,
  from: row.from_state,
  to: row.to_state,
  party: row.party,
  byUser: row.organisation_id === more.actor.organisation.id ? row.by_user : '',
  byOrganisation: row.by_organisation,
  internal: row.internal,
  text: row.text,
  form: row.form,
  files: row.files.map((id) => more.files.get(id) ?? { id, name: id, bytes: 0 }),
  letter: row.letter_id && row.letter_number ? { id: row.letter_id, number: row.letter_number } : null,
  ledger: row.entry_id ? { entryId: row.entry_id, leafIndex: row.leaf_index } : null,
})
