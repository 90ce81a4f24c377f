import type { RequestFault } from '@redbridge/contract'
import { requestFaults } from '@redbridge/law'
import type { Check, CheckedMatter } from '../../platform/effects.ts'
import { pairOf } from '../exchange/index.ts'
import { loadContexts } from './request-context.ts'
import { readDraft } from './request-draft.ts'

/** What would be sent: the form of a correction itself, else the newest of what was composed and corrected. */
const formToSend = ({ event, form, told }: CheckedMatter) =>
  event === 'correct' ? form : (told.findLast((one) => one.event === 'compose' || one.event === 'correct')?.form ?? {})

/**
 * The check `assistance.lawful`: what of each request is not lawful, or not whole, before it is sent. Asked again on
 * approval: an authorisation, a consent or a memorandum may have changed since it was submitted.
 */
export const checkLawful: Check = async ({ tx, now }, matters) => {
  const contextOf = await loadContexts(
    tx,
    matters.map((one) => pairOf(one.parties)),
    now,
  )
  return new Map(
    matters.map((one): [string, readonly RequestFault[]] => {
      const { draft, faults } = readDraft(formToSend(one))
      return [one.matterId, faults.length > 0 ? faults : requestFaults(draft, contextOf(pairOf(one.parties)))]
    }),
  )
}
