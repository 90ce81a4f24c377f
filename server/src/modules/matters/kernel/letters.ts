import type { FormValues } from '@redbridge/contract'
import type { Tx } from '../../../platform/db/pool.ts'
import { contextFor } from '../../../platform/platform.ts'
import { issueLetter } from '../../letters/index.ts'
import { loadTold } from './check.ts'
import type { Act, Step } from './types.ts'

/** Issues the letters that go out with steps, numbered in the same transaction. Returns letter ids by matter. */
export const sendLetters = async (act: Act, tx: Tx, steps: readonly Step[]): Promise<Map<string, string>> => {
  const sent = new Map<string, string>()
  const lettered = steps.filter((step) => step.transition.letter)
  const { actor } = act
  if (lettered.length === 0 || !actor) return sent
  const told = await loadTold(
    tx,
    lettered.map((step) => step.matter.row.id),
  )
  for (const { matter, transition, form } of lettered) {
    const letter = transition.letter as { template: string; to: string }
    const before = (told.get(matter.row.id) ?? []).map((one) => one.form)
    const { id } = await issueLetter(contextFor(act.platform, actor), tx, {
      template: letter.template,
      matterId: matter.row.id,
      recipientId: matter.parties.get(letter.to) as string,
      fields: { ...fieldsOf([...before, form]), matterNumber: matter.row.number, matterTitle: matter.row.title },
    })
    sent.set(matter.row.id, id)
  }
  return sent
}

/** What the forms of a matter said, as a letter takes it: texts by field name, the latest last. */
const fieldsOf = (forms: readonly FormValues[]): Record<string, string> =>
  Object.fromEntries(
    forms.flatMap((form) =>
      Object.entries(form).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name, typeof value === 'string' ? value : String(value)]],
      ),
    ),
  )
