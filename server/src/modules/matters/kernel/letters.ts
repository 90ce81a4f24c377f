import type { FormField, FormValues, ProcessDefinition } from '@redbridge/contract'
import type { Actor } from '../../../platform/actor.ts'
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/pool.ts'
import { type Ctx, contextFor } from '../../../platform/platform.ts'
import { listItemsById } from '../../evidence/index.ts'
import { issueLetters, letterFields, type NewLetter } from '../../letters/index.ts'
import type { Told } from './check.ts'
import type { Act, Step } from './types.ts'

/** Issues the letters that go out with steps, numbered in the same transaction. Returns letter ids by matter. */
export const sendLetters = async (act: Act, tx: Tx, steps: readonly Step[]): Promise<Map<string, string>> => {
  const sent = new Map<string, string>()
  const lettered = steps.filter((step) => step.transition.letter)
  if (lettered.length === 0) return sent
  if (!act.actor) throw new Error('The system issues no letters')
  const ctx = contextFor(act.platform, act.actor as Actor)
  const letters: NewLetter[] = []
  for (const step of lettered) {
    const { row, definition, parties } = step.matter
    const letter = step.transition.letter as { template: string; to: string }
    const said = [...(step.told ?? []), { event: step.transition.event, form: step.form }].filter(
      ({ event }) => !isInternal(definition, event),
    )
    letters.push({
      template: letter.template,
      matterId: row.id,
      recipientId: parties.get(letter.to) as string,
      fields: {
        ...saidSoFar(definition, said, dayOf(act.now)),
        ...(await attachmentsOf(ctx, tx, definition, said)),
        matterNumber: row.number,
        matterTitle: row.title,
      },
    })
  }
  const issued = await issueLetters(ctx, tx, letters)
  for (const [i, step] of lettered.entries()) sent.set(step.matter.row.id, (issued[i] as { id: string }).id)
  return sent
}

/** What was written inside the bureau stays out of what goes outside. */
const isInternal = (definition: ProcessDefinition, event: string): boolean =>
  definition.transitions.some((transition) => transition.event === event && transition.internal)

const fieldsOf = (definition: ProcessDefinition, event: string): FormField[] => [
  ...new Map(
    definition.transitions
      .filter((transition) => transition.event === event)
      .flatMap((transition) => transition.form)
      .map((field) => [field.name, field]),
  ).values(),
]

/** What the forms of a matter said, as a letter says it, by field name; what was said last counts. */
const saidSoFar = (definition: ProcessDefinition, told: readonly Told[], day: string): Record<string, string> =>
  Object.assign({}, ...told.map(({ event, form }) => letterFields(fieldsOf(definition, event), form, day)))

/** Names of the files that went with the matter, in the order in which they came. */
const attachmentsOf = async (
  ctx: Ctx,
  tx: Tx,
  definition: ProcessDefinition,
  told: readonly Told[],
): Promise<{ attachments?: string[] }> => {
  const ids = told.flatMap(({ event, form }) =>
    fieldsOf(definition, event)
      .filter((field) => field.kind === 'files')
      .flatMap((field) => (form[field.name] as FormValues[string] as readonly string[] | undefined) ?? []),
  )
  if (ids.length === 0) return {}
  const names = new Map((await listItemsById(ctx, tx, ids)).map((item) => [item.id, item.name]))
  return { attachments: [...new Set(ids)].map((id) => names.get(id) ?? id) }
}
