import type { Answer, BulkResult, ProblemOperator } from '@redbridge/contract'
import { api } from '../../../lib/api.ts'

export interface AnswerInput {
  answer: Answer | null
  text: string
  correctedName: string
  correctedUscc: string
  proof: { id: string; name: string } | null
}
export const emptyAnswer = (answer: Answer | null = null): AnswerInput => ({
  answer,
  text: '',
  correctedName: '',
  correctedUscc: '',
  proof: null,
})

export type Gap = 'missingAnswer' | 'missingReason' | 'missingProof'

/**
 * What an answer still lacks: an objection needs its reason, a correction the corrected data or a proof.
 * @example findGap({ ...emptyAnswer('removed') }) // null
 */
export function findGap(input: AnswerInput): Gap | null {
  if (input.answer === null) return 'missingAnswer'
  if (input.answer === 'objected' && input.text.trim().length < 2) return 'missingReason'
  const shown = input.correctedName.trim() || input.correctedUscc.trim() || input.proof
  return input.answer === 'corrected' && !shown ? 'missingProof' : null
}

export type Selected = { ids: { id: string; version: number }[] } | { filter: Record<string, string | string[]> }

/** Rows named with the version one has seen. */
export const selectionOf = (rows: readonly Pick<ProblemOperator, 'id' | 'version'>[]): Selected => ({
  ids: rows.map(({ id, version }) => ({ id, version })),
})

/** Which operators an answer would reach. That does not hang on which answer it is, so nothing needs to be filled in yet. */
export const previewAnswer = (selection: Selected): Promise<BulkResult> =>
  api.post('/api/problems/answer', { selection, answer: 'removed', preview: true })

export function sendAnswer(selection: Selected, input: AnswerInput): Promise<BulkResult> {
  const corrected = input.answer === 'corrected'
  return api.post('/api/problems/answer', {
    selection,
    answer: input.answer,
    text: input.text.trim() || undefined,
    correctedName: (corrected && input.correctedName.trim()) || undefined,
    correctedUscc: (corrected && input.correctedUscc.trim()) || undefined,
    proofFileId: corrected ? input.proof?.id : undefined,
  })
}
