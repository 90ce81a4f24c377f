import { PROCESSES } from '@redbridge/law'
import type { Actor } from '../../../platform/actor.ts'
import type { Work } from '../../../testing/work.ts'
import { filledForm } from '../../matters/testing/forms.ts'

// The shortest way to a message: a platform reports a violation to a bureau.

const opening = PROCESSES.find((one) => one.kind === 'violation_lead')?.transitions[0]

const leadForm = (to: { bureauId: string }) => filledForm(opening?.form ?? [], to)

/** Reports a lead; returns the matter's id. */
export const openLead = async (work: Work, who: Actor, to: { bureauId: string }): Promise<string> => {
  const answer = await work.call(who, 'POST', '/api/matters/violation_lead', leadForm(to))
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body.id as string
}
