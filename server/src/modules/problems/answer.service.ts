import { ANSWER_TEXT, type AnswerAction, type BulkResult } from '@redbridge/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/pool.ts'
import { AppError } from '../../platform/errors.ts'
import type { Ctx } from '../../platform/platform.ts'
import { sendNotices } from '../notices/index.ts'
import { type BulkOutcome, bulkMove } from './bulk-move.ts'

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
    const corrected = input.answer === 'corrected'
    const set = [
      sql`answer = ${input.answer}`,
      sql`answer_text = ${input.text ?? null}`,
      sql`corrected_name = ${corrected ? (input.correctedName ?? null) : null}`,
      sql`corrected_uscc = ${corrected ? (input.correctedUscc ?? null) : null}`,
      sql`proof_file_id = ${input.proofFileId ?? null}`,
      sql`answered_at = ${ctx.platform.clock.now()}`,
    ]
    const { selection, preview, text } = input
    const outcome = await bulkMove(ctx, tx, {
      event: 'answer',
      selection,
      preview,
      reason: text,
      forPlatform: true,
      set,
    })
    await tellBureau(ctx, tx, outcome)
    return outcome.result
  })

/** When everything pushed is answered, the bureau hears of it. */
export const tellBureau = async (ctx: Ctx, tx: Tx, outcome: Pick<BulkOutcome, 'settled'>): Promise<void> => {
  const done = outcome.settled.filter((batch) => batch.to === 'answered').map((batch) => batch.id)
  if (done.length === 0) return
  const batches = await tx
    .selectFrom('report_batch as b')
    .innerJoin('report_period as p', 'p.id', 'b.period_id')
    .select(['b.id', 'p.bureau_id', 'p.key'])
    .where('b.id', 'in', done)
    .execute()
  const { id: from, nameZh, nameEn } = ctx.actor.organisation
  const notices = batches.map((batch) => ({
    to: batch.bureau_id,
    from,
    kind: 'answered',
    zh: `${nameZh}已反馈 ${batch.key} 报送期全部推送的问题经营主体，请核销`,
    en: `${nameEn || nameZh} has answered all problem operators pushed for ${batch.key}: verify`,
    link: `/problems?batchId=${batch.id}&state=answered`,
  }))
  await sendNotices(tx, notices, ctx.platform.clock.now())
}
