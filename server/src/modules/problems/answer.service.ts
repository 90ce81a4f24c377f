import { ANSWER_TEXT, type AnswerAction, type BulkResult, type FormValues } from '@redbridge/contract'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { matterMove } from './matter-move.ts'

type Input = z.output<typeof AnswerAction>

/** What an answer needs: a correction its data or a proof, an objection its reason. Null when all is there. */
export const missingIn = (
  answer: Pick<Input, 'answer' | 'text' | 'correctedName' | 'correctedUscc' | 'proofFileId'>,
) => {
  const { needs } = ANSWER_TEXT[answer.answer]
  if (needs === 'proof' && !answer.correctedName && !answer.correctedUscc && !answer.proofFileId)
    return 'proof_required'
  if (needs === 'reason' && !answer.text) return 'reason_required'
  return null
}

const checkInput = async (tx: Tx, input: Input): Promise<void> => {
  const missing = missingIn(input)
  if (missing) throw new AppError(missing)
  const corrects = input.correctedName || input.correctedUscc
  if (corrects && !('ids' in input.selection && input.selection.ids.length === 1))
    throw new AppError('bad_request', {
      errors: [{ pointer: '/selection', message: '更正信息只能逐户填写 / corrected data belongs to one operator' }],
    })
  if (!input.proofFileId) return
  const proof = await tx
    .selectFrom('stored_file')
    .select('id')
    .where('id', '=', input.proofFileId)
    .where('purpose', '=', 'proof')
    .executeTakeFirst()
  if (!proof) throw new AppError('not_found', { detail: 'proofFileId' })
}

/** The platform's answer to what was pushed to it. */
export const answer = (ctx: Ctx, input: Input): Promise<BulkResult> =>
  ctx.tx(async (tx) => {
    await checkInput(tx, input)
    const { selection, preview, text } = input
    return (await matterMove(ctx, tx, { event: 'answer', selection, preview, reason: text, form: formOf(input) }))
      .result
  })

/** An answer as the form of the matter takes it. */
export const formOf = (
  given: {
    readonly [K in 'answer' | 'text' | 'correctedName' | 'correctedUscc' | 'proofFileId']?: string | null | undefined
  },
): FormValues =>
  Object.fromEntries(
    (['answer', 'text', 'correctedName', 'correctedUscc', 'proofFileId'] as const).flatMap((name) =>
      given[name] ? [[name, given[name]]] : [],
    ),
  )
